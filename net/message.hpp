// The text of message heads. Nothing that a caller puts in a field can end its line: control characters
// become spaces in values, and are percent-encoded in targets.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/http.hpp"

namespace understudy::net {

[[nodiscard]] std::string request_head(const Request& request, const std::string& host,
                                       const std::string& user_agent,
                                       std::optional<std::uint64_t> content_length);

/// What frames an answer's body.
struct Framing {
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    std::string_view connection;  ///< "close", "keep-alive" or ""
};
/// `now` becomes the Date, unless the headers have one. Framing fields among the headers are left out.
[[nodiscard]] std::string answer_head(const Response& response, const Framing& framing,
                                      std::chrono::sys_seconds now);

/// "Sun, 06 Nov 1994 08:49:37 GMT", whatever the locale.
[[nodiscard]] std::string http_date(std::chrono::sys_seconds time);

/// Is `token` one of the words of a comma-separated field?
[[nodiscard]] bool has_token(const Headers& headers, std::string_view name, std::string_view token);
[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b);
/// "timeout" of a Keep-Alive field.
[[nodiscard]] std::optional<std::chrono::seconds> keep_alive_timeout(const Headers& headers);
[[nodiscard]] bool may_have_body(int status);

[[nodiscard]] inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace understudy::net
