// What a person sees of the recordings' folders, and never sees.
#include "audio/browsing.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

namespace fs = std::filesystem;

class Browsing : public testing::Test {
  protected:
    TemporaryFolder folder_;
    Roots roots_{{folder_.path() + "/takes"}};

    void SetUp() override {
        for (const char* name : {"takes/b.wav", "takes/a.FLAC", "takes/notes.txt", "takes/.hidden.wav",
                                 "takes/day 1/take.wav", "outside/secret.wav"})
            write_file(folder_.at(name), "sound");
    }
    Result<Listing, Problem> look(const std::string& below = "") {
        return list_folder(folder_.path() + "/takes" + below, roots_);
    }
    static std::vector<std::string> names(const Listing& listing) {
        std::vector<std::string> all;
        for (const auto& entry : listing.folders) all.push_back(entry.name + "/");
        for (const auto& entry : listing.recordings) all.push_back(entry.name);
        return all;
    }
    static Problem refused(const Result<Listing, Problem>& listing) {
        EXPECT_FALSE(listing.ok());
        return listing.ok() ? Problem{} : listing.error();
    }
};

TEST_F(Browsing, ShowsFoldersAndRecordingsSorted) {
    const auto listing = look();
    ASSERT_TRUE(listing.ok()) << listing.error().detail;
    EXPECT_EQ(names(*listing), (std::vector<std::string>{"day 1/", "a.FLAC", "b.wav"}));
    EXPECT_EQ(listing->folders[0].path, folder_.path() + "/takes/day 1");
    EXPECT_EQ(listing->recordings[1].bytes, 5u);
    EXPECT_FALSE(listing->more);
    EXPECT_TRUE(look("/day 1/../day 1/").ok());
}

TEST_F(Browsing, ShowsNoLinkThatLeadsOut) {
    const std::string root = folder_.path() + "/takes/";
    fs::create_symlink(folder_.path() + "/outside/secret.wav", root + "c.wav");
    fs::create_directory_symlink(folder_.path() + "/outside", root + "out");
    fs::create_symlink(root + "nothing", root + "broken.wav");
    fs::create_symlink(root + "b.wav", root + "in.wav");
    fs::create_directory_symlink(root + "day 1", root + "today");
    const auto listing = look();
    ASSERT_TRUE(listing.ok());
    EXPECT_EQ(names(*listing), (std::vector<std::string>{"day 1/", "today/", "a.FLAC", "b.wav", "in.wav"}));
    EXPECT_TRUE(look("/today").ok());
    EXPECT_EQ(refused(look("/out")).type, "recording-outside-roots");
}

TEST_F(Browsing, ShowsNothingOutsideOfTheRoots) {
    for (const std::string& path : {folder_.path() + "/outside", folder_.path(), std::string("/"),
                                    folder_.path() + "/takes/../outside", folder_.path() + "/takes-too"}) {
        const auto problem = refused(list_folder(path, roots_));
        EXPECT_EQ(problem.type, "recording-outside-roots") << path;
        EXPECT_EQ(problem.field, "?path");
    }
}

TEST_F(Browsing, SaysWhatIsNoFolder) {
    EXPECT_EQ(refused(look("/b.wav")).status, 400);
    EXPECT_EQ(refused(look("/none")).type, "recording-not-found");
    for (const std::string& path : {std::string("takes"), std::string(""), folder_.path() + "/takes\n",
                                    "/" + std::string(5'000, 'x'), std::string("/\xff")})
        EXPECT_EQ(refused(list_folder(path, roots_)).type, "invalid-parameter") << path;
}

TEST_F(Browsing, ShowsNoNameThatCouldNotBeSubmittedAndNoDevice) {
    write_file(folder_.path() + "/takes/\xff.wav", "x");
    write_file(folder_.path() + "/takes/new\nline.wav", "x");
    ASSERT_EQ(::mkfifo((folder_.path() + "/takes/pipe.wav").c_str(), 0600), 0);
    EXPECT_EQ(look()->recordings.size(), 2u);
}

TEST_F(Browsing, ShowsTwoThousandAtMost) {
    for (int number = 0; number < 1'998; ++number)
        write_file(folder_.path() + "/takes/z" + std::to_string(number) + ".wav", "");
    auto listing = look();
    EXPECT_EQ(names(*listing).size(), most_listed);
    EXPECT_TRUE(listing->more);
    fs::remove(folder_.path() + "/takes/b.wav");
    listing = look();
    EXPECT_EQ(names(*listing).size(), most_listed);
    EXPECT_FALSE(listing->more);
}

TEST_F(Browsing, EndsWhenNobodyWaitsAnyMore) {
    int calls = 0;
    const auto listing = list_folder(folder_.path() + "/takes", roots_, [&] { return ++calls < 3; });
    EXPECT_EQ(refused(listing).type, "disk-silent");
}

class HearingAPiece : public Browsing {
  protected:
    std::string path = folder_.path() + "/takes/b.wav";
    FileIdentity identity{.size = 5};
};

TEST_F(HearingAPiece, GivesWhatIsAskedFor) {
    EXPECT_EQ(*read_piece(roots_, path, identity, 0, 100), "sound");
    EXPECT_EQ(*read_piece(roots_, path, identity, 1, 2), "ou");
    EXPECT_EQ(*read_piece(roots_, path, identity, 5, 2), "");
    EXPECT_EQ(*read_piece(roots_, path, identity, 50, 2), "");
}

TEST_F(HearingAPiece, SaysThatTheFileIsAnother) {
    write_file(path, "longer than before");
    const auto piece = read_piece(roots_, path, identity, 0, 100);
    ASSERT_FALSE(piece.ok());
    EXPECT_EQ(piece.error().status, 409);
    EXPECT_EQ(piece.error().type, "recording-changed");
}

TEST_F(HearingAPiece, FollowsNoLinkAndLeavesNoRoot) {
    fs::remove(path);
    EXPECT_EQ(read_piece(roots_, path, identity, 0, 100).error().type, "recording-unreadable");
    fs::create_symlink(folder_.path() + "/outside/secret.wav", path);
    EXPECT_EQ(read_piece(roots_, path, identity, 0, 100).error().type, "recording-changed");
    EXPECT_FALSE(read_piece(roots_, folder_.path() + "/outside/secret.wav", identity, 0, 100).ok());
}

}  // namespace
}  // namespace understudy
