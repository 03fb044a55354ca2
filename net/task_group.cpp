#include "net/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <list>
#include <utility>

#include "net/signal.hpp"

namespace understudy::net {
namespace {

bool is_cancellation(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
        return e.code() == asio::error::operation_aborted;
    } catch (...) {
        return false;
    }
}

}  // namespace

struct TaskGroup::State {
    using Cancellations = std::list<std::shared_ptr<asio::cancellation_signal>>;

    explicit State(asio::any_io_executor executor_in) : executor(executor_in), ended(executor_in) {}

    void cancel() {
        const Cancellations all = running;
        for (const auto& signal : all) signal->emit(asio::cancellation_type::terminal);
    }

    void end(Cancellations::iterator task, const std::exception_ptr& error) {
        // The signal's memory may be in use further down the stack: it goes with the next turn.
        asio::post(executor, [keep = *task] {});
        running.erase(task);
        if (error && !first_error && !is_cancellation(error)) first_error = error;
        ended.notify();
    }

    asio::any_io_executor executor;
    Signal ended;
    Cancellations running;
    std::exception_ptr first_error;
};

TaskGroup::TaskGroup(asio::any_io_executor executor) : state_(std::make_shared<State>(std::move(executor))) {}

TaskGroup::~TaskGroup() { state_->cancel(); }

void TaskGroup::spawn(asio::awaitable<void> task) {
    auto& running = state_->running;
    const auto place = running.insert(running.end(), std::make_shared<asio::cancellation_signal>());
    auto on_end = [state = state_, place](const std::exception_ptr& error) { state->end(place, error); };
    asio::co_spawn(state_->executor, std::move(task),
                   asio::bind_cancellation_slot((*place)->slot(), std::move(on_end)));
}

void TaskGroup::cancel() { state_->cancel(); }

std::size_t TaskGroup::size() const { return state_->running.size(); }

asio::awaitable<void> TaskGroup::join() {
    const auto state = state_;
    const auto before = co_await asio::this_coro::throw_if_cancelled();
    co_await asio::this_coro::throw_if_cancelled(false);
    bool passed_on = false;
    while (!state->running.empty()) {
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        if (!passed_on && cancellation.cancelled() != asio::cancellation_type::none) {
            passed_on = true;
            state->cancel();
        }
        if (passed_on) {
            co_await asio::post(state->executor, asio::use_awaitable);
        } else {
            co_await state->ended.wait();
        }
    }
    co_await asio::this_coro::throw_if_cancelled(before);
    if (state->first_error) std::rethrow_exception(std::exchange(state->first_error, nullptr));
}

}  // namespace understudy::net
