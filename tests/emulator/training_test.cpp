#include <gtest/gtest.h>

#include "tests/emulator/cloud.hpp"

namespace understudy::emulator::testing {
namespace {

struct Training : ::testing::Test, Cloud {
    std::string status(const std::string& id, Duration after) {
        return model.get_fine_tune(id, now + after)->status;
    }
};

TEST_F(Training, GoesFromCreatedOverTrainingToCompleted) {
    const auto made = buy();
    EXPECT_EQ(made.status, "created");
    EXPECT_EQ(status(made.id, minutes(17)), "created");
    EXPECT_EQ(status(made.id, minutes(18)), "training");
    EXPECT_EQ(status(made.id, hours(3) - Duration(1)), "training");
    EXPECT_EQ(status(made.id, hours(3)), "completed");
}

TEST_F(Training, CanSayWordsThatNobodyKnows) {
    settings().running_words = {"created", "pending", "processing"};
    const auto made = buy();
    EXPECT_EQ(status(made.id, hours(1)), "pending");
    EXPECT_EQ(status(made.id, hours(2)), "processing");
}

TEST_F(Training, BringsFourOwnVoicesWhenCompletedAndNoneBefore) {
    const auto made = buy();
    EXPECT_TRUE(model.list_voices_of(made.id, {}, now + hours(2))->data.empty());
    const auto voices = model.list_voices_of(made.id, {}, now + hours(3))->data;
    ASSERT_EQ(voices.size(), 4u);
    for (const auto& voice : voices) {
        EXPECT_TRUE(looks_like_uuid(voice.id));
        EXPECT_TRUE(voice.is_owner);
    }
    EXPECT_EQ(model.list_voices({.is_owner = true}, {}, now + hours(3))->data.size(), 4u);
}

TEST_F(Training, IsChargedOnceAndOnlyOnSuccess) {
    const auto made = buy();
    EXPECT_EQ(model.bill(now + hours(2)).credits_charged, 0u);
    EXPECT_EQ(model.bill(now + hours(3)).credits_charged, 1'000'000u);
    EXPECT_EQ(model.bill(now + hours(9)).credits_charged, 1'000'000u);
    EXPECT_EQ(model.bill(now + hours(9)).purchases.front().fine_tune_id, made.id);
}

TEST_F(Training, FailsWhenTold) {
    settings().fail_trainings = 1;
    settings().failure_errors = {"Two speakers were heard."};
    const auto first = buy();
    const auto second = buy();
    EXPECT_EQ(status(first.id, hours(3)), "failed");
    EXPECT_EQ(status(second.id, hours(3)), "completed");
    EXPECT_FALSE(model.get_fine_tune(first.id, now + hours(3))->user_errors.empty());
    EXPECT_TRUE(model.list_voices_of(first.id, {}, now + hours(3))->data.empty());
    EXPECT_EQ(model.bill(now + hours(3)).credits_charged, 1'000'000u);
}

TEST_F(Training, TheBillKeepsTheDescriptionThatTheListCuts) {
    settings().description_limit = 0;
    const auto made = buy();
    EXPECT_EQ(made.description, "");
    EXPECT_EQ(model.bill(now).purchases.front().description, "[understudy:x.1.y] Anna");
}

TEST_F(Training, ALateCommitStartsItsClockWhenItLands) {
    const auto dataset = dataset_with_a_file();
    const auto made = *model.create_fine_tune(order(dataset), now, minutes(20));
    EXPECT_TRUE(model.list_fine_tunes({}, now + minutes(19))->data.empty());
    EXPECT_EQ(model.list_fine_tunes({}, now + minutes(20))->data.size(), 1u);
    EXPECT_EQ(status(made.id, hours(3)), "training");
    EXPECT_EQ(status(made.id, hours(3) + minutes(20)), "completed");
}

TEST_F(Training, NeedsAFreeSlot) {
    settings().slots = 1;
    const auto made = buy();
    auto second = model.create_fine_tune(order(made.dataset), now);
    EXPECT_EQ(second.error().error_code, "plan_upgrade_required");
    EXPECT_TRUE(model.delete_fine_tune(made.id, now).ok());
    EXPECT_TRUE(model.create_fine_tune(order(made.dataset), now).ok());
}

TEST_F(Training, FailedOnesTakeSlotsOnlyIfSet) {
    settings().slots = 1;
    settings().fail_trainings = 2;
    const auto made = buy();
    now += hours(3);
    settings().failed_fine_tunes_take_slots = true;
    EXPECT_FALSE(model.create_fine_tune(order(made.dataset), now).ok());
    settings().failed_fine_tunes_take_slots = false;
    EXPECT_TRUE(model.create_fine_tune(order(made.dataset), now).ok());
}

TEST_F(Training, NeedsCredits) {
    settings().credits = 1'500'000;
    const auto made = buy();
    EXPECT_EQ(model.bill(now + hours(3)).credits_left, 500'000u);
    EXPECT_EQ(model.create_fine_tune(order(made.dataset), now + hours(3)).error().error_code,
              "quota_exceeded");
}

TEST_F(Training, ADeletedOneIsNeverChargedAndStaysOnTheBill) {
    const auto made = buy();
    ASSERT_TRUE(model.delete_fine_tune(made.id, now + hours(1)).ok());
    const auto bill = model.bill(now + hours(9));
    EXPECT_EQ(bill.credits_charged, 0u);
    EXPECT_EQ(bill.purchases.front().outcome, "deleted");
}

TEST_F(Training, RefusesWhatItCannotTrain) {
    auto refusal = [&](auto change) {
        auto wrong = order(dataset_with_a_file());
        change(wrong);
        return model.create_fine_tune(wrong, now).error();
    };
    use_profile(settings(), Profile::year_2026);
    EXPECT_EQ(refusal([](auto& r) { r.model_id = "sonic-2"; }).error_code, "model_sunsetted");
    EXPECT_EQ(refusal([](auto& r) { r.model_id = "sonic-99"; }).error_code, "model_not_found");
    EXPECT_EQ(refusal([](auto& r) { r.model_id = "sonic-3"; }).status, 400);
    EXPECT_EQ(refusal([](auto& r) { r.language = "xx"; }).error_code, "language_not_supported");
    EXPECT_EQ(refusal([](auto& r) { r.dataset = "dataset_none"; }).status, 404);
    EXPECT_TRUE(model.bill(now).purchases.empty());
}

TEST_F(Training, OnAnEmptyDatasetIsRefusedUnlessSet) {
    const auto dataset = model.create_dataset({"empty", ""}, now)->id;
    EXPECT_EQ(model.create_fine_tune(order(dataset), now).error().status, 400);
    settings().refuse_training_on_empty_dataset = false;
    EXPECT_TRUE(model.create_fine_tune(order(dataset), now).ok());
}

TEST_F(Training, OfTheSeedsModelWorksInItsOwnYear) {
    use_profile(settings(), Profile::year_2025);
    auto request = order(dataset_with_a_file());
    request.model_id = "sonic-2";
    EXPECT_TRUE(model.create_fine_tune(request, now).ok());
}

TEST_F(Training, CanCompleteWithoutEverShowingVoices) {
    settings().voices_never_show = true;
    const auto made = buy();
    EXPECT_EQ(status(made.id, hours(3)), "completed");
    EXPECT_TRUE(model.list_voices_of(made.id, {}, now + hours(99))->data.empty());
    EXPECT_EQ(model.bill(now + hours(99)).credits_charged, 1'000'000u);
}

}  // namespace
}  // namespace understudy::emulator::testing
