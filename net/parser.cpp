#include "net/parser.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>
#include <utility>

namespace understudy::net {
namespace {

namespace http = boost::beast::http;
using Error = boost::system::error_code;

Parsed classify(const Error& error) {
    if (error == http::error::need_more || error == http::error::need_buffer) return Parsed::more;
    if (error == http::error::header_limit || error == http::error::body_limit) return Parsed::too_large;
    return Parsed::bad;
}

template <class Fields>
Headers headers_of(const Fields& fields) {
    Headers headers;
    for (const auto& field : fields)
        headers.add(std::string(field.name_string()), std::string(field.value()));
    return headers;
}

}  // namespace

struct AnswerReader::Impl {
    http::response_parser<http::string_body> parser;
};

AnswerReader::AnswerReader(bool to_head, std::size_t header_limit, std::size_t body_limit)
    : impl_(std::make_unique<Impl>()) {
    impl_->parser.header_limit(static_cast<std::uint32_t>(header_limit));
    impl_->parser.body_limit(body_limit);
    impl_->parser.skip(to_head);
    impl_->parser.eager(true);
}

AnswerReader::~AnswerReader() = default;

ParseStep AnswerReader::feed(std::span<const std::byte> bytes) {
    if (bytes.empty()) return {};
    Error error;
    const std::size_t consumed =
        impl_->parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error) return {.state = classify(error), .consumed = consumed, .what = error.message()};
    return {.state = impl_->parser.is_done() ? Parsed::done : Parsed::more, .consumed = consumed};
}

ParseStep AnswerReader::end_of_stream() {
    if (!impl_->parser.got_some())
        return {.state = Parsed::bad, .what = "the connection was closed without an answer"};
    Error error;
    impl_->parser.put_eof(error);
    if (!error) return {.state = Parsed::done};
    return {.state = Parsed::bad, .what = "the connection was closed in the middle of the answer"};
}

bool AnswerReader::keep_alive() const { return impl_->parser.keep_alive() && !impl_->parser.need_eof(); }

Response AnswerReader::take() {
    auto message = impl_->parser.release();
    Response response;
    response.status = static_cast<int>(message.result_int());
    response.headers = headers_of(message);
    response.body = std::move(message.body());
    return response;
}

int AnswerReader::status() const {
    return impl_->parser.is_header_done() ? static_cast<int>(impl_->parser.get().result_int()) : 0;
}

std::string AnswerReader::take_piece() { return std::exchange(impl_->parser.get().body(), {}); }

struct RequestReader::Impl {
    http::request_parser<http::buffer_body> parser;
};

RequestReader::RequestReader(std::size_t header_limit) : impl_(std::make_unique<Impl>()) {
    impl_->parser.header_limit(static_cast<std::uint32_t>(header_limit));
    impl_->parser.body_limit(boost::none);
}

RequestReader::~RequestReader() = default;

ParseStep RequestReader::feed_head(std::span<const std::byte> bytes) {
    if (bytes.empty()) return {};
    Error error;
    const std::size_t consumed =
        impl_->parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error) return {.state = classify(error), .consumed = consumed, .what = error.message()};
    return {.state = impl_->parser.is_header_done() ? Parsed::done : Parsed::more, .consumed = consumed};
}

ParseStep RequestReader::feed_chunked(std::span<const std::byte> bytes, std::span<std::byte> into) {
    auto& parser = impl_->parser;
    auto& body = parser.get().body();
    body.data = into.data();
    body.size = into.size();
    body.more = true;
    ParseStep step;
    // Beast takes one element of the framing at a time.
    while (!parser.is_done() && step.consumed < bytes.size() && body.size > 0) {
        const auto rest = bytes.subspan(step.consumed);
        Error error;
        const std::size_t used = parser.put(boost::asio::const_buffer(rest.data(), rest.size()), error);
        step.consumed += used;
        step.produced = into.size() - body.size;
        if (!error) continue;
        step.state = classify(error);
        step.what = error.message();
        return step;
    }
    step.state = parser.is_done() ? Parsed::done : Parsed::more;
    return step;
}

Request RequestReader::take() {
    const auto& message = impl_->parser.get();
    Request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.headers = headers_of(message);
    return request;
}

bool RequestReader::keep_alive() const { return impl_->parser.keep_alive(); }
bool RequestReader::chunked() const { return impl_->parser.chunked(); }
bool RequestReader::http_1_0() const { return impl_->parser.get().version() == 10; }

std::optional<std::uint64_t> RequestReader::content_length() const {
    const auto length = impl_->parser.content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

}  // namespace understudy::net
