// The checker sees: each invariant fires at a state that breaks it, and not at one that does not.
#include "sim/checker.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/marker.hpp"

namespace understudy::simulated {
namespace {

constexpr const char* kJob = "job_00000000000000000000000000";

NewFineTune request(const std::string& nonce = "0000000000001", int attempt = 1) {
    return {"Anna", marked({kJob, attempt, nonce}, ""), "en", "sonic-3-2026-01-12", "dataset_1"};
}

Job training_job() {
    Job job;
    job.id = kJob;
    job.attempt = 1;
    job.state = Training{TrainingStep::buying, "", "", {}, {}};
    Intent intent;
    intent.attempt = 1;
    intent.nonce = "0000000000001";
    intent.digest = digest_of(request());
    job.intents = {intent};
    Recording recording;
    recording.cloud_name = "take.wav";
    recording.file.identity.size = 7;
    job.recordings = {recording};
    return job;
}

Purchase purchase(const std::string& id, const std::string& outcome = "running", Time at = {}) {
    Purchase bought;
    bought.fine_tune_id = id;
    bought.description = request().description;
    bought.outcome = outcome;
    bought.at = at;
    return bought;
}

const std::vector<CloudFile> kFiles{{"file_1", "take.wav", 7}};

TEST(TheChecker, SeesATerminalJobThatChanges) {
    Job before = training_job(), after = before;
    before.state = Canceled{};
    EXPECT_TRUE(broken_by_row(&before, after));
    after.state = Canceled{};
    EXPECT_FALSE(broken_by_row(&before, after));
}

TEST(TheChecker, SeesAnIntentThatIsForgottenOrReopened) {
    Job before = training_job(), after = before;
    after.intents.clear();
    EXPECT_TRUE(broken_by_row(&before, after));
    after = before;
    before.intents[0].status = IntentStatus::voided;
    EXPECT_TRUE(broken_by_row(&before, after));
    after.intents[0].status = IntentStatus::confirmed;
    EXPECT_FALSE(broken_by_row(&before, after)) << "a late arrival confirms what was void";
    after = before;
    after.attempt = 0;
    EXPECT_TRUE(broken_by_row(&before, after));
}

TEST(TheChecker, SeesAPaidRequestThatNoStoredIntentStandsFor) {
    const Job job = training_job();
    EXPECT_FALSE(broken_by_request(request(), &job, true));
    EXPECT_TRUE(broken_by_request(request(), nullptr, true));
    EXPECT_TRUE(broken_by_request(request(), &job, false)) << "the store is away";
    EXPECT_TRUE(broken_by_request(request("0000000000002"), &job, true)) << "another nonce";
    NewFineTune unmarked = request();
    unmarked.description = "no marker";
    EXPECT_TRUE(broken_by_request(unmarked, &job, true));
    Job settled = job;
    settled.intents[0].status = IntentStatus::unknown;
    EXPECT_TRUE(broken_by_request(request(), &settled, true)) << "sent again while its outcome is unknown";
    NewFineTune other = request();
    other.language = "de";
    EXPECT_TRUE(broken_by_request(other, &job, true)) << "not the request that was recorded";
}

TEST(TheChecker, SeesASecondLivePurchase) {
    const Job job = training_job();
    const Assumptions hold;
    EXPECT_FALSE(broken_by_purchase({purchase("a")}, kFiles, &job, hold));
    EXPECT_FALSE(broken_by_purchase({purchase("a", "failed"), purchase("b")}, kFiles, &job, hold));
    EXPECT_TRUE(broken_by_purchase({purchase("a"), purchase("b")}, kFiles, &job, hold));
    EXPECT_TRUE(broken_by_purchase({purchase("a", "completed"), purchase("b")}, kFiles, &job, hold));
}

TEST(TheChecker, ForgivesASecondPurchaseOnlyWhileTheFirstCannotBeSeen) {
    const Job job = training_job();
    Assumptions broken;
    broken.holds = false;
    const Time now = Time{} + std::chrono::hours{10};
    const auto late = purchase("b", "running", now);
    EXPECT_FALSE(
        broken_by_purchase({purchase("a", "running", now - seconds{60}), late}, kFiles, &job, broken));
    EXPECT_TRUE(broken_by_purchase({purchase("a"), late}, kFiles, &job, broken));
}

TEST(TheChecker, SeesADatasetThatIsNotTheManifest) {
    const Job job = training_job();
    const std::vector<CloudFile> twice{kFiles[0], kFiles[0]}, foreign{kFiles[0], {"f", "holiday.wav", 9}};
    Assumptions assumptions;
    EXPECT_TRUE(broken_by_purchase({purchase("a")}, {}, &job, assumptions));
    EXPECT_TRUE(broken_by_purchase({purchase("a")}, twice, &job, assumptions));
    assumptions.uploads_are_timely = false;
    EXPECT_FALSE(broken_by_purchase({purchase("a")}, twice, &job, assumptions));
    EXPECT_TRUE(broken_by_purchase({purchase("a")}, foreign, &job, assumptions));
    EXPECT_TRUE(broken_by_purchase({purchase("a")}, {}, &job, assumptions));
}

TEST(TheChecker, SeesAJobThatNobodyCaresFor) {
    Job job = training_job();
    EXPECT_TRUE(broken_by_neglect(job, Attention::none));
    EXPECT_FALSE(broken_by_neglect(job, Attention::due));
    EXPECT_FALSE(broken_by_neglect(job, Attention::held));
    job.state = Failed{};
    EXPECT_FALSE(broken_by_neglect(job, Attention::none)) << "it rests";
}

TEST(TheChecker, SeesABillThatIsNotTheLedger) {
    Job job = training_job();
    job.intents[0].status = IntentStatus::confirmed;
    job.intents[0].remote_id = "fine_tune_a";
    const auto bill = [](std::initializer_list<const char*> ids) {
        std::vector<Purchase> all;
        for (const char* id : ids) all.push_back(purchase(id));
        return all;
    };
    EXPECT_FALSE(broken_ledger(bill({"fine_tune_a"}), {job}, {}, {}));
    EXPECT_TRUE(broken_ledger(bill({}), {job}, {}, {})) << "nobody was paid";
    EXPECT_TRUE(broken_ledger(bill({"fine_tune_a", "fine_tune_b"}), {job}, {}, {}));
    EXPECT_FALSE(broken_ledger(bill({"fine_tune_a", "fine_tune_b"}), {job}, {"fine_tune_b"}, {}));
    EXPECT_FALSE(broken_ledger(bill({"fine_tune_b"}), {}, {}, {kJob})) << "a person deleted the job";
}

TEST(TheChecker, SeesAtAnyTimeALedgerWithWhatIsNotOnTheBill) {
    Job job = training_job();
    job.intents[0].status = IntentStatus::confirmed;
    job.intents[0].remote_id = "fine_tune_a";
    EXPECT_TRUE(broken_confirmations({}, {job}));
    EXPECT_FALSE(broken_confirmations({purchase("fine_tune_a"), purchase("fine_tune_b")}, {job}))
        << "the second one's answer may be under way";
}

TEST(TheChecker, SeesALedgerThatIsNotTheBillAtTheNextPurchase) {
    World world;
    Checker checker(world);
    Job invented = training_job();
    invented.intents[0].status = IntentStatus::confirmed;
    invented.intents[0].remote_id = "fine_tune_invented";
    world.store.jobs[kJob] = invented;
    NewFineTune sent = request();
    sent.dataset = world.cloud.add_dataset("mine");
    world.cloud.add_file(sent.dataset, "take.wav", 7);
    world.cloud.create_fine_tune(sent, [](auto) {});
    world.run_for(seconds{1});
    const auto& seen = checker.violations();
    EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [](const std::string& what) {
        return what.find("fine_tune_invented, and the bill does not") != std::string::npos;
    }));
}

