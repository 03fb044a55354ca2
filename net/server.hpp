// An HTTP/1.1 server: plain or TLS on TCP, plain on a unix socket. The daemon's REST API and the emulator
// both stand on it, so it can also misbehave on purpose (raw bytes, resets).
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.hpp"

namespace understudy::net {

namespace asio = boost::asio;

/// Who is on the other side.
struct Peer {
    bool unix_socket = false;
    std::uint32_t uid = 0, gid = 0;       ///< of a unix socket's peer (SO_PEERCRED)
    std::string address;                  ///< "127.0.0.1:40123", "unix"
    std::vector<std::uint32_t> groups{};  ///< a unix socket's peer's others (SO_PEERGROUPS)
};

/// One request being answered. Lives as long as the handler's coroutine.
class ServerExchange {
  public:
    virtual ~ServerExchange() = default;

    [[nodiscard]] virtual const Request& request() const = 0;  ///< without its body
    [[nodiscard]] virtual const Peer& peer() const = 0;
    [[nodiscard]] virtual std::optional<std::uint64_t> content_length() const = 0;

    /// The next bytes of the body into `into`; 0 at its end; nullopt when the connection broke, the client
    /// was too slow, or the framing is bad. Sends "100 Continue" before the first read where the client waits
    /// for it.
    virtual asio::awaitable<std::optional<std::size_t>> read_some(std::span<std::byte> into) = 0;
    /// The whole body; nullopt as above. `too_large()` tells whether it was over `max` (then answer 413: the
    /// rest is not read).
    virtual asio::awaitable<std::optional<std::string>> read_body(std::size_t max) = 0;
    [[nodiscard]] virtual bool too_large() const = 0;

    /// Sends a whole answer (Content-Length is set here, none for 204 and 304; HEAD sends no body). False
    /// when the connection broke. An unread body is drained up to 64 KiB to keep the connection, else the
    /// connection is closed after the answer (lingering, so that the answer arrives).
    virtual asio::awaitable<bool> respond(Response response) = 0;

    /// Sends the head of an answer whose body follows by write(), chunked unless `head` carries a
    /// Content-Length. finish() ends it.
    virtual asio::awaitable<bool> begin(Response head) = 0;
    virtual asio::awaitable<bool> write(std::span<const std::byte> bytes) = 0;
    virtual asio::awaitable<bool> finish() = 0;

    /// Returns when the client has ended or lost the connection, or on cancellation: for answers that go on
    /// without end. May run beside write(), and is to be joined before the handler returns.
    virtual asio::awaitable<void> hung_up() = 0;

    /// For misbehaving on purpose: bytes as they are, outside of HTTP; the connection is closed when the
    /// handler returns.
    virtual asio::awaitable<bool> write_raw(std::string bytes) = 0;
    /// Cuts the connection with a TCP reset, now.
    virtual void reset() = 0;
};

/// A handler that throws or returns without an answer makes a 500.
using Handler = std::function<asio::awaitable<void>(ServerExchange&)>;

/// The words of what the server answers by itself: 400 (not HTTP), 408 (too slow), 431 (the head is too
/// long), 500 (see Handler). `why` is a sentence for people.
using Refusal = std::function<Response(int status, std::string_view why)>;
/// The sentence as plain text.
[[nodiscard]] Response plain_refusal(int status, std::string_view why);

struct ListenOn {
    std::string address;     ///< "127.0.0.1", "::1"; "" for a unix socket
    std::uint16_t port = 0;  ///< 0: any free one
    std::string unix_path;
    std::string tls_cert_file, tls_key_file;  ///< both or neither (PEM)
    unsigned unix_mode = 0660;                ///< of the socket's file
    /// A listening socket of this address that the process was handed: taken over as it is instead of binding
    /// one, closed at the end, its file left where it is. -1: there is none.
    int inherited = -1;
};

/// "127.0.0.1:7878", "[::1]:7878", "unix:/run/x.sock"; the error says what is wrong, for people.
[[nodiscard]] Result<ListenOn, std::string> parse_listen(std::string_view text);

struct ServerLimits {
    std::size_t header_bytes = 16u << 10;
    std::size_t connections = 256;                  ///< more wait in the kernel's backlog
    std::chrono::milliseconds header_time{10'000};  ///< for the whole header of a request
    std::chrono::milliseconds body_progress{
        30'000};  ///< without a byte, while a body is read or an answer written
    std::chrono::milliseconds keep_alive{75'000};  ///< idle between requests
    std::chrono::milliseconds vanished{
        45'000};  ///< nothing of what a TCP client was sent is acknowledged: its cable was pulled
};

/// Runs on the executor's one thread.
class HttpServer {
  public:
    HttpServer(asio::any_io_executor executor, std::vector<ListenOn> listen, ServerLimits limits,
               Handler handler, Refusal refusal = plain_refusal);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Binds, or takes over what was inherited, and begins to accept. The error says which address and why,
    /// for people.
    [[nodiscard]] Result<Nothing, std::string> start();
    /// The addresses that are bound, with real ports, in the order given.
    [[nodiscard]] const std::vector<ListenOn>& bound() const;
    struct Stats {
        std::uint64_t connections_accepted = 0, requests = 0;
        std::size_t open = 0;
    };
    [[nodiscard]] Stats stats() const;
    /// Stops accepting, closes idle connections (one that has sent nothing yet has a quarter of a second to
    /// do so), lets requests under way finish up to `grace`, then cuts them; returns when every connection
    /// has ended.
    asio::awaitable<void> stop(std::chrono::milliseconds grace);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::net
