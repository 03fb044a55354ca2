// The REST API: from one HTTP exchange to one answer, over the desk.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "daemon/api/access.hpp"
#include "daemon/api/event_hub.hpp"
#include "daemon/api/routes.hpp"
#include "daemon/driver/desk.hpp"
#include "net/server.hpp"

namespace understudy::api {

/// On the I/O thread. The desk outlives it, and it outlives the server that hands it exchanges.
class Api {
  public:
    Api(Desk& desk, AccessRules rules) : desk_(desk), rules_(std::move(rules)) {}

    /// Answers in all cases, also a client whose connection may have broken while the body was read.
    boost::asio::awaitable<void> answer(net::ServerExchange& exchange);
    /// The streams of events end at once, and none begins: before the server stops, which waits for answers.
    void end_streams();

  private:
    struct Admitted {  ///< a call that may be made
        const Route* route;
        Call call;
    };
    boost::asio::awaitable<Result<Admitted, net::Response>> admit(net::ServerExchange& exchange);
    [[nodiscard]] std::shared_ptr<EventHub> streams(boost::asio::any_io_executor executor);

    Desk& desk_;
    const AccessRules rules_;
    std::shared_ptr<EventHub> streams_;  ///< from the first stream on
    bool no_streams_ = false;
};

}  // namespace understudy::api
