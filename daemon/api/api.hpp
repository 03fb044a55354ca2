// The REST API: from one HTTP exchange to one answer, over the desk.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "daemon/api/access.hpp"
#include "daemon/driver/desk.hpp"
#include "net/server.hpp"

namespace understudy::api {

/// On the I/O thread. The desk outlives it, and it outlives the server that hands it exchanges.
class Api {
  public:
    Api(Desk& desk, AccessRules rules) : desk_(desk), rules_(std::move(rules)) {}

    /// Answers in all cases, also a client whose connection may have broken while the body was read.
    boost::asio::awaitable<void> answer(net::ServerExchange& exchange);

  private:
    boost::asio::awaitable<net::Response> response_to(net::ServerExchange& exchange);

    Desk& desk_;
    const AccessRules rules_;
};

}  // namespace understudy::api