TEST(TheChecker, SeesInAWorldWhatGoesPastTheDriver) {
    World world;
    Checker checker(world);
    const std::string dataset = world.cloud.add_dataset("mine");
    world.cloud.add_file(dataset, "take.wav", 7);
    NewFineTune sent = request();
    sent.dataset = dataset;
    world.cloud.create_fine_tune(sent, [](auto) {});
    world.cloud.create_fine_tune(sent, [](auto) {});
    world.run_for(seconds{1});
    EXPECT_EQ(checker.violations().size(), 5u)
        << "two requests without an intent, two purchases without a reservation, one purchase too many";
}

TEST(TheChecker, SeesAJobThatIsLostAfterItWasAcknowledged) {
    World world;
    Checker checker(world);
    world.store.jobs[kJob] = training_job();
    checker.acknowledged(kJob);
    EXPECT_TRUE(checker.violations().empty());
    world.store.jobs.clear();
    checker.after_step();
    EXPECT_EQ(checker.violations().size(), 1u);
}

TEST(TheChecker, SeesAJobThatNobodyCaredForHoweverShortly) {
    World world;
    Checker checker(world);
    world.start();
    world.run_for(seconds{1});
    Job unseen = training_job();  // past the driver
    unseen.state = Uploading{};
    world.store.jobs[kJob] = unseen;
    checker.after_step();
    world.run_for(milliseconds{500});
    checker.after_step();
    EXPECT_TRUE(checker.violations().empty()) << "it may be between two hands";
    world.run_for(seconds{1});
    world.store.jobs[kJob].state = Canceled{};  // in this step somebody cares; until it nobody did
    checker.after_step();
    ASSERT_EQ(checker.violations().size(), 1u);
    checker.after_step();
    EXPECT_EQ(checker.violations().size(), 1u) << "it is said once";
}

}  // namespace
}  // namespace understudy::simulated
