// The REST API: from one HTTP exchange to one answer, over the desk.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "daemon/api/access.hpp"
#include "daemon/api/event_hub.hpp"
#include "daemon/api/meters.hpp"
#include "daemon/api/routes.hpp"
#include "daemon/api/sign_in.hpp"
#include "daemon/driver/desk.hpp"
#include "net/server.hpp"

namespace understudy::api {

/// On the I/O thread. The desk and the meters outlive it, and it outlives the server that hands it exchanges.
class Api {
  public:
    /// Requests at one time, streams and what is answered without a token not counted: as many connections as
    /// the server has besides those that streams may hold, so 64 clients that submit at once leave room for
    /// as many that look. Each may hold a body of 1 MiB and what was read from it.
    static constexpr std::size_t most_in_flight = 128;
    static constexpr std::size_t most_of_strangers = 16;  ///< sign-ins at one time; besides those

    /// `now`: by which sessions end.
    Api(Desk& desk, AccessRules rules, Lent lent = {}, std::function<Time()> now = wall_clock)
        : desk_(desk), rules_(std::move(rules)), sign_in_(rules_, std::move(now)), shared_{lent,
                                                                                           {},
                                                                                           false,
                                                                                           {},
                                                                                           &sign_in_,
                                                                                           &desk_} {}
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    /// Answers in all cases, also a client whose connection may have broken while the body was read.
    boost::asio::awaitable<void> answer(net::ServerExchange& exchange);
    /// The streams of events end at once, and none begins: before the server stops, which waits for answers.
    void end_streams();
    /// Where the server is to be reached, once it is bound.
    void listens_on(std::vector<net::ListenOn> bound) { sign_in_.listens_on(std::move(bound)); }

  private:
    [[nodiscard]] std::optional<net::Response> refuse(const net::ServerExchange& exchange,
                                                      const Destination& destination) const;
    [[nodiscard]] static Time wall_clock() {
        return std::chrono::floor<microseconds>(std::chrono::system_clock::now());
    }
    void tell_of_removal(const Route& route, const Call& call, const net::Response& response) const;
    void renew_session(const net::Request& head, net::Response& response) const;
    [[nodiscard]] std::string caller_of(const net::ServerExchange& exchange) const;
    boost::asio::awaitable<void> answer_once(net::ServerExchange& exchange, const Route& route, Call call);
    boost::asio::awaitable<void> answer_at(net::ServerExchange& exchange, const Destination& destination);
    [[nodiscard]] std::shared_ptr<EventHub> streams(boost::asio::any_io_executor executor);

    Desk& desk_;
    const AccessRules rules_;
    SignIn sign_in_;
    std::shared_ptr<EventHub> streams_;  ///< from the first stream on
    bool no_streams_ = false;
    std::size_t in_flight_ = 0, of_strangers_ = 0;
    Shared shared_;
};

}  // namespace understudy::api
