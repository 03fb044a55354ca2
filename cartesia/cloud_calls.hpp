// What all calls of the client share: the exchange, the limits, and the coroutines under way.
#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cartesia/bandwidth_limit.hpp"
#include "cartesia/calls.hpp"
#include "cartesia/cartesia_cloud.hpp"
#include "cartesia/classify.hpp"
#include "cartesia/exchange.hpp"
#include "cartesia/shared_list.hpp"
#include "cartesia/work.hpp"

namespace understudy::cartesia {

/// One call from its beginning to its reply.
template <class T>
asio::awaitable<void> answer(asio::any_io_executor executor, SharedCall call,
                             asio::awaitable<Outcome<T>> work, Reply<T> reply) {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await asio::post(executor, asio::use_awaitable);  // no reply comes from inside the call
    call->started = true;
    if (call->given_up) {
        reply(failure(given_up_unsent()));
        co_return;
    }
    auto outcome = co_await std::move(work);
    reply(std::move(outcome));
}

inline SharedCall call_to(const char* endpoint) {
    auto call = std::make_shared<Call>();
    call->endpoint = endpoint;
    return call;
}

class CartesiaCloud::Impl {
  public:
    Impl(asio::any_io_executor executor_in, const Options& options)
        : executor(executor_in),
          exchange(executor_in, options),
          limit(executor_in, options.bandwidth_limit),
          datasets(executor_in),
          fine_tunes(executor_in),
          calls(executor_in) {}

    template <class T>
    Calls::CallId begin(SharedCall call, asio::awaitable<Outcome<T>> work, Reply<T> reply) {
        if (stopping) {
            asio::post(executor, [reply = std::move(reply)] { reply(failure(given_up_unsent())); });
            return calls.next_id();
        }
        return calls.start(call, answer<T>(executor, call, std::move(work), std::move(reply)));
    }

    template <class T>
    Calls::CallId begin_list(const char* endpoint, std::string path, Reply<std::vector<T>> reply,
                             std::string filter = "") {
        const auto call = call_to(endpoint);
        return begin(call, list_all<T>(exchange, std::move(path), call, std::move(filter)), std::move(reply));
    }

    template <class T>
    Calls::CallId begin_shared_list(const char* endpoint, SharedList<T>& list, std::string path,
                                    Reply<std::vector<T>> reply) {
        const auto call = call_to(endpoint);
        return begin(call, list.get(exchange, std::move(path), call), std::move(reply));
    }

    asio::any_io_executor executor;
    Exchange exchange;
    BandwidthLimit limit;
    SharedList<CloudDataset> datasets;
    SharedList<CloudFineTune> fine_tunes;
    Calls calls;
    bool stopping = false;
};

}  // namespace understudy::cartesia
