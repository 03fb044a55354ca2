// The cookie's value: "2.c.1765000000.1767000000.s." and the seal, in base64url, of what stands before it:
// the version, what the session may do (c: change, l: look), when it ends unless it is renewed, when it ends
// at the latest (Unix time), and whether it came by TLS (s or p). The seal is an HMAC-SHA256 with a key that
// is derived from the token, so that no cookie says anything about the token itself, and what was sealed for
// another purpose is no session.
#include "daemon/api/session.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "core/require.hpp"
#include "daemon/api/base64url.hpp"

namespace understudy::api {

namespace {

constexpr std::string_view purpose = "understudy session 1";
constexpr std::size_t longest_value = 128, most_cookies = 8;

std::string hmac(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const auto* made =
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &length);
    require(made != nullptr, "HMAC-SHA256 is always there");
    return {reinterpret_cast<const char*>(digest.data()), length};
}

std::string seal(const std::string& token, std::string_view words) {
    return base64url(hmac(hmac(token, purpose), words));
}

/// Whose token seals what a session may do: a read-only one ends with the read-only token.
const std::string& token_for(const AccessRules& rules, Right right) {
    return right == Right::change ? rules.token : rules.read_only_token;
}

std::int64_t unix_time(Time time) {
    return std::chrono::duration_cast<seconds>(time.time_since_epoch()).count();
}

std::string words_of(const Session& session) {
    return std::string("2.") + (session.right == Right::change ? "c." : "l.") +
           std::to_string(unix_time(session.expires_at)) + "." + std::to_string(unix_time(session.last_at)) +
           (session.secure ? ".s." : ".p.");
}

/// "…" up to the next dot, which is taken, too.
std::string_view take_part(std::string_view& text) {
    const std::string_view part = text.substr(0, text.find('.'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return part;
}

std::optional<Time> read_time(std::string_view digits) {
    std::int64_t time = 0;
    constexpr std::int64_t last_time = 253'402'300'799;  // of the year 9999
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, time);
    if (error != std::errc() || stop != end || time < 0 || time > last_time) return std::nullopt;
    return Time(seconds{time});
}

/// What a value says, whoever wrote it.
std::optional<Session> read_words(std::string_view value) {
    const std::string_view version = take_part(value), right = take_part(value);
    const auto expires_at = read_time(take_part(value)), last_at = read_time(take_part(value));
    const std::string_view way = take_part(value);
    const bool known = version == "2" && (right == "c" || right == "l") && (way == "s" || way == "p");
    if (!known || !expires_at || !last_at) return std::nullopt;
    return Session{right == "c" ? Right::change : Right::look, *expires_at, *last_at, way == "s"};
}

std::optional<Session> read_session(const AccessRules& rules, std::string_view value, Time now) {
    if (value.size() > longest_value) return std::nullopt;
    const auto session = read_words(value);
    if (!session || session->expires_at <= now) return std::nullopt;
    const std::string& token = token_for(rules, session->right);
    const std::string words = words_of(*session);
    if (token.empty() || !same_secret(value, words + seal(token, words))) return std::nullopt;
    return session;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_cookie_field(std::string_view name) {
    constexpr std::string_view wanted = "cookie";
    return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(),
                      [](char letter, char small) { return (letter | 0x20) == small; });
}

/// The values of all cookies of our name: another path or domain may have set one, too.
std::vector<std::string_view> session_values(const net::Request& head) {
    std::vector<std::string_view> values;
    for (const auto& [name, field] : head.headers) {
        if (!is_cookie_field(name)) continue;
        for (std::string_view rest = field; !rest.empty() && values.size() < most_cookies;) {
            const std::string_view pair = trimmed(rest.substr(0, rest.find(';')));
            rest.remove_prefix(std::min(
                rest.size(), rest.find(';') == std::string_view::npos ? rest.size() : rest.find(';') + 1));
            const auto equals = pair.find('=');
            if (equals != std::string_view::npos && trimmed(pair.substr(0, equals)) == session_cookie)
                values.push_back(trimmed(pair.substr(equals + 1)));
        }
    }
    return values;
}

std::string cookie(const std::string& value, std::chrono::seconds life, bool secure) {
    return std::string(session_cookie) + "=" + value + "; Path=/; Max-Age=" + std::to_string(life.count()) +
           "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
}

}  // namespace

bool has_session_cookie(const net::Request& head) { return !session_values(head).empty(); }

std::optional<Session> find_session(const AccessRules& rules, const net::Request& head, Time now) {
    for (const std::string_view value : session_values(head))
        if (auto session = read_session(rules, value, now)) return session;
    return std::nullopt;
}

Session begin_session(Right right, bool secure, Time now) {
    const Time begun_at = std::chrono::floor<seconds>(now);
    return {right, begun_at + session_life, begun_at + longest_session, secure};
}

std::optional<Session> renewed(const Session& session, Time now) {
    if (session.expires_at - now >= session_life / 2 || session.expires_at == session.last_at)
        return std::nullopt;
    Session next = session;
    next.expires_at = std::min(Time(std::chrono::floor<seconds>(now)) + session_life, session.last_at);
    return next;
}

std::string set_cookie(const AccessRules& rules, const Session& session) {
    const std::string words = words_of(session);
    return cookie(words + seal(token_for(rules, session.right), words), session_life, session.secure);
}

std::string drop_cookie() { return cookie("", seconds{0}, false); }

}  // namespace understudy::api
