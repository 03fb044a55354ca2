#include "emulator/emulator_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <stdexcept>
#include <thread>

namespace understudy::emulator {

namespace asio = boost::asio;

struct EmulatorThread::Impl {
    asio::io_context context{1};
    Emulator emulator;
    std::string url;
    std::thread thread;
    explicit Impl(EmulatorOptions options) : emulator(context.get_executor(), std::move(options)) {}
};

EmulatorThread::EmulatorThread(EmulatorOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {
    const auto started = impl_->emulator.start();
    if (!started) throw std::runtime_error(started.error());
    impl_->url = impl_->emulator.url();
    impl_->thread = std::thread([impl = impl_.get()] { impl->context.run(); });
}

EmulatorThread::~EmulatorThread() {
    auto stopping = impl_->emulator.stop(std::chrono::milliseconds(0));
    auto stopped = asio::co_spawn(impl_->context, std::move(stopping), asio::use_future);
    stopped.wait();
    impl_->thread.join();
}

const std::string& EmulatorThread::url() const { return impl_->url; }

void EmulatorThread::with(const std::function<void(Emulator&)>& look) {
    std::promise<void> looked;
    asio::post(impl_->context, [&] {
        look(impl_->emulator);
        looked.set_value();
    });
    looked.get_future().get();
}

}  // namespace understudy::emulator
