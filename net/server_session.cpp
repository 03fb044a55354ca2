#include "net/server_session.hpp"

#include <boost/asio/this_coro.hpp>
#include <utility>

#include "net/message.hpp"

namespace understudy::net {
namespace {

constexpr std::chrono::milliseconds linger_time{2'000};
constexpr std::size_t read_ahead = 16u << 10;

bool is_line_end(std::byte b) { return b == std::byte{'\r'} || b == std::byte{'\n'}; }

}  // namespace

Response plain_refusal(int status, std::string_view why) {
    return {status, {{"Content-Type", "text/plain"}}, std::string(why) + "\n"};
}

Session::Session(ServerShared& shared, std::unique_ptr<Stream> stream, Peer peer,
                 std::optional<TlsContext> tls)
    : shared_(shared),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      tls_(std::move(tls)),
      input_(shared.limits.header_bytes + read_ahead) {}

asio::awaitable<void> Session::run() {
    co_await asio::this_coro::throw_if_cancelled(false);
    bool go_on = true;
    if (tls_) go_on = co_await secure();
    while (go_on && stream_->open()) {
        idle_ = true;
        stream_->rest();
        go_on = co_await serve_one();
    }
    stream_->close();
}

asio::awaitable<bool> Session::secure() {
    stream_->speak_through(tls_->accept(stream_->socket()));
    const auto deadline = from_now(shared_.limits.header_time);
    const auto shaken = co_await stream_->handshake(deadline);
    co_return shaken.ok();
}

asio::awaitable<bool> Session::serve_one() {
    if (shared_.stopping && !fresh_) co_return false;
    auto reader = co_await read_head();
    if (!reader) co_return false;
    ++shared_.requests;
    const ExchangeContext context{*stream_, input_, shared_.limits, shared_.refusal, peer_, shared_.stopping};
    HttpExchange exchange(context, std::move(reader));
    if (!exchange.request().headers.find("Host") && exchange.speaks_1_1()) {
        co_await refuse(400, "The Host field is missing.");
        co_return false;
    }
    co_await handle(exchange);
    co_return co_await exchange.conclude();
}

asio::awaitable<std::unique_ptr<RequestReader>> Session::read_head() {
    auto reader = std::make_unique<RequestReader>(shared_.limits.header_bytes);
    const auto& limits = shared_.limits;
    auto deadline = from_now(first_ ? limits.header_time : limits.keep_alive);
    first_ = false;
    for (;;) {
        while (idle_ && !input_.empty() && is_line_end(input_.unread().front())) input_.consume(1);
        if (idle_ && !input_.empty()) {
            idle_ = fresh_ = false;
            deadline = from_now(limits.header_time);
        }
        const ParseStep step = reader->feed_head(input_.unread());
        input_.consume(step.consumed);
        if (step.state == Parsed::done) co_return std::move(reader);
        if (step.state == Parsed::too_large) co_await refuse(431, "The head of the request is too long.");
        if (step.state == Parsed::bad) co_await refuse(400, "This is not a request of HTTP/1.1.");
        if (step.state != Parsed::more) co_return nullptr;
        const auto room = input_.room();
        const auto read = co_await stream_->read_some(room, deadline);
        if (!read && read.error().timed_out && !idle_) co_await refuse(408, "The request came too slowly.");
        if (!read || *read == 0) co_return nullptr;
        input_.filled(*read);
    }
}

asio::awaitable<void> Session::handle(HttpExchange& exchange) {
    co_await asio::this_coro::throw_if_cancelled(true);
    try {
        co_await shared_.handler(exchange);
    } catch (...) {
        // conclude() cuts an answer that is under way, and answers 500 where there is none.
    }
    co_await asio::this_coro::throw_if_cancelled(false);
}

asio::awaitable<void> Session::refuse(int status, std::string_view why) {
    const Response response = shared_.refusal(status, why);
    const Framing framing{.content_length = response.body.size(), .connection = "close"};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::string message = answer_head(response, framing, now) + response.body;
    const auto bytes = bytes_of(message);
    const auto written = co_await stream_->write_all(bytes, shared_.limits.body_progress);
    if (written) co_await stream_->linger(linger_time);
}

}  // namespace understudy::net
