// The watched folders on a real disk: half-copied files, links, many files, what may not be read.
#include "audio/dropped_folders.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

namespace fs = std::filesystem;

class TheDisk : public testing::Test {
  protected:
    void SetUp() override {
        write_file(folder_.at("base/hot/Anna/voice.toml"), "name = \"Anna\"");
        write_file(folder_.at("base/hot/Anna/a.wav"), "sound");
        write_file(folder_.at("base/hot/Anna/day 1/b.WAV"), "more sound");
    }
    std::vector<DroppedFolder> dropped(const std::map<std::string, FileStamp>& known = {}) {
        auto found = find_dropped_folders(hot_, known, roots_);
        EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().detail);
        return found.ok() ? *found : std::vector<DroppedFolder>{};
    }
    FolderCensus census() {
        auto seen = census_of_folder(anna_, roots_);
        EXPECT_TRUE(seen.ok()) << (seen.ok() ? "" : seen.error().detail);
        return seen.ok() ? *seen : FolderCensus{};
    }
    TemporaryFolder folder_;
    const std::string hot_ = folder_.path() + "/base/hot", anna_ = hot_ + "/Anna";
    Roots roots_{{folder_.path() + "/base"}};
};

TEST_F(TheDisk, ShowsTheFoldersWithAVoiceSheet) {
    write_file(folder_.at("base/hot/no sheet/a.wav"), "sound");
    write_file(folder_.at("base/hot/.hidden/voice.toml"), "x");
    write_file(folder_.at("base/hot/voice.toml"), "not this one");
    write_file(folder_.at("base/hot/deeper/Bob/voice.toml"), "nor this one");
    const auto found = dropped();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].path, anna_);
    EXPECT_TRUE(found[0].read);
    EXPECT_EQ(found[0].text, "name = \"Anna\"");
}

TEST_F(TheDisk, NamesFoldersThatCannotBeTakenByTheirName) {
    for (const char* name : {"two\nlines", "esc\x1b[31m", "lat\xe9"})
        write_file(folder_.at("base/hot/" + std::string(name) + "/voice.toml"), "name = \"Anna\"");
    write_file(folder_.at("base/hot/no sheet\n/a.wav"), "sound");
    const auto found = dropped();
    ASSERT_EQ(found.size(), 4u);
    for (const DroppedFolder& folder : found) {
        if (folder.path == anna_) continue;
        EXPECT_NE(folder.misnamed, "") << folder.path;
        EXPECT_TRUE(folder.cure.starts_with("rename it: ")) << folder.cure;
        EXPECT_FALSE(folder.read);
    }
    EXPECT_EQ(found[0].path, anna_);
    EXPECT_NE(found[2].misnamed.find("UTF-8"), std::string::npos) << found[2].misnamed;
}

TEST_F(TheDisk, KnowsASheetThatIsCalledNearlyRight) {
    write_file(folder_.at("base/hot/Bob/Voice.toml"), "name = \"Bob\"");
    write_file(folder_.at("base/hot/Cleo/voice.toml.txt"), "name = \"Cleo\"");
    write_file(folder_.at("outside/Eve/Voice.toml"), "name = \"Eve\"");
    fs::create_directory_symlink(folder_.path() + "/outside/Eve", hot_ + "/Eve");
    const auto found = dropped();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[1].misnamed, "Its voice.toml is called Voice.toml.");
    EXPECT_EQ(found[1].cure, "name it voice.toml");
    EXPECT_EQ(found[2].misnamed, "Its voice.toml is called voice.toml.txt.");
}

TEST_F(TheDisk, HasAnotherVersionOnceSomethingWasPutIntoAFolder) {
    const std::string version = dropped().at(0).version;
    EXPECT_NE(version, "");
    EXPECT_EQ(dropped().at(0).version, version);
    write_file(anna_ + "/c.wav", "sound");
    EXPECT_NE(dropped().at(0).version, version);
}

TEST_F(TheDisk, ReadsASheetAgainOnlyWhereItIsAnotherVersion) {
    const auto first = dropped();
    const auto again = dropped({{anna_, first.at(0).sheet}});
    EXPECT_FALSE(again.at(0).read);
    write_file(anna_ + "/voice.toml", "name = \"Anne\"");
    const auto changed = dropped({{anna_, first.at(0).sheet}});
    EXPECT_TRUE(changed.at(0).read);
    EXPECT_EQ(changed.at(0).text, "name = \"Anne\"");
}

TEST_F(TheDisk, DoesNotReadASheetThatIsALinkOrTooLong) {
    write_file(folder_.at("secret.toml"), "secret");
    write_file(folder_.at("base/hot/Long/voice.toml"), std::string(longest_voice_sheet + 1, '#'));
    fs::create_directories(hot_ + "/Linked");
    fs::create_symlink(folder_.path() + "/secret.toml", hot_ + "/Linked/voice.toml");
    const auto found = dropped();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[1].trouble, "it is a link, or no file");
    EXPECT_EQ(found[1].text, "");
    EXPECT_EQ(found[2].trouble, "it is longer than 64 KiB");
}

