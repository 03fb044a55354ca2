// Signing in on the page: whoever has the token, or may use the unix socket, is given a link with a code;
// the browser that opens it trades the code for a session.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "daemon/api/session.hpp"

namespace understudy::api {

/// On the I/O thread. Codes are kept in memory, as digests: a restart forgets them.
class SignIn {
  public:
    static constexpr std::chrono::seconds code_life{60};
    static constexpr std::size_t most_codes = 64;           ///< then the oldest is forgotten
    static constexpr std::size_t most_wrong_a_minute = 10;  ///< then further wrong ones get a 429

    /// `rules` outlive it.
    SignIn(const AccessRules& rules, std::function<Time()> now)
        : rules_(rules), now_(std::move(now)), listen_(rules.listen) {}

    struct Code {
        std::string text;  ///< 128 bits, in base64url. Secret: not for the log
        Time expires_at{};
    };
    /// A new code, for a session with this right.
    [[nodiscard]] Code make_code(Right right);
    /// What the code was made for; it is used up then. 403 for one that is wrong, used or too old, 429 after
    /// too many of those.
    [[nodiscard]] Result<Right, Problem> redeem(std::string_view code);

    /// The daemon's own address for a browser: what the request was sent to over TCP; else the first of our
    /// TCP addresses, or over TLS the first of our names. 409 where there is none.
    [[nodiscard]] Result<std::string, Problem> page_address(const net::Request& head,
                                                            const net::Peer& peer) const;
    /// The addresses with their real ports, once they are bound.
    void listens_on(std::vector<net::ListenOn> bound) { listen_ = std::move(bound); }

    [[nodiscard]] const AccessRules& rules() const { return rules_; }
    [[nodiscard]] Time now() const { return now_(); }

  private:
    using Digest = std::array<unsigned char, 32>;
    struct Kept {
        Digest digest{};
        Right right = Right::look;
        Time made_at{};
    };
    [[nodiscard]] static Digest digest_of(std::string_view code);
    void forget_old(Time now);

    const AccessRules& rules_;
    const std::function<Time()> now_;
    std::vector<net::ListenOn> listen_;
    std::deque<Kept> codes_;
    std::deque<Time> wrong_;
};

/// Whether the browser that sent this came by TLS, to us or to a proxy before us: its Origin says so.
[[nodiscard]] bool came_by_tls(const net::Request& head);

}  // namespace understudy::api
