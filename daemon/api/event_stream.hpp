// One stream of events. It is led by ids alone: "there is more than you have told" wakes it, and what it
// tells it takes from the tail of the history, or where it is further behind, page by page from the store.
// So nothing is queued for it, and a client that comes again with the last id misses nothing.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "daemon/api/endpoint.hpp"
#include "daemon/api/event_hub.hpp"

namespace understudy::api {

/// Answers the exchange: with a problem, or with a stream until the client goes, the job is removed or the
/// hub stops. Not cut by a cancellation alone: whoever cancels cuts the connection, too.
asio::awaitable<void> stream_events(std::shared_ptr<EventHub> hub, Desk& desk, net::ServerExchange& exchange,
                                    Call call);

}  // namespace understudy::api
