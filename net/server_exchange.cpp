#include "net/server_exchange.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/this_coro.hpp>
#include <charconv>
#include <chrono>
#include <utility>

#include "net/message.hpp"

namespace understudy::net {
namespace {

constexpr std::uint64_t most_drained = 64u << 10;
constexpr std::chrono::milliseconds linger_time{2'000};

std::chrono::sys_seconds wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<std::uint64_t> length_in(const Headers& headers) {
    const auto field = headers.find("Content-Length");
    std::uint64_t length = 0;
    if (!field) return std::nullopt;
    const auto parsed = std::from_chars(field->data(), field->data() + field->size(), length);
    return parsed.ec == std::errc() ? std::optional(length) : std::nullopt;
}

std::string as_chunk(std::span<const std::byte> bytes) {
    std::array<char, 20> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
    std::string chunk(size.data(), end);
    chunk.reserve(chunk.size() + bytes.size() + 4);
    chunk += "\r\n";
    chunk.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return chunk += "\r\n";
}

}  // namespace

HttpExchange::HttpExchange(ExchangeContext context, std::unique_ptr<RequestReader> reader)
    : context_(context), reader_(std::move(reader)), request_(reader_->take()) {
    body_left_ = reader_->content_length().value_or(0);
    body_done_ = !reader_->chunked() && body_left_ == 0;
    continue_due_ =
        !body_done_ && !reader_->http_1_0() && has_token(request_.headers, "Expect", "100-continue");
    keep_ = reader_->keep_alive();
    sends_body_ = request_.method != "HEAD";
}

std::optional<std::uint64_t> HttpExchange::content_length() const {
    return reader_->chunked() ? std::nullopt : std::optional(reader_->content_length().value_or(0));
}

std::nullopt_t HttpExchange::broken() {
    body_broken_ = true;
    keep_ = false;
    return std::nullopt;
}

asio::awaitable<bool> HttpExchange::say_continue() {
    continue_due_ = false;
    if (answer_ != Answer::none || !context_.input.empty()) co_return true;
    std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
    co_return co_await send(std::move(interim));
}

asio::awaitable<std::optional<std::size_t>> HttpExchange::read_some(std::span<std::byte> into) {
    if (body_broken_) co_return std::nullopt;
    if (body_done_ || into.empty()) co_return std::size_t{0};
    if (continue_due_) {
        const bool said = co_await say_continue();
        if (!said) co_return broken();
    }
    if (reader_->chunked()) co_return co_await read_chunked(into);
    co_return co_await read_counted(into);
}

// Straight into the handler's memory: no copy but for what came along with the head.
asio::awaitable<std::optional<std::size_t>> HttpExchange::read_counted(std::span<std::byte> into) {
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), body_left_)));
    std::size_t bytes = context_.input.take(into);
    if (bytes == 0) {
        const auto deadline = from_now(context_.limits.body_progress);
        const auto read = co_await context_.stream.read_some(into, deadline);
        if (!read || *read == 0) co_return broken();
        bytes = *read;
    }
    body_left_ -= bytes;
    body_done_ = body_left_ == 0;
    co_return bytes;
}

asio::awaitable<std::optional<std::size_t>> HttpExchange::read_chunked(std::span<std::byte> into) {
    auto& input = context_.input;
    for (;;) {
        const auto step = reader_->feed_chunked(input.unread(), into);
        input.consume(step.consumed);
        if (step.state == Parsed::bad || step.state == Parsed::too_large) co_return broken();
        body_done_ = step.state == Parsed::done;
        if (step.produced > 0 || body_done_) co_return step.produced;
        const auto room = input.room();
        if (room.empty()) co_return broken();
        const auto deadline = from_now(context_.limits.body_progress);
        const auto read = co_await context_.stream.read_some(room, deadline);
        if (!read || *read == 0) co_return broken();
        input.filled(*read);
    }
}

asio::awaitable<std::optional<std::string>> HttpExchange::read_body(std::size_t max) {
    std::string body;
    std::array<std::byte, 8192> block;
    too_large_ = content_length().value_or(0) > max;
    while (!too_large_) {
        const auto read = co_await read_some(block);
        if (!read) co_return std::nullopt;
        if (*read == 0) co_return std::move(body);
        too_large_ = body.size() + *read > max;
        body.append(reinterpret_cast<const char*>(block.data()), *read);
    }
    co_return std::nullopt;
}

// Decided before the head is sent, so that the answer can say so.
void HttpExchange::decide_to_keep(const Headers& headers) {
    const bool too_much_to_drain = continue_due_ || body_left_ > most_drained;
    if (too_much_to_drain || context_.stopping || has_token(headers, "Connection", "close")) keep_ = false;
}

