// What was sent for one job is found by its content for another one.
#include <gtest/gtest.h>

#include "core/reuse.hpp"
#include "core/started_before.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

class WhatWasSent : public ::testing::Test {
  protected:
    SqliteUnderTest the;

    /// A job with a recording of each content, a letter.
    void keep(int number, const std::string& dataset_id, const std::string& contents,
              Delivery delivery = Delivery::listed, State state = Completed{"fine_tune_1", {}}) {
        Job job = plain_job(number);
        job.state = std::move(state);
        job.dataset_id = dataset_id;
        Commit commit = first_commit(job);
        commit.replace_recordings = true;
        for (const char content : contents) {
            Recording recording;
            recording.file.path = "/srv/" + std::to_string(number) + content;
            recording.file.relative = "x";
            recording.measurement.emplace();
            recording.measurement->sha256 = std::string(64, content);
            recording.delivery = delivery;
            commit.recordings.emplace_back(commit.recordings.size(), std::move(recording));
        }
        ASSERT_TRUE(the.commit(commit));
    }
    std::vector<Reuse> holding(int number) {
        auto& reusable = dynamic_cast<ReusableDatasets&>(the.store());
        auto found = the.ask<std::vector<Reuse>>(
            [&](auto reply) { reusable.datasets_holding(job_id(number), std::move(reply)); });
        EXPECT_TRUE(found) << found.error().what;
        return found ? *found : std::vector<Reuse>{};
    }
    std::string started_with(int number) {
        auto& before = dynamic_cast<StartedBefore&>(the.store());
        auto found = the.ask<std::string>(
            [&](auto reply) { before.started_with_recordings_of(job_id(number), std::move(reply)); });
        EXPECT_TRUE(found) << found.error().what;
        return found ? *found : "";
    }
};

TEST_F(WhatWasSent, IsNotOfferedWhileItsJobStillFillsTheDataset) {
    keep(1, "dataset_1", "ab", Delivery::listed, Uploading{UploadingStep::sending_files});
    keep(2, "", "ab", Delivery::pending, Draft{});
    EXPECT_TRUE(holding(2).empty());
}

TEST_F(WhatWasSent, IsFoundByItsContentTheFullestDatasetFirst) {
    keep(1, "dataset_half", "ab");
    keep(2, "dataset_whole", "abcd");
    keep(3, "dataset_more", "abcdef");
    keep(9, "", "abcd", Delivery::pending);
    EXPECT_EQ(holding(9), (std::vector<Reuse>{{"dataset_whole", job_id(2), 4, 4, 0},
                                              {"dataset_more", job_id(3), 4, 4, 2},
                                              {"dataset_half", job_id(1), 4, 2, 0}}));
}

TEST_F(WhatWasSent, CountsWhatIsThereTwiceOnceAndADatasetOnce) {
    keep(1, "dataset_1", "aab");
    keep(2, "dataset_1", "ab");
    keep(9, "", "aabb", Delivery::pending);
    EXPECT_EQ(holding(9), (std::vector<Reuse>{{"dataset_1", job_id(2), 2, 2, 0}}));
}

TEST_F(WhatWasSent, IsFoundInWhateverBecameOfAJobThatWasStarted) {
    keep(1, "dataset_1", "abc", Delivery::listed, Draft{});
    keep(9, "", "ab", Delivery::pending, Draft{});
    EXPECT_EQ(started_with(9), "") << "nobody started that one";
    keep(2, "dataset_2", "a");
    EXPECT_EQ(started_with(9), "") << "it lacks one";
    keep(3, "", "abc", Delivery::pending, Draft{true, ""});
    EXPECT_EQ(started_with(9), job_id(3)) << "it is to be started";
    keep(4, "", "abc");
    EXPECT_EQ(started_with(9), job_id(4)) << "its dataset was deleted";
    keep(5, "dataset_5", "abc", Delivery::sent, Training{});
    EXPECT_EQ(started_with(9), job_id(5));
    keep(6, "", "", Delivery::pending, Draft{});
    EXPECT_EQ(started_with(6), "") << "one without recordings is no other's";
}

TEST_F(WhatWasSent, IsNotWhatIsPendingOrHasNoDatasetOrIsItsOwn) {
    keep(1, "dataset_1", "a", Delivery::pending);
    keep(2, "dataset_2", "a", Delivery::uncertain);
    keep(3, "", "a");
    keep(9, "dataset_9", "a");
    EXPECT_TRUE(holding(9).empty());
    EXPECT_TRUE(holding(77).empty()) << "there is no such job";
}

}  // namespace
}  // namespace understudy::testing
