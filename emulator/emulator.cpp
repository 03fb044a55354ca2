#include "emulator/emulator.hpp"

#include "emulator/awaited.hpp"
#include "emulator/control.hpp"
#include "emulator/visit.hpp"

namespace understudy::emulator {

namespace {

constexpr std::size_t control_body_at_most = 1 << 20;

constexpr Duration look_every = milliseconds(5);

/// Generous: it is the client's limits that are to be tested here.
net::ServerLimits limits() {
    net::ServerLimits limits;
    limits.header_bytes = 64 << 10;
    limits.connections = 4096;
    limits.header_time = std::chrono::minutes(2);
    limits.body_progress = std::chrono::minutes(10);
    return limits;
}

std::string url_of(const net::ListenOn& bound) {
    net::Origin origin;
    origin.tls = !bound.tls_cert_file.empty();
    origin.host = bound.address;
    origin.port = bound.port;
    return (origin.tls ? "https://" : "http://") + origin.host_header();
}

}  // namespace

Emulator::Emulator(boost::asio::any_io_executor executor, EmulatorOptions options)
    : state_(std::move(options.cloud), std::move(options.wire), options.api_key, options.seed),
      waits_(executor),
      server_(executor, {options.listen}, limits(),
              [this](net::ServerExchange& exchange) { return handle(exchange); }) {}

Result<Nothing, std::string> Emulator::start() {
    auto started = server_.start();
    if (started) state_.wire.base_url = url_of(server_.bound().front());
    return started;
}

boost::asio::awaitable<void> Emulator::handle(net::ServerExchange& exchange) {
    if (is_control(exchange.request().target)) {
        co_await handle_control(exchange);
        co_return;
    }
    Visit visit(exchange, state_, waits_);
    co_await visit.run();
}

/// Looks every few milliseconds for as long as somebody waits: simpler than waking from every place where a
/// request gets on, and nobody waits in production.
boost::asio::awaitable<void> Emulator::handle_await(net::ServerExchange& exchange, std::string body) {
    const auto awaited = awaited_from(body);
    const auto begun = std::chrono::steady_clock::now();
    bool came = awaited.ok() && has_come(*awaited, state_.log);
    while (awaited.ok() && !came && !waits_.ended() &&
           std::chrono::steady_clock::now() - begun < awaited->timeout) {
        co_await waits_.pause(look_every);
        came = has_come(*awaited, state_.log);
    }
    auto response = awaited_answer(awaited, came);
    co_await exchange.respond(std::move(response));
}

boost::asio::awaitable<void> Emulator::handle_control(net::ServerExchange& exchange) {
    const auto body = co_await exchange.read_body(control_body_at_most);
    if (!body) co_return;
    if (path_matches("/_emulator/await", exchange.request().target)) {
        co_await handle_await(exchange, *body);
        co_return;
    }
    auto response = answer_control(state_, exchange.request(), *body, server_.stats());
    co_await exchange.respond(std::move(response));
}

boost::asio::awaitable<void> Emulator::stop(std::chrono::milliseconds grace) {
    waits_.end_all();
    co_await server_.stop(grace);
}

}  // namespace understudy::emulator
