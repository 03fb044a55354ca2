// HTTP messages as plain values. Nothing here, or in any header of net/, names Beast or OpenSSL: that is the
// compile firewall.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace understudy::net {

/// Header fields in order; names compare without case, a name may stand more than once.
class Headers {
  public:
    Headers() = default;
    Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}
    void set(std::string name, std::string value);  ///< replaces every field of that name
    void add(std::string name, std::string value);
    [[nodiscard]] std::optional<std::string_view> find(
        std::string_view name) const;  ///< the first of that name
    [[nodiscard]] auto begin() const { return fields_.begin(); }
    [[nodiscard]] auto end() const { return fields_.end(); }

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
    std::string method = "GET";
    std::string target = "/";  ///< path and query, percent-encoded
    Headers headers;
    std::string body;  ///< ignored where a BodyStream is given
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
};

/// scheme, host and port of a URL, and its path ("" or "/base").
struct Origin {
    bool tls = true;
    std::string host;  ///< name or address, IPv6 without brackets
    std::uint16_t port = 443;
    std::string path;
    [[nodiscard]] std::string host_header() const;  ///< "host" or "host:port", IPv6 in brackets
    [[nodiscard]] bool loopback() const;            ///< 127.0.0.0/8, ::1 or "localhost"
};

/// Understands http:// and https:// URLs; the error says what is wrong, for people.
[[nodiscard]] Result<Origin, std::string> parse_origin(std::string_view url);

[[nodiscard]] std::string percent_encode(std::string_view text);  ///< everything but unreserved characters
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
/// The decoded query parameters of a target in order; nullopt when the encoding is broken.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(
    std::string_view target);
[[nodiscard]] std::string_view path_of(std::string_view target);  ///< without the query
[[nodiscard]] const char* reason_phrase(int status);

}  // namespace understudy::net
