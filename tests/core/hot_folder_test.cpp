// From one census to the next: when a dropped folder has settled, and what a checkup says.
#include "core/hot_folder.hpp"

#include <gtest/gtest.h>

#include "core/unfinished_name.hpp"

namespace understudy {
namespace {

using std::chrono::minutes;

FolderCensus census(const std::string& digest, std::uint64_t recordings = 2) {
    return {recordings + 1, 1'000, recordings, digest, ""};
}

class Settles : public testing::Test {
  protected:
    SettlingVerdict at(Duration steady, const FolderCensus& seen) {
        return settle(settling, seen, steady, minutes{2});
    }
    Settling settling;
};

TEST_F(Settles, OnceNothingHasChangedForLongEnough) {
    EXPECT_FALSE(at(seconds{0}, census("a")).settled);
    EXPECT_FALSE(at(seconds{119}, census("a")).settled);
    EXPECT_TRUE(at(seconds{120}, census("a")).settled);
    EXPECT_TRUE(at(seconds{500}, census("a")).settled) << "and stays so";
}

TEST_F(Settles, NotAtTheFirstLook) { EXPECT_FALSE(at(minutes{600}, census("a")).settled); }

TEST_F(Settles, AnewAfterEachChange) {
    at(seconds{0}, census("a"));
    EXPECT_FALSE(at(seconds{119}, census("b")).settled);
    EXPECT_FALSE(at(seconds{130}, census("b")).settled);
    EXPECT_FALSE(at(seconds{200}, census("a")).settled) << "what was once is another change";
    EXPECT_TRUE(at(seconds{320}, census("a")).settled);
}

TEST_F(Settles, NeverWithAFileThatIsBeingCopied) {
    FolderCensus copying = census("a");
    copying.unfinished = "/hot/Anna/take.wav.part";
    at(seconds{0}, copying);
    const auto verdict = at(minutes{60}, copying);
    EXPECT_FALSE(verdict.settled);
    EXPECT_NE(verdict.why.find("take.wav.part is being copied"), std::string::npos) << verdict.why;
}

TEST_F(Settles, NotBeforeThereIsARecording) {
    at(seconds{0}, census("a", 0));
    EXPECT_EQ(at(minutes{60}, census("a", 0)).why, "There is no recording in it yet.");
}

TEST(UnfinishedNames, AreThoseOfCopyingTools) {
    for (const char* name : {"take.wav.part", "take.wav.PARTIAL", "t.filepart", "t.wav.crdownload", "x.tmp",
                             ".take-1.wav.Ab3dEf", ".~lock.voice.toml#", "~$notes.docx", ".~tmp~",
                             ".goutputstream-7Q2B41", ".take.wav.~3f2a"})
        EXPECT_TRUE(is_unfinished_name(name)) << name;
    for (const char* name : {"take.wav", ".DS_Store", "._take.wav", ".hidden.config", "part", ".part", "tmp",
                             "partial take.wav", "Thumbs.db", ".take.wav.Ab3d", ""})
        EXPECT_FALSE(is_unfinished_name(name)) << name;
}

TEST(TheHotFoldersCheckup, SaysNothingWhereNoneIsWatched) { EXPECT_TRUE(judge_hot_folder({}).empty()); }

TEST(TheHotFoldersCheckup, NamesWhatIsRefusedAndWhatIsAway) {
    HotFolderReport report;
    report.plan.paths = {"/hot", "/nas"};
    report.watched = {{"/hot", "", {}}, {"/nas", "/nas is no folder on this server", {}}};
    report.folders = {
        {"/hot/Bob", HotFolderState::refused, "its voice.toml has mistakes", "correct it", "", {}},
        {"/hot/Cleo", HotFolderState::waiting, "…", "", "", {}}};
    const Checks checks = judge_hot_folder(report);
    ASSERT_EQ(checks.size(), 2u);
    EXPECT_EQ(checks[0].verdict, CheckVerdict::fail);
    EXPECT_EQ(checks[0].subject, "/nas");
    EXPECT_EQ(checks[1].verdict, CheckVerdict::warn);
    EXPECT_EQ(checks[1].subject, "/hot/Bob");
    EXPECT_EQ(checks[1].cure, "correct it");
}

TEST(TheHotFoldersCheckup, PassesAndCountsMany) {
    HotFolderReport report;
    report.plan.paths = {"/hot"};
    report.watched = {{"/hot", "", {}}};
    ASSERT_EQ(judge_hot_folder(report).size(), 1u);
    EXPECT_EQ(judge_hot_folder(report)[0].verdict, CheckVerdict::pass);
    report.folders.assign(13, {"/hot/x", HotFolderState::refused, "no", "", "", {}});
    const Checks checks = judge_hot_folder(report);
    ASSERT_EQ(checks.size(), 11u);
    EXPECT_EQ(checks.back().words, "3 more folders were not taken.");
}

}  // namespace
}  // namespace understudy
