// Datasets of completed jobs are let go of by time, and by nothing else.
#include "daemon/driver/dataset_retention.hpp"

#include <algorithm>

#include "core/retraining.hpp"
#include "own_clock.hpp"
#include "world.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

class FakePlayground : public Playground {
  public:
    explicit FakePlayground(Studio& studio) : studio_(studio) {}
    std::vector<std::string> deleted;  ///< was asked to
    std::optional<Trouble> answer;     ///< in place of a good one, of the next call
    bool arrives = true;               ///< whatever is answered

    void delete_dataset(std::string id, Reply<Nothing> reply) override {
        deleted.push_back(id);
        if (arrives) studio_.cloud.delete_dataset(id);
        studio_.loop.post([reply, answer = std::exchange(answer, std::nullopt)] {
            answer ? reply(failure(*answer)) : reply(Nothing{});
        });
    }
    void get_dataset(std::string, Reply<CloudDataset>) override {}
    void update_dataset(CloudDataset, Reply<Nothing>) override {}
    void list_own_voices(Reply<std::vector<OwnedVoice>>) override {}
    void get_voice(std::string, Reply<OwnedVoice>) override {}
    void update_voice(std::string, VoiceChange, Reply<OwnedVoice>) override {}
    void delete_voice(std::string, Reply<Nothing>) override {}
    void say(Utterance, Reply<Spoken>) override {}

  private:
    Studio& studio_;
};

class Retention : public ::testing::Test {
  protected:
    std::string completed() {
        const std::string id = studio.submit();
        EXPECT_TRUE(studio.comes_to(id, "completed")) << studio.story(id);
        return id;
    }
    void keep_for(Duration after) {
        retention.emplace(
            DatasetRetention::World{*studio.driver, studio.cloud, playground, clock, taken,
                                    [this] { return clock_ahead; },
                                    [this](const std::string& words, bool) { told.push_back(words); }},
            after);
        retention->start();
    }
    const Job& job(const std::string& id) { return studio.store.jobs.at(id); }
    bool in_the_cloud(const std::string& dataset) {
        const auto ids = studio.cloud.dataset_ids();
        return std::find(ids.begin(), ids.end(), dataset) != ids.end();
    }
    std::string retrain(const std::string& id, bool start) {
        auto view =
            studio.ask<JobView>([&](Answer<JobView> answer) { studio.driver->get(id, std::move(answer)); });
        Retraining wish;
        wish.accent = "British";
        wish.start = start;
        auto submission = retrained(view->job, wish);
        EXPECT_TRUE(submission.ok());
        auto made = studio.ask<Submitted>([&](Answer<Submitted> answer) {
            studio.driver->submit(*submission, std::nullopt, std::move(answer));
        });
        EXPECT_TRUE(made.ok()) << made.error().detail;
        return made->view.job.id;
    }

    Studio studio;
    OwnClock clock{studio.loop};
    FakePlayground playground{studio};
    std::set<std::string> taken;
    std::optional<Duration> clock_ahead{Duration{0}};
    std::vector<std::string> told;
    std::optional<DatasetRetention> retention;
};

TEST_F(Retention, DeletesADatasetOnceItsTimeIsUpAndKeepsThatInTheJob) {
    const std::string id = completed(), dataset = job(id).dataset_id;
    keep_for(days{2});
    studio.run_for(hours{47});
    EXPECT_TRUE(in_the_cloud(dataset));
    studio.run_for(hours{3});
    EXPECT_FALSE(in_the_cloud(dataset));
    EXPECT_EQ(job(id).dataset_id, "");
    EXPECT_NE(studio.story(id).find("its dataset " + dataset + " is deleted in the cloud"), std::string::npos)
        << studio.story(id);
    EXPECT_EQ(told.size(), 1u);
    studio.run_for(days{30});
    EXPECT_EQ(playground.deleted.size(), 1u) << "it is not asked for again";
    const auto refused = retrained(job(id), {});
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().detail.find("its dataset was deleted"), std::string::npos)
        << refused.error().detail;
}

TEST_F(Retention, DeletesNothingByAClockThatIsNotTheClouds) {
    const std::string id = completed(), dataset = job(id).dataset_id;
    clock_ahead = -days{3650};
    keep_for(days{2});
    studio.run_for(days{4});
    EXPECT_TRUE(in_the_cloud(dataset));
    clock_ahead.reset();
    studio.run_for(days{1});
    EXPECT_TRUE(in_the_cloud(dataset)) << "nor while the cloud's time is not known";
    clock_ahead = seconds{1};
    studio.run_for(days{1});
    EXPECT_FALSE(in_the_cloud(dataset));
}

TEST_F(Retention, NeverWakesWithoutATime) {
    completed();
    keep_for(Duration{0});
    EXPECT_TRUE(clock.asleep());
    retention->reconfigure(days{1});
    EXPECT_FALSE(clock.asleep());
    retention->reconfigure(Duration{0});
    EXPECT_TRUE(clock.asleep());
    studio.run_for(days{3});
    EXPECT_TRUE(playground.deleted.empty());
}

