// Groups of coroutines: whoever starts them waits for their end.
#include "net/task_group.hpp"

#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "net/run.hpp"
#include "net/signal.hpp"

namespace understudy::net {
namespace {

asio::awaitable<void> wait_for_ever(asio::io_context& io, int& ended) {
    asio::steady_timer never(io, std::chrono::steady_clock::time_point::max());
    try {
        co_await never.async_wait(asio::use_awaitable);
    } catch (...) {
        ++ended;
        throw;
    }
}

asio::awaitable<void> count(int& counter) {
    ++counter;
    co_return;
}

asio::awaitable<void> fail() {
    throw std::runtime_error("broken");
    co_return;
}

TEST(TaskGroups, JoiningWaitsForAllTasks) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    int counter = 0;
    for (int i = 0; i < 5; ++i) group.spawn(count(counter));
    run(io, group.join());
    EXPECT_EQ(counter, 5);
    EXPECT_EQ(group.size(), 0u);
}

TEST(TaskGroups, CancellingEndsTheTasksWithoutBeingAnError) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    int ended = 0;
    for (int i = 0; i < 3; ++i) group.spawn(wait_for_ever(io, ended));
    io.poll();
    EXPECT_EQ(group.size(), 3u);
    group.cancel();
    run(io, group.join());
    EXPECT_EQ(ended, 3);
}

TEST(TaskGroups, WhatATaskThrowsIsThrownWhereItIsJoined) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    group.spawn(fail());
    EXPECT_THROW(run(io, group.join()), std::runtime_error);
}

TEST(TaskGroups, AJoinThatIsCancelledCancelsTheTasksAndStillWaitsForThem) {
    asio::io_context io;
    TaskGroup inner(io.get_executor()), outer(io.get_executor());
    int ended = 0;
    inner.spawn(wait_for_ever(io, ended));
    outer.spawn(inner.join());
    io.poll();
    outer.cancel();
    run(io, outer.join());
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(inner.size(), 0u);
}

asio::awaitable<void> wait_until(Signal& signal, const bool& fact, int& seen) {
    while (!fact) co_await signal.wait();
    ++seen;
}

TEST(Signals, WakeEverybodyWhoWaits) {
    asio::io_context io;
    Signal signal(io.get_executor());
    TaskGroup group(io.get_executor());
    bool fact = false;
    int seen = 0;
    for (int i = 0; i < 3; ++i) group.spawn(wait_until(signal, fact, seen));
    io.poll();
    EXPECT_EQ(seen, 0);
    fact = true;
    signal.notify();
    run(io, group.join());
    EXPECT_EQ(seen, 3);
}

}  // namespace
}  // namespace understudy::net
