// What starts by itself, and what only looks new: the same recordings under another name are never bought
// anew by themselves.
#include "dropping.hpp"

namespace understudy::hot_folder {
namespace {

using std::chrono::minutes;
using State = HotFolderState;
const std::string starting = std::string(good_sheet) + "start = true\n";

class Starting : public Dropping {
  protected:
    Starting() {
        plan.start = true;
        watch->reconfigure(plan);
    }
    void pause_spending(bool paused) {
        const auto done = studio.ask<ControlsView>([&](Answer<ControlsView> answer) {
            studio.driver->change_controls(ControlsChange{paused, {}, {}, "a look", "somebody"},
                                           std::move(answer));
        });
        EXPECT_TRUE(done.ok());
    }
    [[nodiscard]] bool was_told(const std::string& words) const {
        return std::any_of(told.begin(), told.end(),
                           [&](const auto& line) { return line.find(words) != std::string::npos; });
    }
};

TEST_F(Starting, DoesNotPayForTheSameRecordingsUnderAnotherName) {
    drop("Beto", starting);
    studio.run_for(minutes{5});
    const std::string first = shown("Beto").job_id;
    EXPECT_TRUE(studio.comes_to(first, "completed"));
    EXPECT_TRUE(was_told(") is started"));
    folders.folders.clear();
    before.job_id = first;
    drop("Beto2", starting);
    studio.run_for(minutes{10});
    const std::string second = shown("Beto2").job_id;
    ASSERT_NE(second, first);
    EXPECT_EQ(studio.state(second), "draft");
    EXPECT_EQ(words("Beto2").why,
              "It is a draft: its recordings are those of " + first + ", which was started before.");
    EXPECT_EQ(words("Beto2").cure, "start it, to pay for them once more: understudy start " + second);
    EXPECT_TRUE(was_told("is not started: its recordings are those of " + first));
    // Decided for good: not even when the first job is deleted, and over a restart.
    before.job_id.clear();
    kill_and_open();
    studio.run_for(minutes{30});
    EXPECT_EQ(studio.state(second), "draft");
    EXPECT_NE(words("Beto2").why.find(first), std::string::npos) << words("Beto2").why;
}

TEST_F(Starting, StartsOnceOverAKillAtEachMoment) {
    drop("Anna", starting);
    for (std::uint64_t step = 0; step < 60; ++step) {
        const std::uint64_t from = studio.loop.steps();
        studio.run_until([&] { return studio.loop.steps() >= from + step; }, minutes{3});
        kill_and_open();
    }
    studio.run_for(minutes{10});
    ASSERT_EQ(jobs().size(), 1u);
    EXPECT_TRUE(studio.comes_to(shown("Anna").job_id, "completed"));
    EXPECT_EQ(words("Anna").why, "Its job is completed.");
}

TEST_F(Starting, IsNotSaidOfWhatPreflightHolds) {
    drop("Anna", starting);
    studio.recordings.files["/hot/Anna/a.wav"].content = Content::no_sound;
    studio.run_for(minutes{10});
    ASSERT_EQ(shown("Anna").state, State::taken);
    EXPECT_EQ(words("Anna").why, "Its job is held (preflight) as draft.");
    EXPECT_NE(words("Anna").cure.find("override_preflight"), std::string::npos) << words("Anna").cure;
    EXPECT_FALSE(was_told(") is started"));
    EXPECT_FALSE(was_told("It was started"));
    EXPECT_EQ(before.asked, 0);
}

TEST_F(Starting, IsForAPersonWhereSpendingWasPausedAlsoAfterwards) {
    pause_spending(true);
    drop("Anna", starting);
    studio.run_for(minutes{5});
    pause_spending(false);
    kill_and_open();
    studio.run_for(minutes{10});
    EXPECT_EQ(studio.state(shown("Anna").job_id), "draft");
    EXPECT_NE(words("Anna").why.find("all spending was paused"), std::string::npos) << words("Anna").why;
}

TEST_F(Starting, SaysThatATakenFolderHasChangedSinceOverARestart) {
    drop("Anna");
    studio.run_for(minutes{5});
    EXPECT_FALSE(shown("Anna").changed);
    folders.folders["/hot/Anna"].version = 2;
    studio.run_for(minutes{1});
    EXPECT_TRUE(shown("Anna").changed);
    EXPECT_NE(words("Anna").note.find("change voice.toml (a comment is enough)"), std::string::npos);
    kill_and_open();
    studio.run_for(minutes{1});
    EXPECT_TRUE(shown("Anna").changed);
    folders.folders["/hot/Anna"].sheet = std::string(good_sheet) + "# once more\n";
    studio.run_for(minutes{5});
    EXPECT_FALSE(shown("Anna").changed);
    EXPECT_EQ(jobs().size(), 2u);
}

TEST_F(Starting, RefusesABadNameAndShowsItHarmlessly) {
    folders.folders["/hot/lat\xe9\n"].misnamed = "Its name is no UTF-8.";
    studio.run_for(minutes{5});
    const auto folders_shown = watch->report().folders;
    ASSERT_EQ(folders_shown.size(), 1u);
    EXPECT_EQ(folders_shown[0].path, "/hot/lat\\xe9\\x0a");
    EXPECT_EQ(folders_shown[0].state, State::refused);
    EXPECT_EQ(folders_shown[0].why, "Its name is no UTF-8.");
    EXPECT_EQ(folders_shown[0].cure, "rename it");
    EXPECT_TRUE(was_told("lat\\xe9\\x0a is not taken"));
}

TEST_F(Starting, WaitsWithARefusalUntilTheSheetHasSettled) {
    drop("Anna", "");
    studio.run_for(minutes{1});
    EXPECT_EQ(shown("Anna").state, State::waiting) << "it may be half copied";
    EXPECT_TRUE(told.empty());
    folders.folders["/hot/Anna"].sheet = "name = \"An";
    studio.run_for(seconds{90});
    EXPECT_EQ(shown("Anna").state, State::waiting) << "it grows yet";
    studio.run_for(minutes{1});
    EXPECT_EQ(shown("Anna").state, State::refused);
    EXPECT_EQ(told.size(), 1u);
}

TEST_F(Starting, TellsInOneLineWhatIsRefusedAfterARestart) {
    for (const char* name : {"Anna", "Bob", "Cleo"}) drop(name, "nam = 1\n");
    folders.folders["/hot/Dora"].trouble = "Permission denied";
    kill_and_open();
    studio.run_for(minutes{10});
    ASSERT_EQ(told.size(), 1u) << told.front();
    EXPECT_EQ(told[0], "hot folder: 4 folders of /hot are refused: see understudy hot-folder");
    drop("Eve", "nam = 1\n");
    studio.run_for(minutes{5});
    ASSERT_EQ(told.size(), 2u);
    EXPECT_NE(told[1].find("/hot/Eve is not taken: "), std::string::npos)
        << "what is new has a line of its own";
}

}  // namespace
}  // namespace understudy::hot_folder
