#include "net/proxy.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace understudy::net {
namespace {

/// A colon ends the user's name; a control character could end the header.
bool can_be_sent(std::string_view credentials) {
    return credentials.find(':') != std::string_view::npos &&
           std::none_of(credentials.begin(), credentials.end(),
                        [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

Result<ProxyAddress, std::string> parse_proxy(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme)) return failure(std::string("it must begin with http://"));
    const std::string_view rest = url.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const auto at = authority.rfind('@');
    ProxyAddress proxy;
    if (at != std::string_view::npos) {
        const auto decoded = percent_decode(authority.substr(0, at));
        if (!decoded || !can_be_sent(*decoded))
            return failure(
                std::string("before the @ a user name and a password must stand, as user:password, "
                            "percent-encoded"));
        proxy.credentials = Secret(*decoded);
    }
    auto origin = parse_origin(std::string(scheme) +
                               std::string(rest.substr(at == std::string_view::npos ? 0 : at + 1)));
    if (!origin) return failure(origin.error());
    proxy.origin = std::move(origin).value();
    return proxy;
}

std::string basic_authorization(const Secret& credentials) {
    const std::string& plain = credentials.reveal();
    std::string encoded((plain.size() + 2) / 3 * 4 + 1, '\0');  // and the end that the library writes
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                        reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
    encoded.resize(static_cast<std::size_t>(std::max(length, 0)));
    return "Basic " + encoded;
}

}  // namespace understudy::net
