// One request's way through the emulator, with the fault that it meets.
#pragma once

#include "emulator/state.hpp"
#include "emulator/waits.hpp"
#include "net/server.hpp"

namespace understudy::emulator {

namespace asio = boost::asio;

/// Reads, does and answers one request of the cloud's API. Lives as long as its coroutine.
class Visit {
  public:
    Visit(net::ServerExchange& exchange, EmulatorState& state, Waits& waits);
    ~Visit();  ///< closes the request's line in the log, whatever became of it
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    asio::awaitable<void> run();

  private:
    /// True when the whole body is in the call; false when the request has been dealt with already.
    asio::awaitable<bool> read_body(AdmittedCall& admitted);
    asio::awaitable<bool> read_form(AdmittedCall& admitted, std::string boundary);
    asio::awaitable<bool> read_text(AdmittedCall& admitted);
    /// The next bytes of the body, no faster than the fault allows; empty at the end, nullopt when the
    /// request has been dealt with already.
    asio::awaitable<std::optional<std::string_view>> next_bytes();
    asio::awaitable<void> refuse_body(Refusal refusal, const Call& call);

    [[nodiscard]] bool strikes_at(FaultPoint point) const;
    asio::awaitable<void> strike(net::Response right);
    asio::awaitable<void> send(net::Response response);
    asio::awaitable<void> send_slowly(net::Response response);
    asio::awaitable<void> send_half(net::Response response);

    net::ServerExchange& exchange_;
    EmulatorState& state_;
    Waits& waits_;
    Fault fault_;
    bool faulty_ = false;
    std::uint64_t number_ = 0;
    int status_sent_ = 0;
    std::uint64_t received_ = 0;
    std::vector<std::byte> buffer_;
    std::string version_, request_id_;
};

}  // namespace understudy::emulator
