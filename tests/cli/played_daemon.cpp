#include "tests/cli/played_daemon.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <stdexcept>

namespace understudy::cli {

namespace asio = boost::asio;

namespace {
asio::awaitable<void> stop_server(net::HttpServer& server) {
    const std::chrono::milliseconds grace(1'000);
    co_await server.stop(grace);
}
}  // namespace

PlayedDaemon::PlayedDaemon(const std::string& unix_path, Play play) : play_(std::move(play)) {
    net::ListenOn listen;
    listen.unix_path = unix_path;
    if (unix_path.empty()) listen.address = "127.0.0.1";
    const net::Handler handler = [this](net::ServerExchange& exchange) { return answer(exchange); };
    server_ = std::make_unique<net::HttpServer>(io_.get_executor(), std::vector{listen}, net::ServerLimits{},
                                                handler);
    if (const auto started = server_->start(); !started) throw std::runtime_error(started.error());
    url_ = unix_path.empty() ? "http://127.0.0.1:" + std::to_string(server_->bound().front().port)
                             : "unix:" + unix_path;
    thread_ = std::thread([this] { io_.run(); });
}

PlayedDaemon::~PlayedDaemon() {
    std::future<void> stopped = asio::co_spawn(io_, stop_server(*server_), asio::use_future);
    stopped.wait();
    thread_.join();
}

asio::awaitable<void> PlayedDaemon::answer(net::ServerExchange& exchange) {
    const std::optional<std::string> body = co_await exchange.read_body(1 << 20);
    net::Request request = exchange.request();
    request.body = body.value_or("");
    std::optional<net::Response> response = play_(request);
    if (!response) {
        exchange.reset();
        co_return;
    }
    net::Response whole = std::move(*response);
    co_await exchange.respond(std::move(whole));
}

}  // namespace understudy::cli
