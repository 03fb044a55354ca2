// Cartesia's cloud on loopback: the model behind HTTP or HTTPS, with a bill, and with faults on demand.
#pragma once

#include <memory>
#include <string>

#include "emulator/state.hpp"
#include "emulator/waits.hpp"
#include "net/server.hpp"

namespace understudy::emulator {

struct EmulatorOptions {
    net::ListenOn listen{"127.0.0.1", 0, "", "", ""};
    std::string api_key = "sk_car_emulator";
    CloudSettings cloud = settings_of(Profile::year_2026);
    WireSettings wire{};
    std::uint64_t seed = 1;
};

/// On the executor's one thread. stop() must have returned before it is destroyed.
class Emulator {
  public:
    Emulator(boost::asio::any_io_executor executor, EmulatorOptions options);
    Emulator(const Emulator&) = delete;
    Emulator& operator=(const Emulator&) = delete;

    /// Begins to listen. The error says which address and why.
    [[nodiscard]] Result<Nothing, std::string> start();
    /// "https://127.0.0.1:41234", once started.
    [[nodiscard]] const std::string& url() const { return state_.wire.base_url; }
    /// Objects, faults, settings, clock, log: to look at and to change between requests.
    [[nodiscard]] EmulatorState& state() { return state_; }
    [[nodiscard]] net::HttpServer::Stats stats() const { return server_.stats(); }
    /// Ends every silence and delay, then the connections.
    boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

  private:
    boost::asio::awaitable<void> handle(net::ServerExchange& exchange);
    boost::asio::awaitable<void> handle_await(net::ServerExchange& exchange, std::string body);
    boost::asio::awaitable<void> handle_control(net::ServerExchange& exchange);

    EmulatorState state_;
    Waits waits_;
    net::HttpServer server_;
};

}  // namespace understudy::emulator
