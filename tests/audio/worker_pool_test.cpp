#include "audio/worker_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>

#include "audio/deliveries.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

using std::chrono::milliseconds;

TEST(WorkerPools, RunWhatIsSubmittedInItsOrder) {
    WorkerPool pool({1, {}, {}});
    std::vector<int> order;
    std::promise<void> done;
    for (int i = 0; i < 100; ++i)
        pool.submit([&, i](WorkerPool::Worker) {
            order.push_back(i);
            if (i == 99) done.set_value();
        });
    done.get_future().wait();
    EXPECT_TRUE(pool.stop(milliseconds{60'000}));
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.size(), 100u);
}

TEST(WorkerPools, LetGoOfAThreadThatIsStuckAndOfNothingElse) {
    auto disk_answers = std::make_shared<std::promise<void>>();
    auto finished = std::make_shared<std::promise<int>>();
    auto result = finished->get_future();
    {
        auto buffer = std::make_shared<std::vector<int>>(1, 42);
        WorkerPool pool({2, {}, {}});
        std::promise<void> begun;
        pool.submit(
            [&begun, buffer, finished, waiting = disk_answers->get_future().share()](WorkerPool::Worker) {
                begun.set_value();
                waiting.wait();
                finished->set_value(buffer->front());  // what it needs is still there
            });
        begun.get_future().wait();
        EXPECT_FALSE(pool.stop(milliseconds{10}));
    }
    disk_answers->set_value();
    EXPECT_EQ(result.get(), 42);
}

TEST(WorkerPools, DropWhatHasNotBegunWhenTheyStop) {
    auto pool = std::make_shared<WorkerPool>(WorkerPool::Options{1, {}, {}});
    auto begun = std::make_shared<std::promise<void>>();
    auto go_on = std::make_shared<std::promise<void>>();
    auto ended = std::make_shared<std::promise<void>>();
    std::atomic<bool> dropped_one_ran = false;
    pool->submit([=, may_go = go_on->get_future().share()](WorkerPool::Worker) {
        begun->set_value();
        may_go.wait();
        ended->set_value();
    });
    pool->submit([&](WorkerPool::Worker) { dropped_one_ran = true; });
    begun->get_future().wait();
    EXPECT_FALSE(pool->stop(milliseconds{0}));  // drops the second, leaves the first
    pool->submit([&](WorkerPool::Worker) { dropped_one_ran = true; });
    go_on->set_value();
    ended->get_future().wait();
    EXPECT_FALSE(dropped_one_ran);
}

TEST(WorkerPools, SayWhenAWorkerHasNothingToDo) {
    std::promise<WorkerPool::Worker> idle;
    WorkerPool pool({1, milliseconds{1}, [&](WorkerPool::Worker worker) { idle.set_value(worker); }});
    EXPECT_EQ(idle.get_future().get(), 0u);  // and only once: a second time would throw
    EXPECT_TRUE(pool.stop(milliseconds{60'000}));
}

TEST(ReplyDeliveries, ComeOnceWhoeverIsFirst) {
    IoThread io;
    Deliveries deliveries(io.post());
    int replies = 0, stops = 0;
    const auto early = deliveries.expect([&] { ++stops; });
    const auto late = deliveries.expect([&] { ++stops; });
    deliveries.deliver(early, [&] { ++replies; });
    deliveries.deliver(early, [&] { ++replies; });
    deliveries.stop();
    deliveries.deliver(late, [&] { ++replies; });
    deliveries.post([&] { ++replies; });
    io.run_posted();
    EXPECT_EQ(replies, 1);
    EXPECT_EQ(stops, 1);
    static_cast<void>(deliveries.expect([&] { ++stops; }));
    io.run_posted();
    EXPECT_EQ(stops, 2);
}

}  // namespace
}  // namespace understudy
