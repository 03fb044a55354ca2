#include "net/client_exchange.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <cstring>
#include <exception>
#include <limits>
#include <string_view>
#include <utility>

#include "net/message.hpp"

namespace understudy::net {
namespace {

// A request up to this size goes out in one write, without a watch for early answers.
constexpr std::size_t small_request = 64u << 10;
constexpr std::size_t tls_record = 16384;

class TextBody final : public BodyStream {
  public:
    explicit TextBody(const std::string& text) : text_(text) {}
    [[nodiscard]] std::uint64_t size() const override { return text_.size(); }
    asio::awaitable<std::optional<std::span<const std::byte>>> next() override {
        co_return bytes_of(std::exchange(text_, {}));
    }

  private:
    std::string_view text_;
};

/// Drops whole 1xx answers. True when what is left can still become one: no reason to end an upload.
bool only_interim_answers(InputBuffer& input) {
    static constexpr std::string_view interim = "HTTP/1.1 1";
    while (!input.empty()) {
        const auto bytes = input.unread();
        const auto known = std::min(bytes.size(), interim.size());
        if (std::memcmp(bytes.data(), interim.data(), known) != 0) return false;
        AnswerReader reader(false, answer_header_limit, 0);
        const ParseStep step = reader.feed(bytes);
        if (step.state == Parsed::more) return true;
        if (step.state != Parsed::done || reader.take().status == 101) return false;
        input.consume(step.consumed);
    }
    return true;
}

std::optional<std::uint64_t> announced_length(const Request& request, const BodyStream* body) {
    if (body != nullptr) return body->size();
    if (!request.body.empty()) return request.body.size();
    const bool bodyless = request.method == "GET" || request.method == "HEAD" || request.method == "DELETE";
    return bodyless ? std::nullopt : std::optional<std::uint64_t>(0);
}

}  // namespace

ClientExchange::ClientExchange(Connection& connection, const ClientOptions& options, const Request& request,
                               BodyStream* body, const BodySink& sink)
    : connection_(connection),
      options_(options),
      request_(request),
      body_(body),
      sink_(sink),
      head_(request_head(request, options.origin.host_header(), options.user_agent,
                         announced_length(request, body))) {}

asio::awaitable<Result<Response, TransportTrouble>> ClientExchange::run() {
    TextBody text(request_.body);
    if (body_ != nullptr) {
        co_await send_large(*body_);
    } else if (head_.size() + request_.body.size() <= small_request) {
        co_await send_small();
    } else {
        co_await send_large(text);
    }
    const bool write_broke =
        trouble_ && trouble_->phase == Phase::write && !trouble_->timed_out && !trouble_->cancelled;
    if (trouble_ && !write_broke) co_return failure(*trouble_);
    auto answer = co_await receive();
    if (answer.ok() || complete_ || answer_begun_) co_return std::move(answer);
    if (trouble_) co_return failure(*trouble_);
    TransportTrouble& gone = answer.error();
    gone.phase = Phase::write;
    co_return failure(std::move(gone));
}

void ClientExchange::fail(Phase phase, IoTrouble trouble) { trouble_ = transport_trouble(phase, trouble); }

asio::awaitable<void> ClientExchange::send_small() {
    head_ += request_.body;
    const auto bytes = bytes_of(head_);
    const auto written = co_await connection_.stream->write_all(bytes, options_.timeouts.write);
    complete_ = written.ok();
    if (!written) fail(Phase::write, written.error());
}

asio::awaitable<void> ClientExchange::send_large(BodyStream& body) {
    using namespace asio::experimental::awaitable_operators;
    auto either = upload(body) || watch();
    co_await std::move(either);
}

// Ends with complete_, with trouble_, or because an early answer cancelled it.
asio::awaitable<void> ClientExchange::upload(BodyStream& body) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const std::uint64_t size = body.size();
    std::uint64_t sent = 0;
    while (sent < size || !head_.empty()) {
        std::span<const std::byte> bytes;
        if (size > 0) {
            const auto chunk = co_await next_chunk(body);
            if (!chunk || early_) co_return;
            if (chunk->empty() || chunk->size() > size - sent) {
                fail(Phase::body, IoTrouble{.what = "the body is not as long as it was said to be"});
                co_return;
            }
            bytes = *chunk;
        }
        const auto written = co_await write_with_head(bytes);
        if (!written) {
            if (!early_) fail(Phase::write, written.error());
            co_return;
        }
        sent += bytes.size();
    }
    complete_ = true;
}

// Ends when the server has begun its final answer, or has gone.
asio::awaitable<void> ClientExchange::watch() {
    co_await asio::this_coro::throw_if_cancelled(false);
    auto& input = connection_.input;
    do {
        const auto room = input.room();
        const auto read = co_await connection_.stream->read_some(room, no_deadline);
        if (!read && (read.error().cancelled || read.error().timed_out)) co_return;
        if (!read || *read == 0) break;
        input.filled(*read);
    } while (only_interim_answers(input));
    early_ = !complete_;
}

