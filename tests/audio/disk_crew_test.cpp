#include "audio/disk_crew.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

namespace understudy {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds short_patience{20}, long_patience{600'000};

/// A call to a disk that comes back when the test lets it.
struct Call {
    std::promise<void> let_go, begun, ended, told;
    std::atomic<bool> wanted = false;  ///< what the crew said when it was back

    DiskCrew::Task task() {
        return [this, until = let_go.get_future().share()](const DiskCrew::GoesOn& goes_on) {
            begun.set_value();
            until.wait();
            wanted = goes_on();
            ended.set_value();
        };
    }
    std::function<void()> when_silent() {
        return [this] { told.set_value(); };
    }
    void ask(DiskCrew& crew) { crew.submit(task(), when_silent()); }
};

bool is_there(const std::future<void>& fact) {
    return fact.wait_for(milliseconds{0}) == std::future_status::ready;
}

/// Submits until one is taken, and waits for it.
void until_one_runs(DiskCrew& crew) {
    for (bool ran = false; !ran;) {
        std::promise<bool> done;
        crew.submit([&](const auto&) { done.set_value(true); }, [&] { done.set_value(false); });
        ran = done.get_future().get();
    }
}

TEST(DiskCrews, RunWhatIsSubmittedAsManyAtOnceAsTheyHaveThreads) {
    Call first, second, third;
    DiskCrew crew({.threads = 2, .patience = long_patience});
    for (Call* call : {&first, &second, &third}) call->ask(crew);
    first.begun.get_future().wait();
    second.begun.get_future().wait();
    const auto third_begun = third.begun.get_future();
    EXPECT_FALSE(is_there(third_begun));
    first.let_go.set_value();
    third_begun.wait();
    second.let_go.set_value();
    third.let_go.set_value();
    for (Call* call : {&first, &second, &third}) call->ended.get_future().wait();
    EXPECT_TRUE(third.wanted);
    EXPECT_TRUE(crew.stop(steady_clock::now() + std::chrono::minutes{1}));
}

TEST(DiskCrews, TellWhoWaitsForACallThatDoesNotComeBackAndAllThatStandBehindIt) {
    Call stuck, behind, last;
    DiskCrew crew({.threads = 1, .patience = short_patience});
    for (Call* call : {&stuck, &behind, &last}) call->ask(crew);
    for (Call* call : {&stuck, &behind, &last}) call->told.get_future().wait();
    stuck.let_go.set_value();
    stuck.ended.get_future().wait();
    EXPECT_FALSE(stuck.wanted) << "nobody waits for it any more";
    until_one_runs(crew);
    EXPECT_FALSE(is_there(behind.begun.get_future())) << "it was dropped";
    EXPECT_TRUE(crew.stop(steady_clock::now() + std::chrono::minutes{1}));
}

TEST(DiskCrews, TryASilentDiskWithOneThreadAtATime) {
    Call stuck, trial, other, after, beside;
    // Long enough for the trial to be under way while another one asks.
    DiskCrew crew({.threads = 4, .patience = milliseconds{1'000}});
    stuck.ask(crew);
    stuck.told.get_future().wait();
    trial.ask(crew);
    trial.begun.get_future().wait();
    other.ask(crew);
    EXPECT_TRUE(is_there(other.told.get_future())) << "at once, from inside the call";
    trial.let_go.set_value();
    trial.ended.get_future().wait();
    EXPECT_TRUE(trial.wanted);
    after.ask(crew);  // the trial ended the silence, though the first thread is still lost
    after.begun.get_future().wait();
    beside.ask(crew);
    beside.begun.get_future().wait();
    for (Call* call : {&stuck, &after, &beside}) call->let_go.set_value();
    EXPECT_TRUE(crew.stop(steady_clock::now() + std::chrono::minutes{1}));
}

TEST(DiskCrews, LoseNoMoreThreadsThanTheyMayAndTakeThemBack) {
    Call first, second, third;
    DiskCrew crew({.threads = 1, .patience = short_patience, .most_lost = 2});
    first.ask(crew);
    first.told.get_future().wait();
    second.ask(crew);
    second.told.get_future().wait();
    third.ask(crew);
    EXPECT_TRUE(is_there(third.told.get_future()));
    first.let_go.set_value();
    until_one_runs(crew);
    second.let_go.set_value();
    first.ended.get_future().wait();
    second.ended.get_future().wait();
    EXPECT_TRUE(crew.stop(steady_clock::now() + std::chrono::minutes{1}));
}

TEST(DiskCrews, GiveEachCallOfALongTaskItsOwnTime) {
    constexpr milliseconds patience{500};
    DiskCrew crew({.threads = 1, .patience = patience});
    std::promise<bool> done;
    std::atomic<bool> told = false;
    const auto until = steady_clock::now() + 2 * patience;
    const auto work = [&](const DiskCrew::GoesOn& goes_on) {
        bool wanted = true;
        while (wanted && steady_clock::now() < until) wanted = goes_on();
        done.set_value(wanted);
    };
    crew.submit(work, [&] { told = true; });
    EXPECT_TRUE(done.get_future().get());
    EXPECT_FALSE(told);
}

TEST(DiskCrews, LetGoOfAThreadThatIsStuckAndOfNothingElse) {
    auto disk_answers = std::make_shared<std::promise<void>>();
    auto finished = std::make_shared<std::promise<int>>();
    auto result = finished->get_future();
    {
        auto buffer = std::make_shared<std::vector<int>>(1, 42);
        DiskCrew crew({.threads = 2, .patience = long_patience});
        std::promise<void> begun;
        crew.submit(
            [&begun, buffer, finished, waiting = disk_answers->get_future().share()](const auto&) {
                begun.set_value();
                waiting.wait();
                finished->set_value(buffer->front());  // what it needs is still there
            },
            [] {});
        begun.get_future().wait();
        EXPECT_FALSE(crew.stop(steady_clock::now() + milliseconds{10}));
        crew.submit([](const auto&) { ADD_FAILURE() << "after the stop"; }, [] {});
    }
    disk_answers->set_value();
    EXPECT_EQ(result.get(), 42);
}

}  // namespace
}  // namespace understudy
