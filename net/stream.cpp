#include "net/stream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

namespace understudy::net {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t bytes_before_a_pause = 1u << 20;

// Small writes leave at once, and little waits in the kernel: megabytes there would take a slow line minutes,
// which would count as the server's silence.
void prefer_promptness(int socket, int family) {
    if (family == AF_UNIX) return;
    const int on = 1, most_unsent = 256 << 10;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most_unsent, sizeof most_unsent);
}

int pending_error(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

}  // namespace

// One timer for all deadlines: it is armed only when a deadline comes before the armed one, so an upload of a
// million writes does not set it a million times.
struct Stream::Alarm : std::enable_shared_from_this<Stream::Alarm> {
    Alarm(const asio::any_io_executor& executor, Socket* watched) : timer(executor), socket(watched) {}

    void set(SteadyTime at) {
        rang = false;
        deadline = at;
        if (at < armed_for) arm();
    }

    void arm() {
        armed_for = deadline;
        timer.expires_at(deadline);
        timer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error) self->ring();
        });
    }

    void ring() {
        if (std::chrono::steady_clock::now() < armed_for) return;  // armed anew in the meantime
        armed_for = no_deadline;
        if (socket == nullptr || deadline == no_deadline) return;
        if (std::chrono::steady_clock::now() < deadline) return arm();
        rang = true;
        boost::system::error_code ignored;
        socket->cancel(ignored);
    }

    void disarm() {
        deadline = armed_for = no_deadline;
        timer.cancel();
    }

    asio::steady_timer timer;
    Socket* socket;
    SteadyTime deadline = no_deadline, armed_for = no_deadline;
    bool rang = false;
};

Stream::Stream(asio::any_io_executor executor, int socket, int address_family)
    : executor_(executor),
      socket_(executor, asio::generic::stream_protocol(address_family, 0), socket),
      descriptor_(socket),
      transport_(plain_transport(socket)),
      alarm_(std::make_shared<Alarm>(executor, &socket_)) {
    prefer_promptness(socket, address_family);
}

Stream::~Stream() {
    close();
    alarm_->socket = nullptr;
}

asio::awaitable<Result<std::unique_ptr<Stream>, IoTrouble>> Stream::connect(asio::any_io_executor executor,
                                                                            Endpoint endpoint,
                                                                            SteadyTime deadline) {
    const int family = endpoint.protocol().family();
    const int socket = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) co_return failure(IoTrouble{.what = words_of_errno(errno)});
    auto stream = std::make_unique<Stream>(executor, socket, family);
    const int begun = ::connect(socket, endpoint.data(), static_cast<socklen_t>(endpoint.size()));
    if (begun == 0) co_return std::move(stream);
    if (errno != EINPROGRESS) co_return failure(IoTrouble{.what = words_of_errno(errno)});
    auto waited = co_await stream->wait(Attempt::wants_write, deadline);
    if (!waited) co_return failure(waited.error());
    if (const int error = pending_error(socket)) co_return failure(IoTrouble{.what = words_of_errno(error)});
    co_return std::move(stream);
}

IoTrouble Stream::closed_here() const { return {.what = "the connection was closed on this side"}; }

asio::awaitable<Result<Nothing, IoTrouble>> Stream::wait(Attempt wanted, SteadyTime deadline) {
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
        co_return failure(IoTrouble{.cancelled = true, .what = "cancelled"});
    bytes_since_wait_ = 0;
    const bool limited = deadline != no_deadline;
    if (limited) alarm_->set(deadline);
    const auto direction = wanted == Attempt::wants_read ? Socket::wait_read : Socket::wait_write;
    const auto [error] = co_await socket_.async_wait(direction, as_result);
    const bool rang = alarm_->rang;
    if (limited) alarm_->deadline = no_deadline;
    if (!open_) co_return failure(closed_here());
    if (!error) co_return Nothing{};
    if (error != asio::error::operation_aborted) co_return failure(IoTrouble{.what = error.message()});
    if (rang) co_return failure(IoTrouble{.timed_out = true, .what = "timed out"});
    co_return failure(IoTrouble{.cancelled = true, .what = "cancelled"});
}

// A connection that never has to wait must not keep all others waiting.
asio::awaitable<void> Stream::breathe(std::size_t bytes) {
    bytes_since_wait_ += bytes + 4096;
    if (bytes_since_wait_ < bytes_before_a_pause) co_return;
    bytes_since_wait_ = 0;
    co_await asio::post(executor_, asio::use_awaitable);
}

asio::awaitable<IoResult> Stream::handshake(SteadyTime deadline) {
    while (open_) {
        const Step step = transport_->handshake();
        if (step.attempt == Attempt::done) co_return std::size_t{0};
        if (step.attempt == Attempt::failed) co_return failure(IoTrouble{.what = step.what});
        if (step.attempt == Attempt::ended) co_return failure(IoTrouble{.what = "the connection was closed"});
        const auto waited = co_await wait(step.attempt, deadline);
        if (!waited) co_return failure(waited.error());
    }
    co_return failure(closed_here());
}

asio::awaitable<IoResult> Stream::read_some(std::span<std::byte> into, SteadyTime deadline) {
    co_await breathe(0);
    while (open_) {
        const Step step = transport_->read(into);
        if (step.attempt == Attempt::ended) co_return std::size_t{0};
        if (step.attempt == Attempt::failed) co_return failure(IoTrouble{.what = step.what});
        if (step.attempt == Attempt::done) {
            bytes_since_wait_ += step.bytes;
            co_return step.bytes;
        }
        const auto waited = co_await wait(step.attempt, deadline);
        if (!waited) co_return failure(waited.error());
    }
    co_return failure(closed_here());
}

asio::awaitable<IoResult> Stream::write_all(std::span<const std::byte> from,
                                            std::chrono::milliseconds progress) {
    std::size_t written = 0;
    while (open_ && written < from.size()) {
        const Step step = transport_->write(from.subspan(written));
        if (step.attempt == Attempt::failed || step.attempt == Attempt::ended)
            co_return failure(IoTrouble{.what = step.what});
        if (step.attempt == Attempt::done) {
            written += step.bytes;
            co_await breathe(step.bytes);
            continue;
        }
        const auto deadline = from_now(progress);
        const auto waited = co_await wait(step.attempt, deadline);
        if (!waited) co_return failure(waited.error());
    }
    if (written < from.size()) co_return failure(closed_here());
    co_return written;
}

bool Stream::quiet() { return open_ && transport_->peek().attempt == Attempt::wants_read; }

void Stream::close() {
    if (!open_) return;
    open_ = false;
    transport_->say_goodbye();
    alarm_->disarm();
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void Stream::reset() {
    if (!open_) return;
    open_ = false;
    const struct ::linger at_once { .l_onoff = 1, .l_linger = 0 };
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    alarm_->disarm();
    boost::system::error_code ignored;
    socket_.close(ignored);
}

asio::awaitable<void> Stream::linger(std::chrono::milliseconds limit) {
    if (!open_) co_return;
    transport_->say_goodbye();
    ::shutdown(descriptor_, SHUT_WR);
    transport_ = plain_transport(descriptor_);  // what still comes is thrown away: no need to decipher it
    const auto deadline = from_now(limit);
    std::array<std::byte, 16384> scrap;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto read = co_await read_some(scrap, deadline);
        if (!read || *read == 0) break;
    }
    close();
}

void Stream::rest() { alarm_->disarm(); }

}  // namespace understudy::net
