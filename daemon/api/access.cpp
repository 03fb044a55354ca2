#include "daemon/api/access.hpp"

#include <arpa/inet.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace understudy::api {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    const auto to_lower = [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); };
    std::transform(result.begin(), result.end(), result.begin(), to_lower);
    return result;
}

/// "[::1]:7878" and "localhost:7878" without the port and the brackets; a forwarded port may be any.
std::string host_of(std::string_view authority) {
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        return end == std::string_view::npos ? "" : lower(authority.substr(1, end - 1));
    }
    return lower(authority.substr(0, authority.find(':')));
}

bool is_address(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> ignored{};
    return inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

/// An address cannot be made to resolve to something else; a name can. So the only name is localhost.
bool is_ours(const AccessRules& rules, const std::string& host) {
    if (host == "localhost" || host == "::1" || (host.starts_with("127.") && is_address(host))) return true;
    const auto bound_there = [&](const net::ListenOn& listen) {
        const bool everywhere = listen.address == "0.0.0.0" || listen.address == "::";
        return !listen.address.empty() && (lower(listen.address) == host || (everywhere && is_address(host)));
    };
    return std::any_of(rules.listen.begin(), rules.listen.end(), bound_there);
}

std::optional<Problem> refuse_host(const AccessRules& rules, const net::Request& head) {
    const auto is_host = [](const auto& field) { return lower(field.first) == "host"; };
    const auto host = head.headers.find("Host");
    if (std::count_if(head.headers.begin(), head.headers.end(), is_host) == 1 &&
        is_ours(rules, host_of(*host)))
        return std::nullopt;
    return Problem{421, "wrong-host", "Not this host",
                   "The Host header must be localhost or an address that the daemon listens on.", "Host"};
}

std::optional<Problem> refuse_origin(const net::Request& head) {
    const auto origin = head.headers.find("Origin");
    if (!origin) return std::nullopt;
    const auto scheme_end = origin->find("://");
    const bool same = scheme_end != std::string_view::npos &&
                      lower(origin->substr(scheme_end + 3)) == lower(*head.headers.find("Host"));
    if (same) return std::nullopt;
    return Problem{403, "cross-origin", "Another site's page", "Pages of other origins may not use this API.",
                   "Origin"};
}

std::optional<Problem> refuse_token(const AccessRules& rules, const net::Request& head) {
    constexpr std::string_view scheme = "bearer ";
    const auto sent = head.headers.find("Authorization");
    if (!sent)
        return Problem{
            401, "unauthorized", "A token is needed",
            "Send Authorization: Bearer with the daemon's token; [server] token_file says where it is.",
            "Authorization"};
    std::string_view token = *sent;
    const bool bearer = lower(token.substr(0, scheme.size())) == scheme;
    if (bearer) token.remove_prefix(std::min(token.find_first_not_of(' ', scheme.size()), token.size()));
    if (bearer && same_secret(token, rules.token)) return std::nullopt;
    return Problem{401, "unauthorized", "The token is not the daemon's",
                   "Read the token file anew: it may have been replaced.", "Authorization"};
}

std::optional<Problem> refuse_peer(const AccessRules& rules, const net::Peer& peer) {
    if (peer.uid == 0 || peer.uid == rules.own_uid || peer.gid == rules.own_gid) return std::nullopt;
    return Problem{403, "peer-not-allowed", "Not allowed on this socket",
                   "Only root, the daemon's own user and its group may use the unix socket.", ""};
}

}  // namespace

bool same_secret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::optional<Problem> refuse_entry(const AccessRules& rules, const net::Request& head, const net::Peer& peer,
                                    bool open) {
    if (peer.unix_socket) return open ? std::nullopt : refuse_peer(rules, peer);
    if (auto problem = refuse_host(rules, head)) return problem;
    if (auto problem = refuse_origin(head)) return problem;
    return open ? std::nullopt : refuse_token(rules, head);
}

}  // namespace understudy::api
