#include "daemon/api/access.hpp"

#include <arpa/inet.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "daemon/api/session.hpp"

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

/// An address cannot be made to resolve to something else; a name can. So the only names are localhost and
/// those that the configuration vouches for.
bool is_ours(const AccessRules& rules, const std::string& host) {
    const auto& names = rules.host_names;
    if (std::find(names.begin(), names.end(), host) != names.end()) return true;
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
    return Problem{
        421, "wrong-host", "Not this host",
        "The Host header must be localhost, an address that the daemon listens on, or one of [server] "
        "host_names.",
        "Host"};
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

/// Both are compared always: the time it takes tells nothing.
Right right_of_token(const AccessRules& rules, std::string_view token) {
    const bool whole = same_secret(token, rules.token);
    const bool read_only = !rules.read_only_token.empty() && same_secret(token, rules.read_only_token);
    return whole ? Right::change : read_only ? Right::look : Right::none;
}

std::string_view token_in(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (lower(authorization.substr(0, scheme.size())) != scheme) return "";
    authorization.remove_prefix(
        std::min(authorization.find_first_not_of(' ', scheme.size()), authorization.size()));
    return authorization;
}

Problem may_only_look(std::string detail, std::string field) {
    return {403, "read-only-token", "This token may only look", std::move(detail), std::move(field)};
}

std::optional<Problem> refuse_token(const AccessRules& rules, const net::Request& head, Right right) {
    const auto sent = head.headers.find("Authorization");
    if (!sent)
        return Problem{
            401, "unauthorized", "A token is needed",
            "Send Authorization: Bearer with the daemon's token; [server] token_file says where it is.",
            "Authorization"};
    const Right held = right_of_token(rules, token_in(*sent));
    if (held == Right::change || held == right) return std::nullopt;
    if (held == Right::look)
        return may_only_look("To change something, send the token in [server] token_file.", "Authorization");
    return Problem{401, "unauthorized", "The token is not the daemon's",
                   "Read the token file anew: it may have been replaced.", "Authorization"};
}

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

Problem not_our_page(std::string field) {
    return {
        403, "cross-origin", "Another site's page",
        "Who is signed in on the page changes things from that page alone, whose requests carry its Origin.",
        std::move(field)};
}

/// A browser sends a cookie along whoever made it ask: what changes something must come from our own page.
/// (An Origin that is there was found to be ours before.)
std::optional<Problem> refuse_forgery(const net::Request& head, Right right) {
    const bool safe = is_safe(head.method) && right != Right::change;
    const auto site = head.headers.find("Sec-Fetch-Site");
    const bool from_here = !site || *site == "same-origin" || (safe && *site == "none");
    if (!from_here) return not_our_page("Sec-Fetch-Site");
    if (!safe && !head.headers.find("Origin")) return not_our_page("Origin");
    return std::nullopt;
}

std::optional<Problem> refuse_session(const AccessRules& rules, const net::Request& head, Right right,
                                      Time now) {
    if (auto problem = refuse_forgery(head, right)) return problem;
    const auto session = find_session(rules, head, now);
    if (!session)
        return Problem{401, "session-expired", "The session is over",
                       "It ended, or the token was replaced. Sign in again with: understudy open", "Cookie"};
    if (right == Right::change && session->right != Right::change)
        return may_only_look(
            "This session was begun with the read-only token. To change something, sign in "
            "with the other one.",
            "Cookie");
    return std::nullopt;
}

bool holds(const std::vector<std::uint32_t>& ids, std::uint32_t id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::optional<Problem> refuse_peer(const AccessRules& rules, const net::Peer& peer) {
    const auto may = [&](std::uint32_t gid) { return gid == rules.own_gid || holds(rules.gids, gid); };
    const bool user = peer.uid == 0 || peer.uid == rules.own_uid || holds(rules.uids, peer.uid);
    if (user || may(peer.gid) || std::any_of(peer.groups.begin(), peer.groups.end(), may))
        return std::nullopt;
    return Problem{
        403, "peer-not-allowed", "Not allowed on this socket",
        "Only root, the daemon's own user and its group may use the unix socket, and whom [server] "
        "allow_users and allow_groups name.",
        ""};
}

}  // namespace

bool same_secret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::optional<Problem> refuse_entry(const AccessRules& rules, const net::Request& head, const net::Peer& peer,
                                    Right right, Time now) {
    const bool open = right == Right::none;
    if (peer.unix_socket) return open ? std::nullopt : refuse_peer(rules, peer);
    if (auto problem = refuse_host(rules, head)) return problem;
    if (auto problem = refuse_origin(head)) return problem;
    if (open) return std::nullopt;
    const bool by_session = !head.headers.find("Authorization") && has_session_cookie(head);
    return by_session ? refuse_session(rules, head, right, now) : refuse_token(rules, head, right);
}

std::optional<Right> right_of(const AccessRules& rules, const net::Request& head, const net::Peer& peer) {
    if (peer.unix_socket) return Right::change;
    const auto sent = head.headers.find("Authorization");
    if (!sent) return std::nullopt;
    return right_of_token(rules, token_in(*sent));
}

}  // namespace understudy::api