// nullopt: trouble_ is set, or the upload was ended by an early answer.
asio::awaitable<std::optional<std::span<const std::byte>>> ClientExchange::next_chunk(BodyStream& body) {
    std::optional<std::span<const std::byte>> chunk;
    IoTrouble trouble{.what = "the body could not be read to its end"};
    try {
        chunk = co_await body.next();
    } catch (const std::exception& error) {
        trouble.what = error.what();
    }
    const auto state = co_await asio::this_coro::cancellation_state;
    if (early_) co_return std::nullopt;
    if (state.cancelled() != asio::cancellation_type::none) {
        fail(chunk ? Phase::write : Phase::body, IoTrouble{.cancelled = true, .what = "cancelled"});
        co_return std::nullopt;
    }
    if (!chunk) fail(Phase::body, trouble);
    co_return chunk;
}

// The head rides with the first bytes of the body: one TLS record, one segment.
asio::awaitable<IoResult> ClientExchange::write_with_head(std::span<const std::byte> chunk) {
    Stream& stream = *connection_.stream;
    if (!head_.empty()) {
        const std::size_t riding = std::min(chunk.size(), tls_record - std::min(tls_record, head_.size()));
        head_.append(reinterpret_cast<const char*>(chunk.data()), riding);
        const auto bytes = bytes_of(head_);
        const auto written = co_await stream.write_all(bytes, options_.timeouts.write);
        if (!written) co_return failure(written.error());
        head_.clear();
        chunk = chunk.subspan(riding);
    }
    co_return co_await stream.write_all(chunk, options_.timeouts.write);
}

TransportTrouble ClientExchange::answer_trouble(const IoTrouble& trouble) const {
    auto result = transport_trouble(answer_begun_ ? Phase::read : Phase::first_byte, trouble);
    result.request_complete = complete_;
    return result;
}

TransportTrouble ClientExchange::bad_answer(const ParseStep& step) const {
    auto result = answer_trouble(IoTrouble{.what = step.what});
    result.too_large = step.state == Parsed::too_large;
    if (result.too_large) result.what = "the answer is longer than what is accepted";
    return result;
}

asio::awaitable<Result<Response, TransportTrouble>> ClientExchange::receive() {
    first_byte_deadline_ = from_now(options_.timeouts.first_byte);
    constexpr int most_interim_answers = 32;
    const bool any_length = sink_ || options_.head_is_enough;
    const std::size_t longest_body =
        any_length ? std::numeric_limits<std::size_t>::max() : options_.max_answer;
    for (int interim = 0; interim < most_interim_answers; ++interim) {
        AnswerReader reader(request_.method == "HEAD", answer_header_limit, longest_body);
        ParseStep step = reader.feed(connection_.input.unread());
        connection_.input.consume(step.consumed);
        answer_begun_ = step.consumed > 0 || !connection_.input.empty();
        bool wanted = hand_over(reader);
        while (step.state == Parsed::more && wanted) {
            auto trouble = co_await read_more(reader, step);
            wanted = hand_over(reader);
            if (trouble) co_return failure(std::move(*trouble));
        }
        if (step.state != Parsed::done && wanted) co_return failure(bad_answer(step));
        Response response = reader.take();
        if (response.status >= 200) {
            if (wanted || (options_.head_is_enough && step.state == Parsed::done))
                note_reuse(reader, response.headers);
            co_return std::move(response);
        }
        if (response.status == 101) break;
    }
    co_return failure(answer_trouble(IoTrouble{.what = "an answer that was not asked for (1xx)"}));
}

/// What has come of a success's body goes to the sink. False: nothing more is wanted.
bool ClientExchange::hand_over(AnswerReader& reader) const {
    if (options_.head_is_enough && reader.status() >= 200) return false;
    if (!sink_ || reader.status() / 100 != 2) return true;
    const std::string piece = reader.take_piece();
    return piece.empty() || sink_(piece);
}

asio::awaitable<std::optional<TransportTrouble>> ClientExchange::read_more(AnswerReader& reader,
                                                                           ParseStep& step) {
    auto& input = connection_.input;
    const auto room = input.room();
    if (room.empty()) co_return bad_answer(ParseStep{.state = Parsed::too_large});
    const auto deadline = answer_begun_ ? from_now(options_.timeouts.read) : first_byte_deadline_;
    const auto read = co_await connection_.stream->read_some(room, deadline);
    if (!read) co_return answer_trouble(read.error());
    if (*read == 0) {
        step = reader.end_of_stream();
        co_return std::nullopt;
    }
    answer_begun_ = true;
    input.filled(*read);
    step = reader.feed(input.unread());
    input.consume(step.consumed);
    co_return std::nullopt;
}

void ClientExchange::note_reuse(const AnswerReader& reader, const Headers& headers) {
    if (!complete_ || !reader.keep_alive() || !connection_.input.empty()) return;
    std::chrono::milliseconds idle = options_.timeouts.idle;
    // A second less than the server keeps it: a request must not cross its close on the way.
    if (const auto theirs = keep_alive_timeout(headers))
        idle = std::min<std::chrono::milliseconds>(idle, *theirs - std::chrono::seconds(1));
    if (idle > std::chrono::milliseconds(0)) reusable_until_ = from_now(idle);
}

}  // namespace understudy::net
