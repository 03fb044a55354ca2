// An HTTP proxy as it is configured: where it is, and what it wants to hear from whom it lets through.
#pragma once

#include <string>
#include <string_view>

#include "core/secret.hpp"
#include "net/http.hpp"

namespace understudy::net {

struct ProxyAddress {
    Origin origin;
    Secret credentials;  ///< "user:password", "" for none
};

/// Understands "http://host:port" and "http://user:password@host:port", the user and the password
/// percent-encoded. The error says what is wrong, for people, and never what stands there.
[[nodiscard]] Result<ProxyAddress, std::string> parse_proxy(std::string_view url);

/// What a Proxy-Authorization header says by the Basic scheme (RFC 7617): as secret as the password.
[[nodiscard]] std::string basic_authorization(const Secret& credentials);

}  // namespace understudy::net