TEST_F(TheDisk, FollowsNoLinkToAFolder) {
    write_file(folder_.at("outside/Eve/voice.toml"), "name = \"Eve\"");
    fs::create_directory_symlink(folder_.path() + "/outside/Eve", hot_ + "/Eve");
    EXPECT_EQ(dropped().size(), 1u);
    fs::create_directory_symlink(folder_.path() + "/outside", folder_.path() + "/base/out");
    const auto leaves = find_dropped_folders(folder_.path() + "/base/out", {}, roots_);
    ASSERT_FALSE(leaves.ok());
    EXPECT_EQ(leaves.error().type, "recording-outside-roots");
    const FolderCensus before = census();
    fs::create_directory_symlink(folder_.path() + "/outside", anna_ + "/out");
    const FolderCensus seen = census();
    EXPECT_EQ(seen.files, before.files + 1) << "the link itself, and nothing behind it";
    write_file(folder_.at("outside/Eve/more.wav"), "sound");
    EXPECT_EQ(census(), seen);
}

TEST_F(TheDisk, WaitsForWhatLinksLeadToInTheRoots) {
    write_file(folder_.at("base/takes/c.wav"), "sound");
    write_file(folder_.at("base/days/day 2/d.wav"), "sound");
    fs::create_symlink(folder_.path() + "/base/takes/c.wav", anna_ + "/c.wav");
    fs::create_directory_symlink(folder_.path() + "/base/days", anna_ + "/days");
    FolderCensus seen = census();
    EXPECT_EQ(seen.recordings, 4u);
    EXPECT_EQ(census(), seen);
    const auto changes = [&](const char* what) {
        const FolderCensus now = census();
        EXPECT_NE(now.digest, seen.digest) << what;
        seen = now;
    };
    std::ofstream(folder_.at("base/takes/c.wav"), std::ios::app) << "grows";
    changes("a file behind a link that grows");
    write_file(folder_.at("base/days/day 2/e.wav"), "sound");
    changes("one that comes to a folder behind a link");
    EXPECT_EQ(seen.recordings, 5u);
    write_file(folder_.at("base/days/day 2/f.wav.part"), "half");
    EXPECT_EQ(census().unfinished, folder_.path() + "/base/days/day 2/f.wav.part");
}

TEST_F(TheDisk, ComesToAnEndWhereLinksLeadInACircle) {
    fs::create_directory_symlink(anna_, anna_ + "/day 1/again");
    fs::create_directory_symlink(folder_.path() + "/base", anna_ + "/all");
    fs::create_symlink(anna_ + "/nowhere", anna_ + "/nowhere");
    const FolderCensus seen = census();
    EXPECT_EQ(seen.recordings, 2u);
    EXPECT_EQ(census(), seen);
}

TEST_F(TheDisk, SaysWhatIsNotThere) {
    const auto away = find_dropped_folders(folder_.path() + "/base/away", {}, roots_);
    ASSERT_FALSE(away.ok());
    EXPECT_EQ(away.error().type, "recording-not-found");
    EXPECT_FALSE(census_of_folder(hot_ + "/Bob", roots_).ok());
}

TEST_F(TheDisk, CountsTheSameAsLongAsNothingChanges) {
    const FolderCensus seen = census();
    EXPECT_EQ(seen.files, 3u);
    EXPECT_EQ(seen.recordings, 2u);
    EXPECT_EQ(seen.bytes, 28u);
    EXPECT_EQ(seen.unfinished, "");
    EXPECT_EQ(census(), seen);
}

TEST_F(TheDisk, CountsAnythingThatHappens) {
    FolderCensus seen = census();
    const auto changes = [&](const char* what) {
        const FolderCensus now = census();
        EXPECT_NE(now.digest, seen.digest) << what;
        seen = now;
    };
    std::ofstream(anna_ + "/a.wav", std::ios::app) << "grows";
    changes("a file that grows");
    fs::last_write_time(anna_ + "/a.wav", fs::file_time_type::clock::now() - std::chrono::hours{5});
    changes("a time that is put back");
    fs::rename(anna_ + "/a.wav", anna_ + "/c.wav");
    changes("another name");
    fs::create_directory(anna_ + "/day 2");
    changes("an empty folder");
    write_file(anna_ + "/.hidden", "x");
    changes("a hidden file");
    EXPECT_EQ(seen.recordings, 2u);
    fs::remove(anna_ + "/day 1/b.WAV");
    changes("one that is gone");
    EXPECT_EQ(seen.recordings, 1u);
}

TEST_F(TheDisk, KnowsWhatIsBeingCopied) {
    write_file(anna_ + "/day 1/.take-3.wav.Ab3dEf", "half");
    EXPECT_EQ(census().unfinished, anna_ + "/day 1/.take-3.wav.Ab3dEf");
}

TEST_F(TheDisk, HasRoomForThousandsOfFiles) {
    for (int at = 0; at < 3'000; ++at) std::ofstream(anna_ + "/" + std::to_string(at) + ".wav") << at;
    EXPECT_EQ(census().recordings, 3'002u);
}

TEST_F(TheDisk, SaysWhichFolderMayNotBeRead) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
    fs::permissions(anna_ + "/day 1", fs::perms::none);
    const auto seen = census_of_folder(anna_, roots_);
    fs::permissions(anna_ + "/day 1", fs::perms::owner_all);
    ASSERT_FALSE(seen.ok());
    EXPECT_NE(seen.error().detail.find("day 1: Permission denied"), std::string::npos) << seen.error().detail;
}

TEST_F(TheDisk, IsLeftAloneWhenNobodyWaits) {
    const auto nobody = [] { return false; };
    EXPECT_EQ(find_dropped_folders(hot_, {}, roots_, nobody).error().status, 503);
    EXPECT_EQ(census_of_folder(anna_, roots_, nobody).error().status, 503);
}

}  // namespace
}  // namespace understudy
