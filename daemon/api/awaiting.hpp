// From a call that answers through a callback to a coroutine that waits for it.
//
// The answer must have a home whatever becomes of the connection. The waiting coroutine and the callback
// share a small box: whoever comes first, the answer or the cancellation, takes the coroutine out of it and
// wakes it; the other finds the box empty. A callback that is destroyed unanswered takes the coroutine with
// it.
#pragma once

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "core/problem.hpp"
#include "core/result.hpp"

namespace understudy::api {

namespace asio = boost::asio;

template <class T>
using Asked = Result<T, Problem>;
/// Asks something, with the callback for the answer.
template <class T>
using Asking = std::function<void(std::function<void(Asked<T>)>)>;

/// What a wait comes to that was cut short.
[[nodiscard]] inline Problem stopping() {
    return {503, "stopping", "The daemon is stopping", "What was asked for may have been done: look again.",
            ""};
}

/// The coroutine that waits, until it is woken.
template <class T, class Waiting>
class Box {
  public:
    explicit Box(Waiting waiting) : waiting_(std::move(waiting)) {}

    /// Wakes the coroutine from the event loop, never from inside this call.
    void wake(Asked<T> answer) {
        if (!waiting_) return;
        Waiting waiting = std::move(*waiting_);
        waiting_.reset();
        const auto executor = asio::get_associated_executor(waiting);
        asio::post(executor, [waiting = std::move(waiting), answer = std::move(answer)]() mutable {
            std::move(waiting)(std::move(answer));
        });
    }

  private:
    std::optional<Waiting> waiting_;
};

/// Calls `ask` with a callback and waits for what it is called with. Cancelling the waiting coroutine ends
/// the wait with stopping(); the answer is then dropped.
template <class T>
asio::awaitable<Asked<T>> answer_to(Asking<T> ask) {
    auto begin = [&ask](auto waiting) {
        auto slot = asio::get_associated_cancellation_slot(waiting);
        auto box = std::make_shared<Box<T, decltype(waiting)>>(std::move(waiting));
        if (slot.is_connected())
            slot.assign([weak = std::weak_ptr(box)](asio::cancellation_type) {
                if (const auto held = weak.lock()) held->wake(failure(stopping()));
            });
        ask([box](Asked<T> answer) { box->wake(std::move(answer)); });
    };
    const asio::use_awaitable_t<> token{};
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Asked<T>)>(begin, token);
}

}  // namespace understudy::api
