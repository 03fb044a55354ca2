// One connection to the server, from its first request to its last.
#pragma once

#include <memory>
#include <optional>

#include "net/input_buffer.hpp"
#include "net/server.hpp"
#include "net/server_exchange.hpp"
#include "net/stream.hpp"
#include "net/tls.hpp"

namespace understudy::net {

/// What the server and its sessions share.
struct ServerShared {
    ServerLimits limits;
    Handler handler;
    Refusal refusal;
    bool stopping = false;
    std::uint64_t requests = 0;
};

class Session {
  public:
    /// `shared` must outlive it. `tls` is nullopt for a plain connection.
    Session(ServerShared& shared, std::unique_ptr<Stream> stream, Peer peer, std::optional<TlsContext> tls);

    /// Returns when the connection has ended.
    asio::awaitable<void> run();

    /// Between requests: nobody would miss the connection.
    [[nodiscard]] bool idle() const { return idle_; }
    /// Nothing has come from it yet: its first request may be on its way.
    [[nodiscard]] bool fresh() const { return fresh_; }
    /// Ends the connection now; run() returns soon after.
    void cut(bool politely) { politely ? stream_->close() : stream_->reset(); }

  private:
    asio::awaitable<bool> secure();
    asio::awaitable<bool> serve_one();
    /// nullptr: there is no request, and nothing more to be done than to close.
    asio::awaitable<std::unique_ptr<RequestReader>> read_head();
    asio::awaitable<void> handle(HttpExchange& exchange);
    asio::awaitable<void> refuse(int status, std::string_view why);

    ServerShared& shared_;
    std::unique_ptr<Stream> stream_;
    Peer peer_;
    std::optional<TlsContext> tls_;
    InputBuffer input_;
    bool first_ = true;
    bool idle_ = true;
    bool fresh_ = true;
};

}  // namespace understudy::net
