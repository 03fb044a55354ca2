// Credits: reserved before the request leaves, and spent or given back when it is known what became of it.
#include "core/ledger.hpp"

#include "jobs.hpp"

namespace understudy::testing {
namespace {

using std::chrono::minutes;

std::string kinds(const Step& step) {
    std::string all;
    for (const Movement& movement : step.movements)
        all += (all.empty() ? "" : " ") + std::string(kind_of(movement));
    return all;
}

Balance balance_of(const Step& step) {
    Balance balance;
    for (const Movement& movement : step.movements) balance = after(balance, movement);
    return balance;
}

Checked checked(const Job& job, std::vector<CloudFineTune> fine_tunes = {}) {
    return {listing_of(job), std::move(fine_tunes), "ZZZZZZZZZZZZZ", kNow.steady};
}

TEST(TheLedger, ReservesWithTheIntentInOneStep) {
    Job job = training(TrainingStep::checking);
    job.spec.labels = {{"client", "acme"}};
    const Step step = happened(job, checked(job));
    ASSERT_EQ(kinds(step), "reserved");
    EXPECT_EQ(step.movements[0].nonce, step.job.intents.back().nonce);
    EXPECT_EQ(step.movements[0].labels, job.spec.labels);
    EXPECT_EQ(step.movements[0].credits, credits_per_training);
    EXPECT_EQ(balance_of(step), (Balance{-credits_per_training, credits_per_training, 0}));
}

TEST(TheLedger, GivesBackWhatWasNotBought) {
    const Step refused =
        happened(training(TrainingStep::buying),
                 FineTuneCreated{failure(trouble(TroubleKind::refused, Certainty::refused, 422))});
    EXPECT_EQ(kinds(refused), "released");
    const Step lost = happened(training(TrainingStep::buying),
                               FineTuneCreated{failure(trouble(TroubleKind::transient, Certainty::unknown))});
    EXPECT_EQ(kinds(lost), "") << "it may have been bought";
}

TEST(TheLedger, SpendsWhatCompletesAndGivesBackWhatFails) {
    const Job job = training(TrainingStep::watching);
    const Step completed = happened(job, FineTuneSeen{fine_tune("completed")});
    EXPECT_EQ(kinds(completed), "spent");
    EXPECT_EQ(completed.movements[0].fine_tune_id, "fine_tune_1");
    EXPECT_EQ(completed.job.intents.back().charge, Charge::spent);
    EXPECT_EQ(kinds(happened(job, FineTuneSeen{fine_tune("failed")})), "released");
    EXPECT_EQ(kinds(happened(job, FineTuneSeen{fine_tune("running")})), "");
}

TEST(TheLedger, CountsAsSpentWhatNobodyFollowsAnyMore) {
    Job job = training(TrainingStep::watching);
    job.cancel_wished = job.keep_training = true;
    const auto canceled = advance(job, {}, kNow);
    ASSERT_TRUE(canceled);
    EXPECT_EQ(kinds(*canceled), "presumed_spent");
}

TEST(TheLedger, GivesBackWhatACancellationDeleted) {
    Job job = training(TrainingStep::watching);
    job.cancel_wished = true;
    job.run.call_out = true;
    EXPECT_EQ(kinds(happened(job, TrainingStopped{"fine_tune_1", Nothing{}})), "released");
    const Step gone = happened(
        job, TrainingStopped{"fine_tune_1", failure(trouble(TroubleKind::refused, Certainty::refused, 404))});
    EXPECT_EQ(kinds(gone), "presumed_spent") << "who removed it, and when, nobody knows";
    job.run.deletion_sent = true;
    job.run.missing = 9;
    const Step ours = happened(job, TrainingStopped{"fine_tune_1", Nothing{}, {}, true});
    EXPECT_EQ(kinds(ours), "released") << "we asked for it while it trained, and the answer was lost";
}

TEST(TheLedger, ReservesForWhatIsAdoptedInsteadOfBought) {
    const Job job = training(TrainingStep::checking);
    const Step step = happened(job, checked(job, {fine_tune("training", 1, "ANOTHERNONCE0", "fine_tune_7")}));
    EXPECT_EQ(training_step(step), TrainingStep::watching);
    EXPECT_EQ(kinds(step), "reserved");
}

TEST(TheLedger, RefundsWhatWasCountedAsSpentAndFailedAfterAll) {
    Job job = training(TrainingStep::watching);
    job.intents.back().charge = Charge::presumed;
    EXPECT_EQ(kinds(happened(job, FineTuneSeen{fine_tune("failed")})), "refunded");
    EXPECT_EQ(kinds(happened(job, FineTuneSeen{fine_tune("completed")})), "") << "it is spent already";
}

TEST(TheLedger, HasASecondFineTuneOfAJobToo) {
    Job job = training(TrainingStep::watching);
    const Step second = happened(job, FineTuneCreated{fine_tune("training", 1, kNonce, "fine_tune_2")});
    EXPECT_EQ(kinds(second), "reserved presumed_spent");
    EXPECT_EQ(second.job.intents.back().remote_id, "fine_tune_2");
}

TEST(TheLedger, CountsAPurchaseThatNobodyLooksForAnyMore) {
    Job job = training(TrainingStep::watching);
    job.intents.insert(job.intents.begin(), Intent{IntentKind::fine_tune,
                                                   1,
                                                   "UNSETTLED0000",
                                                   "",
                                                   IntentStatus::unknown,
                                                   "",
                                                   {},
                                                   {},
                                                   Charge::reserved});
    const Step seen = happened(job, FineTuneSeen{fine_tune("completed")});
    EXPECT_EQ(kinds(seen), "spent presumed_spent");
}

TEST(TheLedger, HasNothingOfWhatSomebodyElseBegan) {
    Job job = training(TrainingStep::watching);
    job.intents.back().charge = Charge::foreign;
    EXPECT_EQ(kinds(happened(job, FineTuneSeen{fine_tune("completed")})), "");
    EXPECT_EQ(kinds(happened(job, FineTuneSeen{fine_tune("failed")})), "");
}

TEST(TheLedger, IsAlwaysZeroInAll) {
    Job job = training(TrainingStep::checking);
    Balance balance;
    const auto take = [&](Step step) {
        for (const Movement& movement : step.movements) balance = after(balance, movement);
        EXPECT_EQ(balance.available + balance.reserved + balance.spent, 0);
        job = std::move(step.job);
    };
    take(happened(job, checked(job)));
    take(happened(job, FineTuneCreated{fine_tune("training", 1, "ZZZZZZZZZZZZZ")}));
    take(happened(job, FineTuneSeen{fine_tune("completed")}));
    EXPECT_EQ(balance, (Balance{-credits_per_training, 0, credits_per_training}));
}

}  // namespace
}  // namespace understudy::testing
