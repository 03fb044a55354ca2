// An HTTP/1.1 client over TLS (or plain TCP, or a unix socket) with a pool of kept-alive connections, a limit
// for every phase, and one honest answer: what came back, or how far the request had got.
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

#include "core/secret.hpp"
#include "net/http.hpp"

namespace understudy::net {

namespace asio = boost::asio;

/// How far a request had got when it failed.
enum class Phase {
    resolve,     ///< name lookup
    connect,     ///< TCP, or the proxy's CONNECT
    tls,         ///< handshake, certificate or host name not good
    body,        ///< the BodyStream itself failed: we stopped, and closed the connection
    write,       ///< sending
    first_byte,  ///< waiting for the answer
    read,        ///< in the middle of the answer
};

/// What went wrong below HTTP.
struct TransportTrouble {
    Phase phase = Phase::connect;
    /// Every byte of the request was handed to the kernel. False proves that the server cannot have had it
    /// whole.
    bool request_complete = false;
    bool timed_out = false;
    bool cancelled = false;
    bool too_large = false;  ///< the answer was longer than the cap
    std::string what;        ///< for people: "certificate verify failed (self-signed certificate)"
};

/// A request body of known size that is produced as it is sent.
class BodyStream {
  public:
    virtual ~BodyStream() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// The next bytes, valid until the next call; empty at the end; nullopt when it cannot go on (the request
    /// is then abandoned with Phase::body and the connection closed, so that the server never sees it whole).
    virtual asio::awaitable<std::optional<std::span<const std::byte>>> next() = 0;
};

/// Takes the body of a success (2xx) as it comes; false: it has enough, and the connection is closed.
using BodySink = std::function<bool(std::string_view piece)>;

struct Timeouts {
    std::chrono::milliseconds resolve{10'000};
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds tls{10'000};
    std::chrono::milliseconds write{60'000};  ///< without progress, while sending
    std::chrono::milliseconds first_byte{
        60'000};                             ///< from the end of the request to the first byte of the answer
    std::chrono::milliseconds read{30'000};  ///< without progress, while receiving
    std::chrono::milliseconds idle{55'000};  ///< a kept connection is not used again after this
};

struct ClientOptions {
    Origin origin;
    std::string unix_path;               ///< when not empty: connect there instead, plain
    std::string ca_file;                 ///< trusted beside the system's store
    std::optional<Origin> proxy;         ///< HTTP CONNECT
    Secret proxy_credentials;            ///< "user:password" for it, "" for none
    std::size_t max_idle = 8;            ///< connections kept
    std::size_t max_answer = 16u << 20;  ///< bytes of an answer's body
    /// An answer is over with its head: a body that has not come along with it is not waited for, of whatever
    /// length it would be, and the connection is closed.
    bool head_is_enough = false;
    Timeouts timeouts;
    std::string user_agent = "understudy";
};

/// One client for one origin. All calls on the executor's one thread. Redirects are never followed, and
/// nothing is ever re-sent: a kept connection is checked for having been closed by the other side (or having
/// unread bytes) before it is used; if it dies after bytes were written, that is the request's outcome. The
/// answer is read while the body is still being sent: an early 4xx ends the upload, and is returned.
/// Cancellation: terminal, through the awaiting coroutine's slot; gives TransportTrouble{cancelled}.
class HttpClient {
  public:
    HttpClient(asio::any_io_executor executor,
               ClientOptions options);  ///< throws when ca_file cannot be read
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Host, User-Agent and Content-Length are set here. `body` may be null; it must outlive the call.
    /// `request` is taken by value: a coroutine must own what it works on. With a `sink` a success comes back
    /// without its body, which may be of any length.
    asio::awaitable<Result<Response, TransportTrouble>> send(Request request, BodyStream* body = nullptr,
                                                             BodySink sink = nullptr);

    struct Stats {
        std::uint64_t connections_opened = 0, requests = 0;
        std::size_t idle = 0, busy = 0;
    };
    [[nodiscard]] Stats stats() const;

    /// Closes idle connections, and busy ones as they finish.
    void close();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::net
