#include "core/reuse.hpp"

#include <gtest/gtest.h>

namespace understudy::testing {
namespace {

bool says(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

Job draft(std::uint64_t measured) {
    Job job;
    job.tally.files_total = 3;
    job.tally.files_measured = measured;
    return job;
}

TEST(Reusing, IsOfferedForADraftWhoseRecordingsAreAllMeasured) {
    EXPECT_TRUE(may_reuse(draft(3)));
    EXPECT_FALSE(may_reuse(draft(2)));
    Job job = draft(3);
    job.own_dataset = false;
    EXPECT_FALSE(may_reuse(job)) << "it is on a dataset already";
    job = draft(3);
    job.state = Uploading{};
    EXPECT_FALSE(may_reuse(job));
    EXPECT_FALSE(may_reuse(Job{}));
}

TEST(Reusing, OfAllOfThemSendsNothing) {
    const Reuse reuse{"dataset_1", "job_1", 200, 200, 0};
    EXPECT_EQ(in_words(reuse), "dataset_1 holds all 200 recordings already: they were sent for job_1");
    EXPECT_TRUE(says(cure_of(reuse), "understudy submit --dataset dataset_1"));
    EXPECT_FALSE(says(cure_of(reuse), "datasets add"));
}

TEST(Reusing, WhereThreeOfTwoHundredChangedSaysHowToSendOnlyThose) {
    const Reuse reuse{"dataset_1", "job_1", 200, 197, 3};
    EXPECT_TRUE(says(in_words(reuse), "holds 197 of these 200 recordings already, and 3 other files"));
    const std::string cure = cure_of(reuse);
    EXPECT_TRUE(says(cure, "to send only the other 3: understudy datasets add dataset_1 PATH")) << cure;
    EXPECT_TRUE(says(cure, "understudy submit --dataset dataset_1")) << cure;
    EXPECT_TRUE(says(cure, "understudy datasets remove dataset_1 FILE_ID")) << cure;
}

}  // namespace
}  // namespace understudy::testing
