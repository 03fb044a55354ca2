#include "cartesia/calls.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <vector>

namespace understudy::cartesia {

Calls::Calls(asio::any_io_executor executor) : executor_(executor), ended_(executor) {}

Calls::CallId Calls::start(std::shared_ptr<Call> call, asio::awaitable<void> work) {
    const CallId id = next_id();
    const auto slot = call->cancellation.slot();
    calls_.emplace(id, std::move(call));
    // What the work throws is a broken invariant: it leaves through the context's run() and ends the process.
    auto on_end = [this, id](const std::exception_ptr& error) {
        end(id);
        if (error) std::rethrow_exception(error);
    };
    asio::co_spawn(executor_, std::move(work), asio::bind_cancellation_slot(slot, std::move(on_end)));
    return id;
}

void Calls::end(CallId id) {
    const auto place = calls_.find(id);
    // The signal's memory may be in use further down the stack: it goes with the next turn.
    asio::post(executor_, [keep = place->second] {});
    calls_.erase(place);
    ended_.notify();
}

void Calls::give_up(const std::shared_ptr<Call>& call) {
    call->given_up = true;
    if (call->started) call->cancellation.emit(asio::cancellation_type::terminal);
}

void Calls::cancel(CallId id) {
    const auto place = calls_.find(id);
    if (place == calls_.end()) return;
    const auto call = place->second;
    give_up(call);
}

void Calls::give_up_all(bool paid_ones_too) {
    std::vector<std::shared_ptr<Call>> all;
    for (const auto& [id, call] : calls_) all.push_back(call);
    for (const auto& call : all)
        if (paid_ones_too || !(call->paid && call->on_the_wire)) give_up(call);
}

asio::awaitable<void> Calls::stop(std::chrono::milliseconds grace) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto deadline = std::chrono::steady_clock::now() + grace;
    give_up_all(false);
    bool all_given_up = false;
    while (!calls_.empty()) {
        const auto state = co_await asio::this_coro::cancellation_state;
        const bool hurried = state.cancelled() != asio::cancellation_type::none;
        if (!all_given_up && (hurried || std::chrono::steady_clock::now() >= deadline)) {
            all_given_up = true;
            give_up_all(true);
        }
        const auto look = all_given_up ? std::chrono::steady_clock::time_point::max() : deadline;
        if (hurried) {
            // A cancelled wait returns at once: let the others run instead.
            co_await asio::post(executor_, asio::use_awaitable);
        } else {
            co_await ended_.wait(look);
        }
    }
}

}  // namespace understudy::cartesia
