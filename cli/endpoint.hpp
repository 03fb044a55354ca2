// Where the daemon is and what opens its door.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "net/http.hpp"

namespace understudy::cli {

inline constexpr const char* default_url = "http://127.0.0.1:7878";
inline constexpr const char* default_token_file = "/var/lib/understudy/token";

struct Endpoint {
    std::string url;  ///< as it was given, for messages
    net::Origin origin;
    std::string unix_path;  ///< when not empty: there, and `origin` only names the host
};

/// "http://host:port", "https://host:port", "unix:/path". Plain http goes to loopback only: the token would
/// travel for everybody to read. The error says what is wrong, for people.
[[nodiscard]] Result<Endpoint, std::string> parse_endpoint(std::string_view url);

/// A unix socket or the loopback.
[[nodiscard]] bool is_on_this_machine(const std::string& address);

/// The token that the file holds, without white space around it. The error says why there is none.
[[nodiscard]] Result<std::string, std::string> read_token(const std::string& file);

}  // namespace understudy::cli
