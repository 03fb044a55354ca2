// Every failure class, at every place where it can strike.
#include "core/explain.hpp"
#include "jobs.hpp"

namespace understudy::testing {
namespace {

TEST(ATransientTrouble, IsWaitedOutWithFullJitterAndCostsNoAttempt) {
    const Step step = happened(
        uploading(), FileUploaded{0, "0.aaaaaaaaaaaa.wav",
                                  failure(trouble(TroubleKind::transient, Certainty::refused, 503))});
    EXPECT_EQ(state_of(step), "uploading");
    EXPECT_FALSE(step.job.hold);
    EXPECT_EQ(step.job.run.not_before, kNow.steady + milliseconds{500})
        << "half of a second, the dice being 0.5";
    EXPECT_TRUE(next(step.job, {}, kNow).actions.empty());
    EXPECT_EQ(next(step.job, {}, kNow).wake_at, step.job.run.not_before);
    EXPECT_EQ(actions_of<UploadFile>(step.job, later(seconds{1})).size(), 2u);
}

TEST(ATransientTrouble, ObeysRetryAfter) {
    Trouble slow_down = trouble(TroubleKind::transient, Certainty::refused, 429);
    slow_down.retry_after = seconds{90};
    const Step step = happened(training(TrainingStep::buying), FineTuneCreated{failure(slow_down)});
    EXPECT_EQ(training_step(step), TrainingStep::checking) << "429 is proven not executed";
    EXPECT_EQ(step.job.run.not_before, kNow.steady + seconds{90});
}

TEST(RefusedCredentials, HoldWhateverSends) {
    const Trouble refused = trouble(TroubleKind::credentials, Certainty::refused, 401);
    EXPECT_EQ(hold_of(happened(uploading(UploadingStep::creating_dataset), DatasetCreated{failure(refused)})),
              "credentials");
    EXPECT_EQ(hold_of(happened(uploading(), FileUploaded{0, "0.aaaaaaaaaaaa.wav", failure(refused)})),
              "credentials");
    EXPECT_EQ(hold_of(happened(training(TrainingStep::buying), FineTuneCreated{failure(refused)})),
              "credentials");
}

TEST(RefusedCredentials, DoNotHoldWhatOnlyLooks) {
    const Trouble refused = trouble(TroubleKind::credentials, Certainty::refused, 401);
    EXPECT_EQ(hold_of(happened(training(TrainingStep::settling), Reconciled{failure(refused)})), "");
    EXPECT_EQ(hold_of(happened(training(TrainingStep::collecting), VoicesListed{failure(refused)})), "");
}

TEST(LackingFunds, HoldTheJobUntilTheyMayBeThereAgain) {
    const Step held =
        happened(training(TrainingStep::buying),
                 FineTuneCreated{failure(trouble(TroubleKind::funds, Certainty::refused, 402))});
    EXPECT_EQ(hold_of(held), "funds");
    EXPECT_TRUE(next(held.job, {}, kNow).actions.empty());
    const Step again = happened(held.job, CauseGone{HoldReason::funds, "tried again"});
    EXPECT_EQ(hold_of(again), "");
    EXPECT_EQ(actions_of<CheckBeforeSpend>(again.job).size(), 1u);
}

std::string request_id_of(const HistoryEvent& event) {
    for (const auto& [name, value] : event.data)
        if (name == "request_id") return value;
    return "";
}

TEST(WhatFollowsFromAnAnswer, IsTracedToTheCloudsRequest) {
    struct Case {
        TroubleKind kind;
        Certainty certainty;
        int status;
    };
    for (const auto& [kind, certainty, status] : {Case{TroubleKind::transient, Certainty::refused, 429},
                                                  Case{TroubleKind::funds, Certainty::refused, 402},
                                                  Case{TroubleKind::credentials, Certainty::refused, 401},
                                                  Case{TroubleKind::refused, Certainty::refused, 422},
                                                  Case{TroubleKind::transient, Certainty::unknown, 500}}) {
        Trouble answer = trouble(kind, certainty, status);
        answer.request_id = "r-7";
        for (const Step& step :
             {happened(training(TrainingStep::buying), FineTuneCreated{failure(answer)}),
              happened(uploading(UploadingStep::creating_dataset), DatasetCreated{failure(answer)})}) {
            EXPECT_FALSE(step.events.empty()) << status;
            for (const HistoryEvent& event : step.events)
                EXPECT_EQ(request_id_of(event), "r-7") << event.type;
        }
    }
}

TEST(WhatFollowsFromAnAnswer, IsExplainedWithTheCloudsRequest) {
    const Step step =
        happened(training(TrainingStep::buying),
                 FineTuneCreated{failure(trouble(TroubleKind::transient, Certainty::refused, 429))});
    const std::string why = explain(step.job, {}, kNow).why;
    EXPECT_NE(why.find("The cloud's id of the request: req-1."), std::string::npos) << why;
}

TEST(WhatFollowsFromAnAnswer, HasNoRequestWhereTheCloudNamedNone) {
    Trouble refused = trouble(TroubleKind::refused, Certainty::refused, 422);
    refused.request_id.clear();
    const Step step = happened(training(TrainingStep::buying), FineTuneCreated{failure(refused)});
    for (const HistoryEvent& event : step.events)
        for (const auto& [name, value] : event.data) EXPECT_NE(name, "request_id");
}

TEST(ACauseThatIsGone, EndsNoOtherHold) {
    Job job = uploading();
    job.hold = Hold{HoldReason::paused, kNow.wall, "release it"};
    EXPECT_EQ(hold_of(happened(job, CauseGone{HoldReason::credentials, "the key works"})), "paused");
}

TEST(AnUnknownOutcome, OfThePaidCallSettlesAndSendsNothing) {
    for (const int status : {408, 409, 500, 503}) {
        const Step step =
            happened(training(TrainingStep::buying),
                     FineTuneCreated{failure(trouble(TroubleKind::transient, Certainty::unknown, status))});
        EXPECT_EQ(training_step(step), TrainingStep::settling);
        EXPECT_EQ(step.job.intents.back().status, IntentStatus::unknown);
        EXPECT_TRUE(actions_of<CreateFineTune>(step.job).empty());
        EXPECT_EQ(actions_of<Reconcile>(step.job).size(), 1u);
    }
}

TEST(AnUnknownOutcome, OfAnUploadIsListedBeforeTheFileIsSentAgain) {
    const Step step = happened(
        uploading(),
        FileUploaded{0, "0.aaaaaaaaaaaa.wav", failure(trouble(TroubleKind::transient, Certainty::unknown))});
    EXPECT_EQ(step.job.recordings[0].delivery, Delivery::uncertain);
    const Now then = later(seconds{2});
    EXPECT_EQ(actions_of<ListFiles>(step.job, then).size(), 1u);
    for (const UploadFile& upload : actions_of<UploadFile>(step.job, then)) EXPECT_NE(upload.position, 0u);
}

TEST(AnUnknownOutcome, OfAnUploadIsNotDecidedByAListingThatIsOlder) {
    Step step = happened(
        uploading(),
        FileUploaded{0, "0.aaaaaaaaaaaa.wav", failure(trouble(TroubleKind::transient, Certainty::unknown))},
        later(seconds{5}));
    step = happened(step.job, FilesListed{std::vector<CloudFile>{}, kNow.steady + seconds{1}},
                    later(seconds{6}));
    EXPECT_EQ(step.job.recordings[0].delivery, Delivery::uncertain);
    step = happened(step.job, FilesListed{std::vector<CloudFile>{}, kNow.steady + seconds{7}},
                    later(seconds{8}));
    EXPECT_EQ(step.job.recordings[0].delivery, Delivery::pending);
}

TEST(AListingThatLags, IsAskedAgainBeforeAnAcceptedFileIsSentAgain) {
    Job job = uploading();
    for (Recording& recording : job.recordings) recording.delivery = Delivery::sent;
    Now now = kNow;
    for (int look = 0; look < 5; ++look) {
        job = happened(job, FilesListed{std::vector<CloudFile>{}, now.steady}, now).job;
        EXPECT_EQ(job.recordings[0].delivery, Delivery::sent) << "look " << look;
        now.steady = job.run.not_before;
    }
    job = happened(job, FilesListed{std::vector<CloudFile>{}, now.steady}, now).job;
    EXPECT_EQ(job.recordings[0].delivery, Delivery::pending);
}

TEST(ARecordingThatChanged, HoldsTheJobAndNamesTheFile) {
    const Step step = happened(
        uploading(), FileUploaded{1, "1.aaaaaaaaaaaa.wav", failure(trouble(TroubleKind::recording_changed))});
    EXPECT_EQ(hold_of(step), "recordings_changed");
    EXPECT_NE(step.events.back().cause.find("/srv/anna/1.wav"), std::string::npos);
}

TEST(FiveBrokenConnectionsAtOneFile, HoldTheJobAndNameTheFile) {
    Job job = uploading();
    for (int i = 0; i < 4; ++i) {
        job = happened(job, FileUploaded{1, "1.aaaaaaaaaaaa.wav", failure(trouble(TroubleKind::transient))})
                  .job;
        EXPECT_FALSE(job.hold);
    }
    const Step step =
        happened(job, FileUploaded{1, "1.aaaaaaaaaaaa.wav", failure(trouble(TroubleKind::transient))});
    EXPECT_EQ(hold_of(step), "quarantined");
    EXPECT_NE(step.job.hold->needs.find("/srv/anna/1.wav"), std::string::npos);
}

TEST(ForeignFiles, HoldTheJobAndAreNeverDeleted) {
    Job job = uploading();
    auto listing = listing_of(job);
    listing.push_back({"file_x", "holiday.wav", 5});
    const Step step = happened(job, FilesListed{listing, kNow.steady});
    EXPECT_EQ(hold_of(step), "recordings_changed");
    EXPECT_TRUE(step.job.run.surplus.empty());
}

TEST(OurOwnSecondCopy, IsDeletedOnceEverythingIsThere) {
    Job job = uploading();
    auto listing = listing_of(job);
    listing.push_back({"file_twice", listing[0].filename, listing[0].size});
    const Step step = happened(job, FilesListed{listing, kNow.steady});
    EXPECT_EQ(state_of(step), "uploading");
    ASSERT_EQ(actions_of<DeleteFile>(step.job).size(), 1u);
    EXPECT_EQ(actions_of<DeleteFile>(step.job)[0].file_id, "file_twice");
}

TEST(AFileThatWasCutShort, IsSentAgainAndTheStumpDeletedAfterwards) {
    Job job = uploading();
    auto listing = listing_of(job);
    listing[0].size -= 1;
    for (Recording& recording : job.recordings) recording.delivery = Delivery::uncertain;
    const Step step = happened(job, FilesListed{listing, kNow.steady});
    EXPECT_EQ(actions_of<UploadFile>(step.job).size(), 1u);
    EXPECT_TRUE(actions_of<DeleteFile>(step.job).empty());
    EXPECT_EQ(step.job.run.surplus.size(), 1u);
}

TEST(ANamedDataset, IsNeverDeletedFrom) {
    Job job = uploading();
    job.own_dataset = false;
    auto listing = listing_of(job);
    listing.push_back({"file_twice", listing[0].filename, listing[0].size});
    const Step step = happened(job, FilesListed{listing, kNow.steady});
    EXPECT_TRUE(step.job.run.surplus.empty());
}

TEST(AFineTuneThatIsMissingById, VanishesOnlyAtTheThird404) {
    Job job = training(TrainingStep::watching);
    const FineTuneUnseen gone{trouble(TroubleKind::refused, Certainty::refused, 404)};
    job = happened(job, gone).job;
    job = happened(job, gone).job;
    EXPECT_FALSE(job.hold);
    job = happened(job, gone).job;
    EXPECT_EQ(job.hold->reason, HoldReason::vanished);
    EXPECT_EQ(actions_of<Watch>(job).size(), 1u) << "it is watched all the same";
    EXPECT_FALSE(happened(job, FineTuneSeen{fine_tune("training")}).job.hold);
}

TEST(ABrokenInvariant, QuarantinesTheJob) {
    EXPECT_EQ(hold_of(happened(uploading(), Quarantined{"a rule was broken"})), "quarantined");
    EXPECT_THROW((void)happened(training(TrainingStep::watching), DatasetCreated{CloudDataset{"d", "", ""}}),
                 BrokenInvariant);
}

}  // namespace
}  // namespace understudy::testing
