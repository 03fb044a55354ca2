#include "config/addresses.hpp"

#include <arpa/inet.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>

namespace understudy {
namespace {

struct Place {
    std::string host;       ///< IPv6 without brackets
    std::string_view port;  ///< "" where none is given
    bool bracketed = false;
};

bool is_address(int family, const std::string& text) {
    in6_addr room{};
    return text.find('\0') == std::string::npos && inet_pton(family, text.c_str(), &room) == 1;
}

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || (host.starts_with("127.") && is_address(AF_INET, host));
}

Place split(std::string_view authority) {
    Place place;
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        place.bracketed = true;
        if (end == std::string_view::npos) return place;
        place.host = authority.substr(1, end - 1);
        const auto rest = authority.substr(end + 1);
        if (!rest.empty()) place.port = rest.starts_with(':') && rest.size() > 1 ? rest.substr(1) : "?";
        return place;
    }
    const auto colon = authority.find(':');
    place.host = authority.substr(0, colon);
    if (colon != std::string_view::npos) place.port = authority.substr(colon + 1);
    if (place.port.empty() && colon != std::string_view::npos) place.port = "?";
    return place;
}

bool good_host(const Place& place) {
    if (place.bracketed) return is_address(AF_INET6, place.host);
    return !place.host.empty() && place.host.size() <= 253 &&
           std::all_of(place.host.begin(), place.host.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '.' || c == '_';
           });
}

bool good_port(std::string_view text, unsigned least) {
    unsigned port = 0;  // of a type that has no minus sign
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    return error == std::errc() && stop == end && port >= least && port <= 65'535;
}

/// The part of a URL between "//" and the path, and the path.
std::pair<std::string_view, std::string_view> split_url(std::string_view url) {
    const auto rest = url.substr(url.find("//") + 2);
    const auto slash = std::min(rest.find('/'), rest.size());
    return {rest.substr(0, slash), rest.substr(slash)};
}

/// Spaces, control characters and letters beyond ASCII stand in a URL percent-encoded only.
bool has_no_place_in_a_url(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7f;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// "user:password": what may stand there as it is (RFC 3986's unreserved), and %XX but for control
/// characters.
bool good_credentials(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || i == colon || c == '-' || c == '.' || c == '_' || c == '~') continue;
        const bool escape = c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
        if (!escape || text[i + 1] < '2' || text.substr(i, 3) == "%7f" || text.substr(i, 3) == "%7F")
            return false;
        i += 2;
    }
    return true;
}

std::string authority_problem(std::string_view authority) {
    if (authority.find('@') != std::string_view::npos)
        return "a user name or password does not belong into the URL";
    const Place place = split(authority);
    if (!good_host(place)) return "the host is missing or is not one; write a name, 10.0.0.1 or [fe80::1]";
    if (!place.port.empty() && !good_port(place.port, 1)) return "the port must be a number from 1 to 65535";
    return "";
}

std::string unix_problem(std::string_view path) {
    if (!path.starts_with('/'))
        return "after unix: an absolute path must follow, such as unix:/run/understudy/understudy.sock";
    if (path.size() >= sizeof(sockaddr_un::sun_path)) return "a unix socket's path has 107 bytes at most";
    return "";
}

}  // namespace

std::string base_url_problem(std::string_view url) {
    const bool plain = url.starts_with("http://");
    if (!plain && !url.starts_with("https://")) return "the URL must begin with https://";
    if (url.find_first_of("?#") != std::string_view::npos ||
        std::any_of(url.begin(), url.end(), has_no_place_in_a_url))
        return "the URL must be https://host[:port][/path], without query, fragment, spaces or special "
               "characters";
    const std::string problem = authority_problem(split_url(url).first);
    if (!problem.empty()) return problem;
    if (plain && !url_is_loopback(url))
        return "plain http would show the API key to the network, so it goes only to loopback; write "
               "https://";
    return "";
}

std::string webhook_url_problem(std::string_view url) {
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        return "the URL must begin with https://, or with http:// on this machine";
    if (url.find('#') != std::string_view::npos || std::any_of(url.begin(), url.end(), has_no_place_in_a_url))
        return "the URL must be https://host[:port][/path][?query], without fragment, spaces or special "
               "characters";
    const std::string_view path = url.substr(0, url.find('?'));
    return authority_problem(split_url(path).first);
}

std::string proxy_problem(std::string_view url) {
    if (url.empty()) return "";
    constexpr const char* form = "write it as http://host:port (the connection to the cloud stays encrypted)";
    if (!url.starts_with("http://")) return form;
    const auto [authority, path] = split_url(url);
    const auto at = authority.rfind('@');
    if (at != std::string_view::npos && !good_credentials(authority.substr(0, at)))
        return "before the @ write user:password, with everything but letters, digits and -._~ "
               "percent-encoded";
    const Place place = split(at == std::string_view::npos ? authority : authority.substr(at + 1));
    if (!good_host(place) || !good_port(place.port, 1) || (!path.empty() && path != "/")) return form;
    return "";
}

std::string listen_problem(std::string_view address) {
    if (address.starts_with("unix:")) return unix_problem(address.substr(5));
    const Place place = split(address);
    const bool good = place.bracketed ? is_address(AF_INET6, place.host) : is_address(AF_INET, place.host);
    if (!good || !good_port(place.port, 0))
        return "write an address and a port, such as 127.0.0.1:7878, [::1]:7878 or unix:/run/understudy.sock";
    return "";
}

std::string host_name_problem(std::string_view name) {
    const bool good = !name.empty() && name.size() <= 253 && !is_address(AF_INET, std::string(name)) &&
                      std::all_of(name.begin(), name.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
                      });
    return good ? "" : "write a host's name in small letters, without a port, such as studio.example";
}

std::string account_problem(std::string_view name) {
    const bool good = !name.empty() && name.size() <= 256 && name.front() != '-' &&
                      std::none_of(name.begin(), name.end(), [](unsigned char c) {
                          return c < ' ' || c == ':' || c == '/' || c == 0x7f;
                      });
    return good ? "" : "write the name, or the number, of a user or group of this machine";
}

std::string path_problem(std::string_view path) {
    if (!path.starts_with('/')) return "the path must be absolute, from the root: /…";
    if (path.find('\0') != std::string_view::npos) return "the path has a character that no path has";
    return "";
}

std::string optional_path_problem(std::string_view path) { return path.empty() ? "" : path_problem(path); }

bool url_is_loopback(std::string_view url) { return is_loopback(split(split_url(url).first).host); }

bool listen_is_local(std::string_view address) {
    return address.starts_with("unix:") || is_loopback(split(address).host);
}

}  // namespace understudy
