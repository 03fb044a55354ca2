// The session of a person who is signed in on the page: a cookie that says until when and what for, sealed
// with the token. The daemon keeps nothing of it, so it outlives a restart, and ends when the token is
// replaced.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "daemon/api/access.hpp"

namespace understudy::api {

inline constexpr std::string_view session_cookie = "understudy_session";
inline constexpr std::chrono::hours session_life{24 * 7};      ///< then it ends, unless it was renewed
inline constexpr std::chrono::hours longest_session{24 * 30};  ///< then somebody signs in again

struct Session {
    Right right = Right::look;
    Time expires_at{};    ///< in whole seconds, as is the next
    Time last_at{};       ///< no renewal goes beyond it
    bool secure = false;  ///< the browser came by TLS, and is to send it by TLS alone
    bool operator==(const Session&) const = default;
};

/// Does the request carry a cookie of that name, good or not?
[[nodiscard]] bool has_session_cookie(const net::Request& head);
/// The first of the request's sessions that is sealed by one of the tokens and is not over; nullopt: none.
[[nodiscard]] std::optional<Session> find_session(const AccessRules& rules, const net::Request& head,
                                                  Time now);

/// A new one, for as long as sessions last.
[[nodiscard]] Session begin_session(Right right, bool secure, Time now);
/// The same for longer, when less than half of it is left; nullopt: it goes on as it is.
[[nodiscard]] std::optional<Session> renewed(const Session& session, Time now);
/// The value of Set-Cookie. Secret: not for the log.
[[nodiscard]] std::string set_cookie(const AccessRules& rules, const Session& session);
/// The same, to have it forgotten.
[[nodiscard]] std::string drop_cookie();

}  // namespace understudy::api
