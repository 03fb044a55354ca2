// A folder that is dropped becomes one job, whatever happens; what cannot becomes none, and says why.
#include "dropping.hpp"

namespace understudy::hot_folder {
namespace {

using std::chrono::minutes;
using State = HotFolderState;

TEST_F(Dropping, MakesOneDraftOnceAllHasSettled) {
    drop("Anna");
    studio.run_for(seconds{100});
    EXPECT_EQ(shown("Anna").state, State::waiting);
    folders.folders["/hot/Anna"].version = 2;
    studio.run_for(seconds{115});
    EXPECT_TRUE(jobs().empty()) << "it has changed meanwhile";
    studio.run_for(seconds{60});
    ASSERT_EQ(jobs().size(), 1u);
    const Job job = jobs().front().job;
    EXPECT_EQ(shown("Anna").state, State::taken);
    EXPECT_EQ(shown("Anna").job_id, job.id);
    EXPECT_EQ(job.spec.name, "Anna");
    EXPECT_EQ(job.spec.paths, std::vector<std::string>{"/hot/Anna"});
    EXPECT_EQ(studio.state(job.id), "draft");
    EXPECT_NE(studio.story(job.id).find("dropped as /hot/Anna"), std::string::npos) << studio.story(job.id);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_NE(told[0].find("/hot/Anna is job " + job.id), std::string::npos) << told[0];
}

TEST_F(Dropping, TakesAFolderOnceHoweverLongItLies) {
    drop("Anna");
    studio.run_for(minutes{5});
    const int walks = folders.walks["/hot/Anna"];
    studio.recordings.files["/hot/Anna/b.wav"] = {};
    folders.folders["/hot/Anna"].version = 2;
    studio.run_for(minutes{60});
    EXPECT_EQ(jobs().size(), 1u);
    EXPECT_EQ(folders.walks["/hot/Anna"], walks) << "what was taken is not walked through any more";
    EXPECT_EQ(folders.reads, 1);
}

TEST_F(Dropping, IsTakenOnceOverAKillAtEachMoment) {
    drop("Anna");
    for (std::uint64_t step = 0; jobs().empty() || step < 40; ++step) {
        ASSERT_LT(step, 1'000u);
        const std::uint64_t from = studio.loop.steps();
        studio.run_until([&] { return studio.loop.steps() >= from + step; }, minutes{3});
        kill_and_open();
    }
    studio.run_for(minutes{10});
    ASSERT_EQ(jobs().size(), 1u);
    EXPECT_EQ(shown("Anna").job_id, jobs().front().job.id);
}

TEST_F(Dropping, IsNotWalkedThroughAgainAfterARestart) {
    drop("Anna");
    studio.run_for(minutes{5});
    folders.walks.clear();
    kill_and_open();
    studio.run_for(minutes{5});
    EXPECT_EQ(shown("Anna").state, State::taken);
    EXPECT_EQ(shown("Anna").job_id, jobs().front().job.id);
    EXPECT_TRUE(folders.walks.empty());
    EXPECT_EQ(told.size(), 1u) << "it was said in the life before";
}

TEST_F(Dropping, IsNotMadeAgainWhenItsJobWasDeleted) {
    drop("Anna");
    studio.run_for(minutes{5});
    const std::string id = jobs().front().job.id;
    ASSERT_TRUE(
        studio.ask<Nothing>([&](Answer<Nothing> answer) { studio.driver->remove(id, std::move(answer)); })
            .ok());
    kill_and_open();
    studio.run_for(minutes{30});
    EXPECT_TRUE(jobs().empty());
    EXPECT_EQ(shown("Anna").state, State::taken);
    EXPECT_EQ(words("Anna").why, "Its job was deleted.");
    EXPECT_NE(words("Anna").cure.find("change voice.toml"), std::string::npos);
}

TEST_F(Dropping, IsTakenAgainWhenItsSheetHasChanged) {
    drop("Anna");
    studio.run_for(minutes{5});
    folders.folders["/hot/Anna"].sheet = std::string(good_sheet) + "# once more\n";
    studio.run_for(minutes{1});
    EXPECT_EQ(shown("Anna").state, State::waiting);
    studio.run_for(minutes{5});
    EXPECT_EQ(jobs().size(), 2u);
}

TEST_F(Dropping, StartsOnlyWhereTheConfigurationLetsIt) {
    drop("Anna", std::string(good_sheet) + "start = true\n");
    studio.run_for(minutes{5});
    const std::string draft = shown("Anna").job_id;
    EXPECT_EQ(studio.state(draft), "draft");
    EXPECT_NE(words("Anna").why.find("[hot_folder] start"), std::string::npos) << words("Anna").why;
    EXPECT_EQ(words("Anna").cure, "start it: understudy start " + draft);
    HotFolderPlan other = plan;
    other.start = true;
    watch->reconfigure(other);
    drop("Bob", std::string(good_sheet) + "start = true\n");
    drop("Cleo");
    studio.run_for(minutes{5});
    EXPECT_TRUE(studio.comes_to(shown("Bob").job_id, "completed"));
    EXPECT_EQ(studio.state(shown("Cleo").job_id), "draft") << "its sheet does not ask for it";
    EXPECT_EQ(studio.state(draft), "draft") << "what was taken stays as it is";
    kill_and_open();
    watch->reconfigure(other);
    studio.run_for(minutes{5});
    EXPECT_EQ(studio.state(draft), "draft") << "over a restart, too";
    EXPECT_NE(words("Anna").why.find("[hot_folder] start"), std::string::npos) << words("Anna").why;
}

TEST_F(Dropping, TellsMistakesOnceAndTakesItWhenTheyAreMended) {
    drop("Anna", "name = \"Anna\"\nlanguge = \"en\"\n");
    studio.run_for(minutes{10});
    EXPECT_EQ(shown("Anna").state, State::refused);
    EXPECT_NE(shown("Anna").why.find("did you mean language?"), std::string::npos) << shown("Anna").why;
    EXPECT_EQ(told.size(), 1u);
    EXPECT_EQ(folders.walks["/hot/Anna"], 0);
    folders.folders["/hot/Anna"].sheet = good_sheet;
    studio.run_for(minutes{5});
    EXPECT_EQ(jobs().size(), 1u);
}

TEST_F(Dropping, TriesWhatTheDeskRefusedOnlyWhenSomethingHasChanged) {
    drop("Anna", std::string(good_sheet) + "model_id = \"sonic-2\"\n");
    studio.recordings.files["/hot/Anna/a.wav"].size = 0;
    studio.run_for(minutes{5});
    EXPECT_EQ(shown("Anna").state, State::refused);
    EXPECT_NE(shown("Anna").why.find("model_id: "), std::string::npos) << shown("Anna").why;
    folders.folders["/hot/Anna"].sheet = good_sheet;
    studio.run_for(minutes{5});
    EXPECT_NE(shown("Anna").why.find("holds no bytes"), std::string::npos) << shown("Anna").why;
    studio.run_for(minutes{60});
    EXPECT_EQ(told.size(), 2u) << "each once";
    studio.recordings.files["/hot/Anna/a.wav"].size = 100;
    folders.folders["/hot/Anna"].version = 2;
    studio.run_for(minutes{5});
    EXPECT_EQ(jobs().size(), 1u);
}

TEST_F(Dropping, IsNotHeldUpByOthersThatAreRefused) {
    for (std::size_t at = 0; at < 2 * most_taken_a_look; ++at) {
        const std::string name = "bad " + std::to_string(at);
        drop(name);
        studio.recordings.files["/hot/" + name + "/a.wav"].size = 0;
    }
    drop("good");
    studio.run_for(minutes{6});
    EXPECT_EQ(shown("good").state, State::taken) << "what was refused is not tried at each look";
    EXPECT_EQ(shown("bad 7").state, State::refused);
}

TEST_F(Dropping, StaysTakenWhenItsSheetIsTouched) {
    drop("Anna");
    studio.run_for(minutes{5});
    folders.folders["/hot/Anna"].touched = 1;
    EXPECT_FALSE(studio.run_until([&] { return shown("Anna").state != State::taken; }, minutes{3}));
    EXPECT_EQ(folders.reads, 2);
}

TEST_F(Dropping, WaitsForWhatIsBeingCopied) {
    drop("Anna");
    folders.folders["/hot/Anna"].unfinished = "/hot/Anna/b.wav.part";
    studio.run_for(minutes{60});
    EXPECT_EQ(shown("Anna").state, State::waiting);
    EXPECT_NE(shown("Anna").why.find("b.wav.part"), std::string::npos);
    folders.folders["/hot/Anna"].unfinished.clear();
    studio.run_for(minutes{5});
    EXPECT_EQ(shown("Anna").state, State::taken);
}

/// Something is on its way into one folder.
struct BusyInbox : Inbox {
    explicit BusyInbox(simulated::Loop& io) : loop(io) {}
    simulated::Loop& loop;
    InboxView seen;
    void view(InboxReply<InboxView> reply) override {
        loop.post([this, reply] { reply(seen); });
    }
    [[nodiscard]] std::uint64_t max_file() const override { return 0; }
    void create(NewUpload, InboxReply<InboxUpload>) override {}
    void look(std::string, InboxReply<InboxUpload>) override {}
    void open(std::string, std::uint64_t, std::string, InboxReply<InboxUpload>) override {}
    void write(std::string, std::string, InboxReply<Nothing>) override {}
    void close(std::string, bool, InboxReply<InboxUpload>) override {}
    void remove(std::string, InboxReply<Nothing>) override {}
    void files(std::string, InboxReply<std::vector<InboxFile>>) override {}
    void remove_folder(std::string, InboxReply<Nothing>) override {}
};

TEST_F(Dropping, WaitsForAnUploadIntoItsFolderOfTheInbox) {
    BusyInbox busy(studio.loop);
    busy.seen.uploads = {{"upload_1", "Anna", "day 1/long.wav", 10, 5, {}, "", false}};
    inbox = &busy;
    open();
    drop("Anna");
    drop("Bob");
    studio.run_for(minutes{10});
    EXPECT_EQ(shown("Anna").why, "An upload into it has not come to its end yet.");
    EXPECT_EQ(shown("Bob").state, State::taken);
    busy.seen.uploads.clear();
    studio.run_for(minutes{5});
    EXPECT_EQ(shown("Anna").state, State::taken);
    watch.reset();
}

TEST_F(Dropping, TakesAThousandInTurns) {
    for (int at = 0; at < 1'000; ++at) drop(std::to_string(at));
    studio.run_for(seconds{125});
    EXPECT_EQ(jobs().size(), most_taken_a_look);
    studio.run_for(seconds{30});
    EXPECT_EQ(jobs().size(), 2 * most_taken_a_look);
    studio.run_for(minutes{40});
    EXPECT_EQ(jobs().size(), 1'000u);
}

TEST_F(Dropping, GoesOnWhenAWatchedFolderIsBack) {
    drop("Anna");
    folders.away["/hot"] = {422, "recording-not-found", "", "/hot is not there", ""};
    studio.run_for(minutes{10});
    ASSERT_EQ(told.size(), 1u) << "once";
    EXPECT_EQ(watch->report().watched.at(0).trouble, "/hot is not there");
    folders.away.clear();
    studio.run_for(minutes{5});
    EXPECT_EQ(watch->report().watched.at(0).trouble, "");
    EXPECT_EQ(jobs().size(), 1u);
}

TEST_F(Dropping, WaitsWhileTheDatabaseIsAway) {
    drop("Anna");
    studio.run_for(seconds{60});
    studio.store.full = true;
    studio.run_for(minutes{10});
    EXPECT_EQ(shown("Anna").state, State::waiting);
    studio.store.full = false;
    studio.run_for(minutes{10});
    EXPECT_EQ(jobs().size(), 1u);
}

TEST_F(Dropping, SleepsWithoutWatchedFolders) {
    watch->reconfigure({});
    EXPECT_TRUE(clock.asleep());
    EXPECT_TRUE(watch->report().watched.empty());
    const int asked = clock.asked;
    studio.run_for(minutes{60});
    EXPECT_EQ(clock.asked, asked);
    watch->reconfigure(plan);
    EXPECT_FALSE(clock.asleep());
}

TEST_F(Dropping, ForgetsWhatIsGone) {
    drop("Anna");
    studio.run_for(minutes{5});
    folders.folders.clear();
    studio.run_for(minutes{1});
    EXPECT_TRUE(watch->report().folders.empty());
    EXPECT_EQ(jobs().size(), 1u);
}

TEST_F(Dropping, AsksNothingAfterTheStop) {
    drop("Anna");
    studio.run_for(seconds{20});
    watch->stop();
    studio.run_for(minutes{10});
    EXPECT_TRUE(jobs().empty());
    EXPECT_TRUE(clock.asleep());
}

}  // namespace
}  // namespace understudy::hot_folder
