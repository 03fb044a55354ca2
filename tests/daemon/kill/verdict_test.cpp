// The judge sees what it is there for.
#include "tests/daemon/kill/verdict.hpp"

#include <gtest/gtest.h>

namespace understudy::killing {
namespace {

const std::string job_id = "job_01ARZ3NDEKTSV4RRFFQ69G5FAV", nonce = "0123456789ABC";

std::string marker(int attempt) {
    return "[understudy:" + job_id + "." + std::to_string(attempt) + "." + nonce + "]";
}

Json purchase(const std::string& id, int attempt, const std::string& outcome) {
    return {{"fine_tune_id", id}, {"description", marker(attempt)}, {"dataset", "d"}, {"outcome", outcome}};
}

Json file(const std::string& sha256) { return {{"dataset", "d"}, {"filename", sha256}, {"sha256", sha256}}; }

/// A job whose first training failed, and whose second completed.
Evidence good() {
    Evidence evidence;
    evidence.acknowledged = {job_id};
    evidence.jobs = {{{"id", job_id},
                      {"state", "completed"},
                      {"attempt", 2},
                      {"hold", nullptr},
                      {"voices", {1, 2, 3, 4}},
                      {"dataset_id", "d"},
                      {"fine_tune_id", "f2"}}};
    evidence.purchases = {purchase("f1", 1, "failed"), purchase("f2", 2, "completed")};
    evidence.files = {file("a"), file("b")};
    evidence.datasets = {{{"id", "d"}, {"description", marker(0)}}};
    evidence.recordings = {"a", "b"};
    evidence.failed_trainings = 1;
    return evidence;
}

TEST(Judge, HasNothingAgainstAJobThatWentWell) {
    const Verdict verdict = judge(good());
    EXPECT_TRUE(verdict.broken.empty()) << verdict.broken.front();
    EXPECT_EQ(verdict.jobs, 1U);
    EXPECT_EQ(verdict.bought, 2U);
}

TEST(Judge, SeesAJobThatWasAcknowledgedAndIsLost) {
    Evidence evidence = good();
    evidence.acknowledged.push_back("job_01ARZ3NDEKTSV4RRFFQ69G5FAX");
    EXPECT_EQ(judge(evidence).lost, 1U);
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, SeesAJobThatNobodyAskedFor) {
    Evidence evidence = good();
    evidence.acknowledged.clear();
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, SeesAnAttemptThatWasPaidTwice) {
    Evidence evidence = good();
    evidence.purchases.push_back(purchase("f3", 2, "completed"));
    EXPECT_EQ(judge(evidence).paid_twice, 1U);
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, SeesATrainingThatNoAttemptExplains) {
    Evidence evidence = good();
    evidence.purchases.push_back({{"fine_tune_id", "f3"}, {"description", "?"}, {"dataset", "d"}});
    EXPECT_FALSE(judge(evidence).broken.empty());
    evidence = good();
    evidence.jobs[0]["attempt"] = 1;
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, SeesARecordingThatIsThereTwiceOrNotWhole) {
    Evidence evidence = good();
    evidence.files.push_back(file("a"));
    EXPECT_EQ(judge(evidence).files_twice, 1U);
    evidence = good();
    evidence.files[1]["sha256"] = "c";
    EXPECT_EQ(judge(evidence).files_damaged, 2U) << "one is missing, one is no recording";
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, SeesASecondDatasetAndAnotherFineTune) {
    Evidence evidence = good();
    evidence.datasets.push_back({{"id", "e"}, {"description", marker(0)}});
    EXPECT_FALSE(judge(evidence).broken.empty());
    evidence = good();
    evidence.jobs[0]["fine_tune_id"] = "f1";
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, SeesAJobThatDidNotComplete) {
    Evidence evidence = good();
    evidence.jobs[0]["state"] = "training";
    EXPECT_FALSE(judge(evidence).broken.empty());
    evidence = good();
    evidence.jobs[0]["hold"] = {{"reason", "vanished"}};
    EXPECT_FALSE(judge(evidence).broken.empty());
}

TEST(Judge, LetsAJobWaitForAPersonButNotPayTwiceMeanwhile) {
    Evidence evidence = good();
    evidence.jobs[0]["state"] = "training";
    evidence.jobs[0]["hold"] = {{"reason", "unknown_outcome"}};
    EXPECT_TRUE(judge(evidence).broken.empty());
    EXPECT_EQ(judge(evidence).held_for_a_person, 1U);
    evidence.purchases.push_back(purchase("f3", 2, "completed"));
    EXPECT_EQ(judge(evidence).paid_twice, 1U);
}

}  // namespace
}  // namespace understudy::killing
