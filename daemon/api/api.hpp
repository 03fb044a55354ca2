// The REST API: from one HTTP exchange to one answer, over the desk.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "daemon/api/access.hpp"
#include "daemon/api/event_hub.hpp"
#include "daemon/api/meters.hpp"
#include "daemon/api/routes.hpp"
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

    /// Without `meters` nothing is counted, and /metrics is empty; without `cloud` nothing may be asked about
    /// its objects; without `inbox` nothing is taken; without `webhooks` there are none; without `hot_folder`
    /// none is watched.
    Api(Desk& desk, AccessRules rules, Archive* archive = nullptr, Meters* meters = nullptr,
        CloudRoom* cloud = nullptr, Inbox* inbox = nullptr, WebhookDesk* webhooks = nullptr,
        HotFolderBoard* hot_folder = nullptr)
        : desk_(desk), rules_(std::move(rules)), shared_{archive, {}, false,    meters,    cloud,
                                                         inbox,   {}, webhooks, hot_folder} {}

    /// Answers in all cases, also a client whose connection may have broken while the body was read.
    boost::asio::awaitable<void> answer(net::ServerExchange& exchange);
    /// The streams of events end at once, and none begins: before the server stops, which waits for answers.
    void end_streams();

  private:
    [[nodiscard]] std::optional<net::Response> refuse(const net::ServerExchange& exchange,
                                                      const Destination& destination) const;
    boost::asio::awaitable<void> answer_once(net::ServerExchange& exchange, const Route& route, Call call);
    boost::asio::awaitable<void> answer_at(net::ServerExchange& exchange, const Destination& destination);
    [[nodiscard]] std::shared_ptr<EventHub> streams(boost::asio::any_io_executor executor);

    Desk& desk_;
    const AccessRules rules_;
    std::shared_ptr<EventHub> streams_;  ///< from the first stream on
    bool no_streams_ = false;
    std::size_t in_flight_ = 0;
    Shared shared_;
};

}  // namespace understudy::api