TEST_F(Retention, WakesSeldomWhereNothingIsDue) {
    completed();
    keep_for(days{30});
    studio.run_for(days{29});
    EXPECT_LE(clock.asked, 2);
}

TEST_F(Retention, LeavesADatasetThatAJobNamedAlone) {
    const std::string dataset = studio.cloud.add_dataset("mine");
    for (const char* name : {"a.wav", "b.wav"}) studio.cloud.add_file(dataset, name, 100);
    Submission submission;
    submission.spec.name = "Anna";
    submission.spec.language = "en";
    submission.spec.max_attempts = 0;
    submission.dataset_id = dataset;
    submission.start = true;
    auto made = studio.ask<Submitted>([&](Answer<Submitted> answer) {
        studio.driver->submit(submission, std::nullopt, std::move(answer));
    });
    ASSERT_TRUE(made.ok()) << made.error().detail;
    studio.comes_to(made->view.job.id, "completed");
    keep_for(hours{1});
    studio.run_for(days{3});
    EXPECT_TRUE(in_the_cloud(dataset));
    EXPECT_TRUE(playground.deleted.empty());
}

TEST_F(Retention, WaitsForAJobThatStandsOnIt) {
    const std::string id = completed(), dataset = job(id).dataset_id;
    const std::string child = retrain(id, false);
    keep_for(hours{1});
    studio.run_for(hours{8});
    EXPECT_TRUE(in_the_cloud(dataset));
    ASSERT_EQ(told.size(), 1u) << "once";
    EXPECT_NE(told[0].find(child + " stands on it"), std::string::npos) << told[0];
    ASSERT_TRUE(studio.command(child, StartCommand{}).ok());
    ASSERT_TRUE(studio.comes_to(child, "completed")) << studio.story(child);
    studio.run_for(hours{3});
    EXPECT_FALSE(in_the_cloud(dataset));
    EXPECT_EQ(playground.deleted.size(), 1u) << "the child's is not its own";
}

TEST_F(Retention, WaitsForATrainingThatSomebodyBeganByHand) {
    const std::string id = completed(), dataset = job(id).dataset_id;
    studio.cloud.model.settings().train_time = hours{5};
    bool begun = false;
    studio.cloud.create_fine_tune({"By hand", "words", "en", studio.policy.model_id, dataset},
                                  [&](const Outcome<CloudFineTune>& outcome) { begun = outcome.ok(); });
    ASSERT_TRUE(studio.run_until([&] { return begun; }));
    keep_for(minutes{10});
    studio.run_for(hours{3});
    EXPECT_TRUE(in_the_cloud(dataset));
    studio.run_for(hours{5});
    EXPECT_FALSE(in_the_cloud(dataset));
}

TEST_F(Retention, LooksAgainWhereTheOutcomeIsUnknown) {
    for (const bool arrives : {false, true}) {
        const std::string id = completed(), dataset = job(id).dataset_id;
        playground.answer =
            Trouble{Certainty::unknown, TroubleKind::transient, "timeout", "no answer", "", {}, "", {}};
        playground.arrives = arrives;
        keep_for(minutes{1});
        studio.run_for(minutes{30});
        EXPECT_EQ(job(id).dataset_id, dataset) << "nothing is said that is not known";
        playground.arrives = true;
        studio.run_for(hours{2});
        EXPECT_EQ(job(id).dataset_id, "");
        EXPECT_FALSE(in_the_cloud(dataset));
        studio.recordings.files["/srv/anna/again.wav"] = {};
    }
    EXPECT_EQ(playground.deleted.size(), 3u) << "one that was gone by the next round is not asked for again";
}

TEST_F(Retention, SeesToItAfterAKillBetweenTheDeletionAndTheRecord) {
    const std::string id = completed();
    keep_for(minutes{1});
    ASSERT_TRUE(studio.run_until([&] { return !playground.deleted.empty(); }));
    retention.reset();
    studio.crash_and_boot();
    EXPECT_NE(job(id).dataset_id, "");
    taken.clear();
    keep_for(minutes{1});
    studio.run_for(hours{2});
    EXPECT_EQ(job(id).dataset_id, "");
    EXPECT_EQ(playground.deleted.size(), 1u);
}

TEST_F(Retention, LeavesWhatIsNotOursByItsMarkerAndWhatSomebodyIsWorkingOn) {
    const std::string id = completed(), dataset = job(id).dataset_id;
    taken.insert(dataset);
    keep_for(minutes{1});
    studio.run_for(hours{3});
    EXPECT_TRUE(playground.deleted.empty());
    taken.clear();
    studio.store.jobs.at(id).dataset_id = studio.cloud.add_dataset("somebody's");
    studio.crash_and_boot();
    keep_for(minutes{1});
    studio.run_for(hours{3});
    EXPECT_TRUE(playground.deleted.empty());
    EXPECT_NE(told.back().find("it is left alone"), std::string::npos);
}

}  // namespace
}  // namespace understudy::simulated
