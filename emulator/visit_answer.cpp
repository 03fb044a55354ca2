// Answers that come slowly, or only in half.
#include "emulator/visit.hpp"

namespace understudy::emulator {

asio::awaitable<void> Visit::send_slowly(net::Response response) {
    const std::string body = std::move(response.body);
    response.body.clear();
    if (response.status != 204) response.headers.set("Content-Length", std::to_string(body.size()));
    bool open = co_await exchange_.begin(std::move(response));
    const auto rate = fault_.answer_bytes_per_second;
    const auto piece = static_cast<std::size_t>(std::max<std::uint64_t>(1, rate / 10));
    for (std::size_t at = 0; open && at < body.size(); at += piece) {
        const std::string_view part = std::string_view(body).substr(at, piece);
        const auto bytes = std::as_bytes(std::span(part.data(), part.size()));
        open = co_await exchange_.write(bytes);
        const Duration pace(1'000'000 * part.size() / rate);
        co_await waits_.pause(pace);
    }
    if (open) co_await exchange_.finish();
}

asio::awaitable<void> Visit::send_half(net::Response response) {
    std::string text =
        "HTTP/1.1 " + std::to_string(response.status) + ' ' + net::reason_phrase(response.status);
    for (const auto& [name, value] : response.headers) text += "\r\n" + name + ": " + value;
    if (response.body.empty()) {
        text.resize(text.size() / 2);
    } else {
        text += "\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\n\r\n";
        text += response.body.substr(0, response.body.size() / 2);
    }
    co_await exchange_.write_raw(std::move(text));
}

}  // namespace understudy::emulator
