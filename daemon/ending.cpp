#include "daemon/ending.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/log.hpp"
#include "net/task_group.hpp"

namespace understudy {

namespace {

namespace asio = boost::asio;

constexpr seconds paid_call_grace{30};
constexpr std::chrono::milliseconds request_grace{2'000};
/// Nothing is under way any more then: only its coroutines are waited for.
constexpr std::chrono::milliseconds cloud_grace{1'000};

}  // namespace

Ending::Ending(asio::any_io_executor executor, Parts& parts)
    : parts_(parts), driver_end_(std::move(executor), asio::steady_timer::time_point::max()) {}

asio::awaitable<void> Ending::run() {
    parts_.teller.quiet();
    parts_.hot_folder_watch.stop();
    parts_.dataset_retention.stop();
    parts_.api.end_streams();
    parts_.courier.stop();
    net::TaskGroup both(driver_end_.get_executor());
    both.spawn(stop_server());
    both.spawn(stop_driver());
    co_await both.join();
    if (parts_.disk_inbox && !parts_.disk_inbox->stop())
        log::warning("the inbox's disk does not answer and is left behind");
    co_await parts_.webhook_sender.stop();
    co_await parts_.cloud.stop(cloud_grace);
    if (!parts_.recordings.stop()) log::warning("a disk that does not answer is left behind");
}

void Ending::hurry() {
    if (!driver_stopped_) parts_.driver.stop(Duration{0}, [this] { driver_stopped(); });
}

asio::awaitable<void> Ending::stop_server() { co_await parts_.server.stop(request_grace); }

asio::awaitable<void> Ending::stop_driver() {
    parts_.driver.stop(paid_call_grace, [this] { driver_stopped(); });
    if (driver_stopped_) co_return;
    const auto token = asio::as_tuple(asio::use_awaitable);
    co_await driver_end_.async_wait(token);
}

void Ending::driver_stopped() {
    driver_stopped_ = true;
    driver_end_.cancel();
}

}  // namespace understudy
