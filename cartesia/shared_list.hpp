// A list of the whole account, for all that want it at one time: a thousand jobs that are about to buy ask
// for a hundred pages once, not a thousand times.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cartesia/gate.hpp"
#include "cartesia/list_all.hpp"

namespace understudy::cartesia {

/// One listing is under way at a time. Whoever asks meanwhile is answered by the next one, never by that
/// which has begun already: what is not on a list decides over a million credits, so a list must be younger
/// than the question. A listing that was given up answers nobody else. Used on the executor's one thread;
/// outlives its callers.
template <class T>
class SharedList {
  public:
    explicit SharedList(asio::any_io_executor executor)
        : one_at_a_time_(std::move(executor), 1, std::chrono::microseconds(0)) {}

    asio::awaitable<Outcome<std::vector<T>>> get(Exchange& exchange, std::string path,
                                                 std::shared_ptr<Call> call) {
        if (!next_) next_ = std::make_shared<Round>();
        const std::shared_ptr<Round> round = next_;
        const auto turn = co_await one_at_a_time_.enter(Lane::read);
        if (!turn) co_return failure(given_up_unsent());
        if (round->outcome) co_return *round->outcome;
        if (next_ == round) next_ = nullptr;
        auto outcome = co_await list_all<T>(exchange, std::move(path), std::move(call));
        if (outcome || outcome.error().kind != TroubleKind::cancelled) round->outcome = outcome;
        co_return std::move(outcome);
    }

  private:
    struct Round {
        std::optional<Outcome<std::vector<T>>> outcome;
    };

    Gate one_at_a_time_;
    std::shared_ptr<Round> next_;  ///< not begun yet
};

}  // namespace understudy::cartesia
