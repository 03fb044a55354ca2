// A connected socket whose steps are waited for, each with a deadline: what the client and the server are
// built on. One coroutine may read while another writes.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "core/result.hpp"
#include "net/transport.hpp"

namespace understudy::net {

namespace asio = boost::asio;

using SteadyTime = std::chrono::steady_clock::time_point;
inline constexpr SteadyTime no_deadline = SteadyTime::max();
/// Limits beyond a year are none.
[[nodiscard]] inline SteadyTime from_now(std::chrono::milliseconds limit) {
    return limit > std::chrono::hours(24 * 365) ? no_deadline : std::chrono::steady_clock::now() + limit;
}

/// Why an operation on a stream did not come to its end.
struct IoTrouble {
    bool timed_out = false;
    bool cancelled = false;  ///< by the awaiting coroutine's slot
    std::string what;
};
using IoResult = Result<std::size_t, IoTrouble>;

class Stream {
  public:
    /// Takes over a non-blocking socket.
    Stream(asio::any_io_executor executor, int socket, int address_family);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    using Endpoint = asio::generic::stream_protocol::endpoint;
    /// Connects to a TCP or a unix-domain address.
    static asio::awaitable<Result<std::unique_ptr<Stream>, IoTrouble>> connect(asio::any_io_executor executor,
                                                                               Endpoint endpoint,
                                                                               SteadyTime deadline);

    [[nodiscard]] int socket() const { return descriptor_; }
    /// From now on everything goes through `transport`, which works on socket().
    void speak_through(std::unique_ptr<Transport> transport) { transport_ = std::move(transport); }

    asio::awaitable<IoResult> handshake(SteadyTime deadline);
    /// The next bytes, 0 when the other side closed in good order.
    asio::awaitable<IoResult> read_some(std::span<std::byte> into, SteadyTime deadline);
    /// Returns when all bytes are in the kernel's hands; `progress` limits each wait for room.
    asio::awaitable<IoResult> write_all(std::span<const std::byte> from, std::chrono::milliseconds progress);

    /// Neither unread content nor closed, as far as one can tell without waiting.
    [[nodiscard]] bool quiet();
    [[nodiscard]] bool open() const { return open_; }

    /// Closes at once, with TLS's goodbye as far as it goes without waiting. Operations under way end with
    /// trouble.
    void close();
    /// Closes with a TCP reset.
    void reset();
    /// Sends the end and reads away what still comes, for `limit` at most, so that what was sent arrives;
    /// closes.
    asio::awaitable<void> linger(std::chrono::milliseconds limit);
    /// Forgets the timer of past deadlines, so that an idle connection wakes nobody.
    void rest();

  private:
    struct Alarm;
    using Socket = asio::generic::stream_protocol::socket;

    asio::awaitable<Result<Nothing, IoTrouble>> wait(Attempt wanted, SteadyTime deadline);
    asio::awaitable<void> breathe(std::size_t bytes);
    [[nodiscard]] IoTrouble closed_here() const;

    asio::any_io_executor executor_;
    Socket socket_;
    int descriptor_;
    std::unique_ptr<Transport> transport_;
    std::shared_ptr<Alarm> alarm_;
    std::size_t bytes_since_wait_ = 0;
    bool open_ = true;
};

}  // namespace understudy::net
