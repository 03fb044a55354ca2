// The checker sees who owns what, what an attempt costs, and what is settled too early.
#include "sim/invariants_of_jobs.hpp"

#include <gtest/gtest.h>

#include "core/marker.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::minutes;

constexpr const char* kJob = "job_00000000000000000000000000";
constexpr const char* kOther = "job_00000000000000000000000001";

Job job_with(IntentStatus status, const std::string& id = kJob) {
    Job job;
    job.id = id;
    job.attempt = 1;
    job.dataset_id = "dataset_1";
    Intent intent;
    intent.attempt = 1;
    intent.nonce = "0000000000001";
    intent.status = status;
    intent.remote_id = status == IntentStatus::confirmed ? "fine_tune_a" : "";
    job.intents = {intent};
    Recording recording;
    recording.cloud_name = "take.wav";
    recording.file.identity.size = 7;
    job.recordings = {recording};
    return job;
}

std::vector<Purchase> bill() {
    Purchase bought;
    bought.fine_tune_id = "fine_tune_a";
    bought.description = marked({kJob, 1, "0000000000001"}, "");
    return {bought};
}

TEST(TheChecker, SeesAHoldThatNobodyCanEnd) {
    Job job = job_with(IntentStatus::open);
    job.hold = Hold{HoldReason::paused, {}, "release it"};
    EXPECT_FALSE(broken_promise(nullptr, job));
    job.hold->needs.clear();
    EXPECT_TRUE(broken_promise(nullptr, job));
}

TEST(TheChecker, SeesAnAttemptBeyondTheAllowance) {
    Job before = job_with(IntentStatus::confirmed), after = before;
    before.state = Training{};
    Failed failed;
    failed.retry_at = Time{};
    after.state = failed;
    EXPECT_FALSE(broken_promise(&before, after));
    after.attempt = 3;
    EXPECT_TRUE(broken_promise(&before, after));
}

TEST(TheChecker, SeesAFineTuneWithTwoOwnersOrAWrongOne) {
    const Job ours = job_with(IntentStatus::confirmed), theirs = job_with(IntentStatus::confirmed, kOther);
    EXPECT_FALSE(broken_owners(bill(), {ours}));
    EXPECT_TRUE(broken_owners(bill(), {theirs}));
    EXPECT_TRUE(broken_owners(bill(), {ours, theirs}));
}

TEST(TheChecker, SeesAnAttemptThatWasCountedForNothing) {
    Job job = job_with(IntentStatus::voided);
    EXPECT_FALSE(broken_attempts(job, {})) << "it is not over";
    job.attempt = 2;
    EXPECT_TRUE(broken_attempts(job, {}));
    const HistoryEvent refused{1, kJob, {}, "state_changed", "failed", 1, "no such model", {}};
    EXPECT_FALSE(broken_attempts(job, {refused}));
    job.intents[0].status = IntentStatus::confirmed;
    EXPECT_FALSE(broken_attempts(job, {}));
}

TEST(TheChecker, SeesAnOutcomeThatWasSettledTooEarly) {
    const Intent unknown = job_with(IntentStatus::unknown).intents[0];
    const Intent voided = job_with(IntentStatus::voided).intents[0];
    const Policy policy;
    EXPECT_FALSE(broken_settling(unknown, voided, {Duration{}, 3}, policy, minutes{10}));
    EXPECT_TRUE(broken_settling(unknown, voided, {Duration{}, 2}, policy, minutes{10}));
    EXPECT_TRUE(broken_settling(unknown, voided, {Duration{}, 3}, policy, minutes{9}));
    const Intent open = job_with(IntentStatus::open).intents[0];
    EXPECT_FALSE(broken_settling(open, voided, {Duration{}, 0}, policy, minutes{1})) << "it was refused";
}

}  // namespace
}  // namespace understudy::simulated