std::string_view HttpExchange::connection_field() const {
    if (!keep_) return "close";
    return reader_->http_1_0() ? "keep-alive" : "";
}

asio::awaitable<bool> HttpExchange::send(std::string bytes) {
    const auto view = bytes_of(bytes);
    const auto written = co_await context_.stream.write_all(view, context_.limits.body_progress);
    if (!written) keep_ = false;
    co_return written.ok();
}

asio::awaitable<bool> HttpExchange::respond(Response response) {
    if (answer_ != Answer::none) co_return false;
    answer_ = Answer::finished;
    decide_to_keep(response.headers);
    Framing framing{.connection = connection_field()};
    if (may_have_body(response.status)) framing.content_length = response.body.size();
    const bool only_said = !sends_body_ && response.body.empty();
    if (only_said && response.headers.find("Content-Length"))
        framing.content_length = length_in(response.headers);
    std::string message = answer_head(response, framing, wall_clock());
    if (sends_body_ && may_have_body(response.status)) message += response.body;
    co_return co_await send(std::move(message));
}

asio::awaitable<bool> HttpExchange::begin(Response head) {
    if (answer_ != Answer::none) co_return false;
    answer_ = Answer::begun;
    sends_body_ = sends_body_ && may_have_body(head.status);
    answer_left_ = length_in(head.headers);
    if (reader_->http_1_0() && !answer_left_) keep_ = false;  // its end is the connection's end
    decide_to_keep(head.headers);
    Framing framing{.connection = connection_field()};
    if (may_have_body(head.status)) framing.content_length = answer_left_;
    framing.chunked = may_have_body(head.status) && !answer_left_ && !reader_->http_1_0();
    chunked_answer_ = framing.chunked && sends_body_;
    std::string message = answer_head(head, framing, wall_clock());
    co_return co_await send(std::move(message));
}

asio::awaitable<bool> HttpExchange::write(std::span<const std::byte> bytes) {
    if (answer_ != Answer::begun) co_return false;
    if (!sends_body_ || bytes.empty()) co_return context_.stream.open();
    if (chunked_answer_) {
        std::string chunk = as_chunk(bytes);
        co_return co_await send(std::move(chunk));
    }
    if (answer_left_ && bytes.size() > *answer_left_) co_return false;
    if (answer_left_) *answer_left_ -= bytes.size();
    const auto written = co_await context_.stream.write_all(bytes, context_.limits.body_progress);
    if (!written) keep_ = false;
    co_return written.ok();
}

asio::awaitable<bool> HttpExchange::finish() {
    if (answer_ != Answer::begun) co_return false;
    if (sends_body_ && answer_left_.value_or(0) > 0) co_return false;  // conclude() cuts the connection
    answer_ = Answer::finished;
    if (!chunked_answer_) co_return context_.stream.open();
    std::string last = "0\r\n\r\n";
    co_return co_await send(std::move(last));
}

// What comes meanwhile is kept for the next request, as far as there is room for it.
asio::awaitable<void> HttpExchange::hung_up() {
    co_await asio::this_coro::throw_if_cancelled(false);
    for (;;) {
        const auto room = context_.input.room();
        if (room.empty()) co_return;
        const auto read = co_await context_.stream.read_some(room, no_deadline);
        if (!read || *read == 0) co_return;
        context_.input.filled(*read);
    }
}

asio::awaitable<bool> HttpExchange::write_raw(std::string bytes) {
    answer_ = Answer::raw;
    keep_ = false;
    co_return co_await send(std::move(bytes));
}

void HttpExchange::reset() {
    keep_ = false;
    context_.stream.reset();
}

asio::awaitable<bool> HttpExchange::drain() {
    std::array<std::byte, 8192> scrap;
    std::uint64_t drained = 0;
    while (!body_done_) {
        const auto read = co_await read_some(scrap);
        if (!read) co_return false;
        drained += *read;
        if (drained > most_drained) co_return false;
    }
    co_return true;
}

asio::awaitable<bool> HttpExchange::conclude() {
    if (!context_.stream.open()) co_return false;
    if (answer_ == Answer::none) {
        Response excuse = context_.refusal(500, "The request could not be answered.");
        co_await respond(std::move(excuse));
    }
    if (answer_ == Answer::begun) {  // a half answer must not look like a whole one
        context_.stream.reset();
        co_return false;
    }
    bool reusable = keep_;
    if (reusable) reusable = co_await drain();
    if (!reusable) co_await context_.stream.linger(linger_time);
    co_return reusable;
}

}  // namespace understudy::net
