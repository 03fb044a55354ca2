// cartesia-emulator: says where it listens once it does, and stops on SIGTERM or SIGINT.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <fstream>
#include <iostream>

#include "emulator/command_line.hpp"
#include "emulator/tls_files.hpp"

namespace {

namespace asio = boost::asio;
using namespace understudy::emulator;

asio::awaitable<void> stop_on_signal(asio::signal_set& signals, Emulator& emulator) {
    co_await signals.async_wait(asio::use_awaitable);
    co_await emulator.stop(std::chrono::milliseconds(200));
}

int complain(const std::string& what) {
    std::cerr << "cartesia-emulator: " << what << '\n';
    return 1;
}

/// Whole or not at all: whoever waits for the file never reads half a line.
bool write_ready_file(const std::string& path, const std::string& url) {
    const std::string fresh = path + ".new";
    std::ofstream(fresh) << url << '\n';
    return std::rename(fresh.c_str(), path.c_str()) == 0;
}

int serve(CommandLine line) {
    asio::io_context context{1};
    asio::signal_set signals(context, SIGTERM, SIGINT);
    Emulator emulator(context.get_executor(), line.options);
    if (!line.second_key.empty())
        emulator.state().accounts.set_keys({{line.options.api_key, 0}, {line.second_key, 1}});
    for (auto& fault : line.faults) emulator.state().faults.add(std::move(fault));
    const auto started = emulator.start();
    if (!started) return complain(started.error());
    std::cout << "cartesia-emulator listening on " << emulator.url() << std::endl;
    if (!line.ready_file.empty() && !write_ready_file(line.ready_file, emulator.url()))
        return complain("cannot write " + line.ready_file);
    auto stopping = stop_on_signal(signals, emulator);
    asio::co_spawn(context, std::move(stopping), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
    });
    context.run();
    return 0;
}

int run(CommandLine line) {
    if (!line.make_tls.empty()) {
        const auto files = make_tls_files(line.make_tls);
        if (!files) return complain(files.error());
        auto& listen = line.options.listen;
        if (listen.tls_cert_file.empty()) {
            listen.tls_cert_file = files->cert;
            listen.tls_key_file = files->key;
        }
    }
    return line.serve ? serve(std::move(line)) : 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        auto line = parse_command_line(argc, argv);
        return line ? run(std::move(*line)) : line.error();
    } catch (const std::exception& error) {
        return complain(error.what());
    }
}
