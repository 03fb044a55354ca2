// Who may speak to the daemon. On TCP: whoever has the token, or is signed in on the page that the daemon
// itself serves. On the unix socket: whom the kernel vouches for. A web page in a browser on this machine may
// not, whatever name it made resolve to us: Host and Origin are looked at before anything else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/problem.hpp"
#include "core/time.hpp"
#include "net/server.hpp"

namespace understudy::api {

struct AccessRules {
    std::string token;                  ///< never empty
    std::vector<net::ListenOn> listen;  ///< as configured
    std::uint32_t own_uid = 0, own_gid = 0;
    std::string read_only_token{};              ///< "": there is none
    std::vector<std::string> host_names{};      ///< by which we are reached, in small letters
    std::vector<std::uint32_t> uids{}, gids{};  ///< besides our own
};

/// What a caller of a route must be allowed to do.
enum class Right {
    none,    ///< health, and what everybody may know
    look,    ///< see jobs, change nothing
    change,  ///< everything
};

/// Why this request is not let in; nullopt when it is. A request with an Authorization goes by that alone;
/// one without goes by its session (session.hpp), and then a browser must say that it comes from our own page
/// where it would change something. `now`: sessions end.
[[nodiscard]] std::optional<Problem> refuse_entry(const AccessRules& rules, const net::Request& head,
                                                  const net::Peer& peer, Right right, Time now);

/// What a request that was let in may do by its token, or by the unix socket; nullopt: it came by a session.
[[nodiscard]] std::optional<Right> right_of(const AccessRules& rules, const net::Request& head,
                                            const net::Peer& peer);

/// Compares without telling by the time it takes where the two differ.
[[nodiscard]] bool same_secret(std::string_view left, std::string_view right);

}  // namespace understudy::api
