// How a request's body is taken in: a form streams into digests, anything else is kept up to a limit.
#include "emulator/visit.hpp"

namespace understudy::emulator {

namespace {
constexpr std::size_t chunk_bytes = 64 << 10;
constexpr std::size_t text_at_most = 8 << 20;
}  // namespace

asio::awaitable<bool> Visit::read_body(AdmittedCall& admitted) {
    const std::string type(exchange_.request().headers.find("Content-Type").value_or(""));
    auto boundary = admitted.route->form ? multipart_boundary(type) : std::nullopt;
    buffer_.resize(chunk_bytes);
    bool complete = false;
    if (boundary)
        complete = co_await read_form(admitted, std::move(*boundary));
    else
        complete = co_await read_text(admitted);
    buffer_ = std::vector<std::byte>();
    co_return complete;
}

asio::awaitable<bool> Visit::read_form(AdmittedCall& admitted, std::string boundary) {
    FormReader reader(boundary);
    const std::uint64_t limit = admitted.cloud->settings().max_file_bytes;
    for (;;) {
        const auto bytes = co_await next_bytes();
        if (!bytes) co_return false;
        if (bytes->empty()) break;
        if (!reader.feed(*bytes)) break;
        if (limit > 0 && reader.file_bytes() > limit) {
            Refusal too_large{413, "file_too_large", "File too large", "The file is over the limit."};
            co_await refuse_body(std::move(too_large), admitted.call);
            co_return false;
        }
    }
    if (!reader.complete()) {
        Refusal broken = invalid(reader.problem().empty() ? "The form has no end." : reader.problem()).error;
        co_await refuse_body(std::move(broken), admitted.call);
        co_return false;
    }
    admitted.call.form = reader.take();
    co_return true;
}

asio::awaitable<bool> Visit::read_text(AdmittedCall& admitted) {
    for (;;) {
        const auto bytes = co_await next_bytes();
        if (!bytes) co_return false;
        if (bytes->empty()) co_return true;
        admitted.call.body += *bytes;
        if (admitted.call.body.size() <= text_at_most) continue;
        Refusal too_large{413, "", "Body too large", "The body is too large."};
        co_await refuse_body(std::move(too_large), admitted.call);
        co_return false;
    }
}

asio::awaitable<std::optional<std::string_view>> Visit::next_bytes() {
    std::size_t wanted = buffer_.size();
    if (fault_.body_bytes_per_second > 0) {
        const auto a_tenth = std::max<std::uint64_t>(1, fault_.body_bytes_per_second / 10);
        wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, a_tenth));
    }
    if (strikes_at(FaultPoint::body) && received_ < fault_.after_bytes)
        wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, fault_.after_bytes - received_));
    if (strikes_at(FaultPoint::body) && received_ >= fault_.after_bytes) {
        net::Response nothing_done;
        co_await strike(std::move(nothing_done));
        co_return std::nullopt;
    }
    const std::span<std::byte> into = std::span(buffer_).first(wanted);
    const auto got = co_await exchange_.read_some(into);
    if (!got) co_return std::nullopt;
    received_ += *got;
    state_.log.add_body(number_, *got);
    if (fault_.body_bytes_per_second > 0) {
        const Duration pace(1'000'000 * *got / fault_.body_bytes_per_second);
        co_await waits_.pause(pace);
    }
    const std::string_view bytes(reinterpret_cast<const char*>(buffer_.data()), *got);
    co_return bytes;
}

asio::awaitable<void> Visit::refuse_body(Refusal refusal, const Call& call) {
    auto response = refusal_answer(refusal, call);
    response.headers.set("x-request-id", request_id_);
    co_await send(std::move(response));
}

}  // namespace understudy::emulator
