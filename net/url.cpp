// URLs: origins, percent encoding, queries.
#include <algorithm>
#include <charconv>

#include "net/http.hpp"

namespace understudy::net {
namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_unreserved(char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    if (text.empty() || error != std::errc() || stop != end || port == 0) return std::nullopt;
    return port;
}

bool good_name(std::string_view host) {
    return !host.empty() && host.size() <= 253 &&
           std::all_of(host.begin(), host.end(), [](char c) { return is_unreserved(c) && c != '~'; });
}

bool good_ipv6(std::string_view host) {
    return host.find(':') != std::string_view::npos && std::all_of(host.begin(), host.end(), [](char c) {
               return hex_digit(c) >= 0 || c == ':' || c == '.';
           });
}

/// Takes "host:port", "host" or "[v6]:port" apart; an empty text says that it is well.
std::string take_authority(std::string_view authority, Origin& origin) {
    std::string_view port;
    bool has_port = false;
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        if (end == std::string_view::npos) return "the IPv6 address lacks its closing bracket";
        const auto address = authority.substr(1, end - 1);
        if (!good_ipv6(address)) return "the IPv6 address in brackets is not one";
        origin.host = address;
        const auto rest = authority.substr(end + 1);
        has_port = !rest.empty();
        if (has_port && !rest.starts_with(':')) return "after the IPv6 address only a port may follow";
        if (has_port) port = rest.substr(1);
    } else {
        const auto colon = authority.find(':');
        has_port = colon != std::string_view::npos;
        if (has_port) port = authority.substr(colon + 1);
        const auto name = authority.substr(0, colon);
        if (!good_name(name)) return "the host name is missing or has characters that no host name has";
        origin.host = name;
    }
    if (!has_port) return "";
    const auto number = parse_port(port);
    if (!number) return "the port is not a number from 1 to 65535";
    origin.port = *number;
    return "";
}

}  // namespace

std::string Origin::host_header() const {
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (tls ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

bool Origin::loopback() const {
    if (host == "localhost" || host == "::1") return true;
    return host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

Result<Origin, std::string> parse_origin(std::string_view url) {
    Origin origin;
    if (url.starts_with("https://")) {
        url.remove_prefix(8);
    } else if (url.starts_with("http://")) {
        origin.tls = false;
        origin.port = 80;
        url.remove_prefix(7);
    } else {
        return failure(std::string("it must begin with https:// or http://"));
    }
    if (url.find_first_of("?#") != std::string_view::npos)
        return failure(std::string("it must not have a query or a fragment"));
    const auto slash = url.find('/');
    const auto authority = url.substr(0, slash);
    if (authority.find('@') != std::string_view::npos)
        return failure(std::string("it must not hold a user name or password"));
    std::string wrong = take_authority(authority, origin);
    if (!wrong.empty()) return failure(std::move(wrong));
    std::transform(origin.host.begin(), origin.host.end(), origin.host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (slash != std::string_view::npos) origin.path = url.substr(slash);
    while (origin.path.ends_with('/')) origin.path.pop_back();
    const auto needs_encoding = [](unsigned char c) { return c <= ' ' || c >= 0x7f; };
    if (std::any_of(origin.path.begin(), origin.path.end(), needs_encoding))
        return failure(std::string("the path has characters that must be percent-encoded"));
    return origin;
}

std::string percent_encode(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 15];
    }
    return encoded;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return decoded;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view target) {
    std::vector<std::pair<std::string, std::string>> parameters;
    const auto mark = target.find('?');
    if (mark == std::string_view::npos) return parameters;
    auto query = target.substr(mark + 1);
    query = query.substr(0, query.find('#'));
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto part = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (part.empty()) continue;
        const auto equals = part.find('=');
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(equals == std::string_view::npos ? "" : part.substr(equals + 1), true);
        if (!name || !value) return std::nullopt;
        parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return parameters;
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find_first_of("?#")); }

}  // namespace understudy::net
