// Never pay twice, step by step, as pure decisions.
#include "jobs.hpp"

namespace understudy::testing {
namespace {

Checked checked(const Job& job, std::vector<CloudFineTune> fine_tunes = {}) {
    return {listing_of(job), std::move(fine_tunes), "ZZZZZZZZZZZZZ", kNow.steady};
}

TEST(BeforeMoney, BothListingsComeFirst) {
    const Job job = training(TrainingStep::checking);
    EXPECT_EQ(actions_of<CheckBeforeSpend>(job).size(), 1u);
    EXPECT_TRUE(actions_of<CreateFineTune>(job).empty());
}

TEST(BeforeMoney, TheIntentIsWrittenWithTheMarkerFirstInTheRequest) {
    const Job job = training(TrainingStep::checking);
    const Step step = happened(job, checked(job));
    EXPECT_EQ(training_step(step), TrainingStep::buying);
    EXPECT_EQ(step.job.attempt, 1);
    ASSERT_EQ(step.job.intents.size(), 1u);
    EXPECT_EQ(step.job.intents[0].status, IntentStatus::open);
    const auto buys = actions_of<CreateFineTune>(step.job);
    ASSERT_EQ(buys.size(), 1u);
    EXPECT_EQ(buys[0].request.description, "[understudy:" + kJobId + ".1.ZZZZZZZZZZZZZ] a voice");
    EXPECT_TRUE(needs_durable(buys[0]));
}

TEST(ThePurchase, StandsInTheHistoryWithTheCloudsIdOfItsRequest) {
    const Job job = training(TrainingStep::checking);
    const Step buying = happened(job, checked(job));
    CloudFineTune made = fine_tune("created");
    made.request_id = "req_7";
    const Step bought = happened(buying.job, FineTuneCreated{made});
    const auto told = std::find_if(bought.events.begin(), bought.events.end(), [](const HistoryEvent& event) {
        return event.type == "intent_confirmed";
    });
    ASSERT_NE(told, bought.events.end());
    EXPECT_TRUE(std::find(told->data.begin(), told->data.end(),
                          std::pair<std::string, std::string>("request_id", "req_7")) != told->data.end());
}

TEST(BeforeMoney, ADatasetThatDiffersFromTheManifestIsPutRightFirst) {
    const Job job = training(TrainingStep::checking);
    Checked check = checked(job);
    check.files.value().pop_back();
    const Step step = happened(job, check, later(seconds{1}));
    EXPECT_EQ(state_of(step), "uploading");
    EXPECT_TRUE(step.job.intents.empty());
}

TEST(BeforeMoney, AFailedListingBuysNothing) {
    const Job job = training(TrainingStep::checking);
    Checked check = checked(job);
    check.fine_tunes = failure(trouble(TroubleKind::transient, Certainty::unknown));
    const Step step = happened(job, check);
    EXPECT_EQ(training_step(step), TrainingStep::checking);
    EXPECT_TRUE(step.job.intents.empty());
    EXPECT_TRUE(actions_of<CreateFineTune>(step.job).empty());
    check = checked(job);
    check.files = failure(trouble(TroubleKind::transient, Certainty::unknown));
    EXPECT_TRUE(happened(job, check).job.intents.empty());
}

TEST(BeforeMoney, WhatStandsInTheCloudInThisJobsNameIsAdopted) {
    const Job job = training(TrainingStep::checking);
    const Step step = happened(job, checked(job, {fine_tune("training", 2, "RESTORED00000", "fine_tune_9")}));
    EXPECT_EQ(training_step(step), TrainingStep::watching);
    EXPECT_EQ(std::get<Training>(step.job.state).fine_tune_id, "fine_tune_9");
    EXPECT_EQ(step.job.attempt, 2) << "the backup was older than two attempts";
    EXPECT_EQ(step.job.intents.back().status, IntentStatus::confirmed);
}

TEST(BeforeMoney, AFineTuneThatTheJobKnowsIsNotAdoptedAgain) {
    Job job = training(TrainingStep::watching);
    job.state = Training{};
    job.attempt_open = false;
    const Step step = happened(job, checked(job, {fine_tune("failed")}));
    EXPECT_EQ(training_step(step), TrainingStep::buying);
    EXPECT_EQ(step.job.attempt, 2);
}

TEST(BeforeMoney, AnotherJobsFineTuneIsNeverAdopted) {
    const Job job = training(TrainingStep::checking);
    CloudFineTune other = fine_tune("training", 1, "OTHER", "fine_tune_7");
    other.description = marked({"job_01JD0000000000000000000001", 1, "OTHER"}, "");
    EXPECT_EQ(training_step(happened(job, checked(job, {other}))), TrainingStep::buying);
}

TEST(BeforeMoney, AHoldOrAWishToCancelStopsEvenAfterTheListings) {
    Job held = training(TrainingStep::checking);
    held.hold = Hold{HoldReason::paused, kNow.wall, ""};
    EXPECT_TRUE(happened(held, checked(held)).job.intents.empty());
    Job wished = training(TrainingStep::checking);
    wished.cancel_wished = true;
    EXPECT_TRUE(happened(wished, checked(wished)).job.intents.empty());
}

TEST(ThePaidRequest, MustBeTheOneThatTheIntentRecorded) {
    Job job = training(TrainingStep::buying);
    job.spec.model_id = "sonic-4";
    EXPECT_THROW((void)next(job, {}, kNow), BrokenInvariant);
}

TEST(AnEchoWithoutTheMarker, IsRememberedAndLaterUnknownOutcomesNeedAPerson) {
    CloudFineTune silent = fine_tune("created");
    silent.description = "a voice";
    const Step bought = happened(training(TrainingStep::buying), FineTuneCreated{silent});
    EXPECT_EQ(training_step(bought), TrainingStep::watching);
    EXPECT_TRUE(bought.job.echo_lost);
    Job next_time = training(TrainingStep::buying, 2);
    next_time.echo_lost = true;
    EXPECT_EQ(hold_of(happened(
                  next_time, FineTuneCreated{failure(trouble(TroubleKind::transient, Certainty::unknown))})),
              "unknown_outcome");
}

/// Looks `times` times, `apart`, and sees `listing`.
Job looked(Job job, int times, Duration apart, std::vector<CloudFineTune> listing = {}) {
    for (int look = 0; look < times; ++look)
        job = happened(job, Reconciled{listing}, later(apart * look)).job;
    return job;
}

TEST(Settling, IsVoidOnlyAfterThreeListingsOverTheWholeWindow) {
    const Job settling = training(TrainingStep::settling);
    EXPECT_EQ(looked(settling, 2, std::chrono::minutes{10}).intents.back().status, IntentStatus::unknown);
    EXPECT_EQ(looked(settling, 3, std::chrono::minutes{4}).intents.back().status, IntentStatus::unknown);
    EXPECT_EQ(looked(settling, 3, std::chrono::minutes{5}).intents.back().status, IntentStatus::voided);
}

TEST(Settling, DoesNotCountListingsThatFailed) {
    Job job = looked(training(TrainingStep::settling), 2, std::chrono::minutes{5});
    job = happened(job, Reconciled{failure(trouble(TroubleKind::transient))}, later(std::chrono::minutes{10}))
              .job;
    EXPECT_EQ(job.intents.back().status, IntentStatus::unknown);
}

TEST(Settling, AdoptsWhatCarriesTheNonce) {
    const Step step =
        happened(training(TrainingStep::settling), Reconciled{std::vector{fine_tune("training")}});
    EXPECT_EQ(training_step(step), TrainingStep::watching);
    EXPECT_EQ(step.job.intents.back().remote_id, "fine_tune_1");
}

TEST(Settling, DoesNotAdoptAnotherNonceOfTheSameJob) {
    const Step step = happened(training(TrainingStep::settling),
                               Reconciled{std::vector{fine_tune("training", 1, "ANOTHERNONCE0")}});
    EXPECT_EQ(training_step(step), TrainingStep::settling);
}

TEST(Settling, IsAPersonsWhenSomethingUnexplainedStandsOnOurDataset) {
    CloudFineTune stranger = fine_tune("training", 1, kNonce, "fine_tune_s");
    stranger.description = "";
    const Job job = looked(training(TrainingStep::settling), 3, std::chrono::minutes{5}, {stranger});
    ASSERT_TRUE(job.hold);
    EXPECT_EQ(job.hold->reason, HoldReason::unknown_outcome);
    EXPECT_EQ(job.intents.back().status, IntentStatus::unknown);
}

TEST(Settling, KnowsWhatStoodOnTheDatasetBefore) {
    CloudFineTune before = fine_tune("completed", 1, kNonce, "fine_tune_s");
    before.description = "by hand";
    Job job = training(TrainingStep::settling);
    std::get<Training>(job.state).standing = {"fine_tune_s"};
    EXPECT_EQ(looked(job, 3, std::chrono::minutes{5}, {before}).intents.back().status, IntentStatus::voided);
}

TEST(Settling, LooksSoonThenEvenlyThenAtTheEndOfTheWindow) {
    Job job = training(TrainingStep::settling);
    job = happened(job, Reconciled{std::vector<CloudFineTune>{}}).job;
    EXPECT_EQ(next(job, {}, kNow).wake_at, kNow.steady + seconds{10});
    job = happened(job, Reconciled{std::vector<CloudFineTune>{}}, later(std::chrono::minutes{8})).job;
    EXPECT_EQ(next(job, {}, later(std::chrono::minutes{8})).wake_at,
              kNow.steady + std::chrono::minutes{8} + seconds{20});
}

TEST(ARestart, MakesAnOpenIntentUnknown) {
    Job job = training(TrainingStep::buying);
    auto step = recover(job, {}, kNow);
    ASSERT_TRUE(step);
    EXPECT_EQ(training_step(*step), TrainingStep::settling);
    EXPECT_EQ(step->job.intents.back().status, IntentStatus::unknown);
    Job settled = training(TrainingStep::watching);
    EXPECT_FALSE(recover(settled, {}, kNow));
}

Job with_void_intent(TrainingStep step) {
    Job job = training(step, 2);
    job.intents.insert(job.intents.begin(), Intent{IntentKind::fine_tune, 2, "VOIDED0000000", "",
                                                   IntentStatus::voided, "", kNow.wall, kNow.wall});
    return job;
}

TEST(ALateArrival, HoldsTheJobBeforeAnyFurtherSpend) {
    const Step step = happened(with_void_intent(TrainingStep::buying),
                               LateArrival{fine_tune("training", 2, "VOIDED0000000", "fine_tune_late")});
    EXPECT_EQ(hold_of(step), "unknown_outcome");
    EXPECT_TRUE(actions_of<CreateFineTune>(step.job).empty());
}

TEST(ALateArrival, IsAdoptedWhileNothingElseWasBoughtForTheAttempt) {
    Job job = with_void_intent(TrainingStep::watching);
    job.intents.pop_back();
    job.state = Training{};
    const Step step = happened(job, LateArrival{fine_tune("training", 2, "VOIDED0000000", "fine_tune_late")});
    EXPECT_EQ(training_step(step), TrainingStep::watching);
}

TEST(ALateArrival, ThatAPersonAdoptedAlreadyCountsOnce) {
    Job job = with_void_intent(TrainingStep::watching);
    job.intents.back().remote_id = "fine_tune_late";
    const Step step = happened(job, LateArrival{fine_tune("training", 2, "VOIDED0000000", "fine_tune_late")});
    EXPECT_EQ(step.job.intents.front().status, IntentStatus::voided);
    EXPECT_EQ(hold_of(step), "");
    EXPECT_EQ(step.job.intents.front().charge, Charge::none);
}

TEST(ALateArrival, ThatLivesIsFollowedWhenTheOneBesideItFailed) {
    Job job = training(TrainingStep::watching);
    job.intents.push_back(job.intents.back());
    job.intents.back().nonce = "LATEARRIVED00", job.intents.back().remote_id = "fine_tune_late";
    job.attempt_open = false;
    job.state = Training{};
    const auto listing = [](const std::string& late) {
        return std::vector{fine_tune("failed"), fine_tune(late, 1, "LATEARRIVED00", "fine_tune_late")};
    };
    const Step step = happened(job, Checked{listing_of(job), listing("training"), "FRESH00000000"});
    EXPECT_EQ(training_step(step), TrainingStep::watching);
    EXPECT_EQ(fine_tune_of(step.job), "fine_tune_late");
    const Step none = happened(job, Checked{listing_of(job), listing("failed"), "FRESH00000000"});
    EXPECT_EQ(training_step(none), TrainingStep::buying);
    job.spec.language = "de";
    const Step other = happened(job, Checked{listing_of(job), listing("training"), "FRESH00000000"});
    EXPECT_EQ(training_step(other), TrainingStep::buying) << "it is not what is wanted now";
}

TEST(ALateArrival, ThatAPersonPrefersIsSeenAlsoWhenBothAreCompleted) {
    Job job = training(TrainingStep::collecting);
    std::get<Training>(job.state).cloud_status = "completed";
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "decide"};
    auto step = command(job, ResolveCommand{true, "fine_tune_late", "it is better"}, {}, kNow);
    ASSERT_TRUE(step.ok());
    const auto& followed = std::get<Training>(step->job.state);
    EXPECT_EQ(followed.fine_tune_id, "fine_tune_late");
    EXPECT_EQ(followed.cloud_status, "") << "what the other one was says nothing of this one";
}

TEST(TheOutcomeOfAnIntent, IsRecordedWhateverHappenedToTheJob) {
    Job job = training(TrainingStep::buying);
    job.cancel_wished = true;
    job.run.call_out = true;
    const Step step = happened(job, FineTuneCreated{fine_tune("created")});
    EXPECT_EQ(step.job.intents.back().remote_id, "fine_tune_1");
}

TEST(ACancelBeforeTheRequestBegan, VoidsTheIntentAsNeverSent) {
    auto wished = command(training(TrainingStep::buying), CancelCommand{}, {}, kNow);
    auto step = advance(wished->job, {}, kNow);
    ASSERT_TRUE(step);
    EXPECT_EQ(state_of(*step), "canceled");
    EXPECT_EQ(step->job.intents.back().status, IntentStatus::voided);
}

TEST(AMarker, IsReadBackFromTheBeginningOfADescriptionOnly) {
    const Marker marker{kJobId, 3, kNonce};
    EXPECT_EQ(marker_of(marked(marker, "text")), marker);
    EXPECT_EQ(marker_of(marked(marker, "")), marker);
    EXPECT_EQ(marker_of("text " + to_text(marker)), std::nullopt);
    EXPECT_EQ(marker_of(marked(marker, marked({kJobId, 9, "X"}, ""))), marker);
    for (const char* broken :
         {"", "[understudy:", "[understudy:x.1.n]", "[understudy:job_01JD0000000000000000000000.x.n]",
          "[understudy:job_01JD0000000000000000000000.1.]", "[understudy:job_01JD0000000000000000000000.1.n"})
        EXPECT_EQ(marker_of(broken), std::nullopt) << broken;
}

TEST(AJobsId, SortsByTimeAndHasOneForm) {
    const std::string early = make_job_id(kNow.wall, 1, 2),
                      late = make_job_id(kNow.wall + milliseconds{1}, 0, 0);
    EXPECT_LT(early, late);
    EXPECT_TRUE(is_job_id(early));
    EXPECT_FALSE(is_job_id("job_01jd0000000000000000000000"));
    EXPECT_FALSE(is_job_id("job_01JD"));
    EXPECT_FALSE(is_job_id("job_Z1JD0000000000000000000000"));
}

}  // namespace
}  // namespace understudy::testing
