#include "audio/selection.hpp"

#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "core/check.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

namespace fs = std::filesystem;

class Selecting : public testing::Test {
  protected:
    Selecting() { fs::create_directories(root()); }
    [[nodiscard]] std::string root() const { return folder_.path() + "/root"; }
    [[nodiscard]] std::string at(const std::string& relative) const { return folder_.at("root/" + relative); }
    std::string file(const std::string& relative, std::string_view bytes = "sound") const {
        write_file(at(relative), bytes);
        return at(relative);
    }
    [[nodiscard]] Result<Selection, Problem> select(const std::vector<std::string>& paths) const {
        return select_recordings(paths, Roots({root()}));
    }
    /// Why a job is not made of them.
    [[nodiscard]] Problem refusal(const std::vector<std::string>& paths) const {
        const auto result = select(paths);
        const auto problem = result.ok() ? check_selection(*result) : std::optional(result.error());
        EXPECT_TRUE(problem);
        if (!problem) return {};
        EXPECT_EQ(problem->status, 422);
        EXPECT_FALSE(problem->title.empty());
        return *problem;
    }
    [[nodiscard]] std::vector<std::string> relatives(const std::vector<std::string>& paths) const {
        const auto result = select(paths);
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().detail);
        std::vector<std::string> names;
        if (result.ok())
            for (const auto& selected : result->files) names.push_back(selected.relative);
        return names;
    }
    TemporaryFolder folder_;
};

using Names = std::vector<std::string>;

TEST_F(Selecting, TakesAFolderRecursivelyAndSorted) {
    for (const char* name : {"b.wav", "a/2.WAV", "a/1.mp3", "c/d/e.Opus"}) file(name);
    EXPECT_EQ(relatives({root()}), (Names{"a/1.mp3", "a/2.WAV", "b.wav", "c/d/e.Opus"}));
}

TEST_F(Selecting, KnowsAllTwelveExtensions) {
    for (const char* e :
         {"wav", "mp3", "flac", "ogg", "oga", "ogx", "aac", "wma", "m4a", "opus", "ac3", "webm"})
        file("take." + std::string(e));
    EXPECT_EQ(relatives({root()}).size(), 12u);
}

TEST_F(Selecting, ReportsOtherFilesAsIgnoredAndSaysNothingOfHiddenOnes) {
    for (const char* name : {"a.wav", "notes.txt", "b.aiff", ".hidden.wav", "._a.wav", ".git/c.wav"})
        file(name);
    const auto result = select({root()});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->files.size(), 1u);
    EXPECT_EQ(result->ignored, (Names{at("b.aiff"), at("notes.txt")}));
}

TEST_F(Selecting, TakesAFileThatIsNamedTwiceOnce) {
    const std::string path = file("a/x.wav");
    const auto result = select({path, root(), at("a"), path, root() + "//a/./x.wav"});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->files.size(), 1u);
}

TEST_F(Selecting, FreezesSizeTimeAndInode) {
    const std::string path = file("a.wav", "12345");
    const auto result = select({path});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->files[0], (SelectedFile{path, "a.wav", identity_of_path(path)}));
    EXPECT_EQ(result->files[0].identity.size, 5u);
}

TEST_F(Selecting, RefusesWhatLiesOutsideWithoutLookingAtIt) {
    file("a.wav");
    const std::string existing = folder_.at("outside.wav");
    write_file(existing, "secret");
    for (const std::string& path :
         {existing, folder_.at("missing.wav"), root() + "-sister/a.wav", root() + "/../outside.wav",
          std::string("/etc/passwd"), std::string("/")}) {
        const Problem problem = refusal({at("a.wav"), path});
        EXPECT_EQ(problem.type, "recording-outside-roots") << path;
        EXPECT_EQ(problem.field, "/recordings/1");
        EXPECT_NE(problem.detail.find(root()), std::string::npos) << problem.detail;
    }
}

TEST_F(Selecting, RefusesLinksThatLeadOutOfTheRoots) {
    write_file(folder_.at("outside/secret.wav"), "secret");
    fs::create_symlink(folder_.path() + "/outside/secret.wav", at("link.wav"));
    fs::create_symlink("../outside", at("linked-folder"));
    EXPECT_EQ(refusal({at("link.wav")}).type, "recording-outside-roots");
    EXPECT_EQ(refusal({at("linked-folder")}).type, "recording-outside-roots");
    EXPECT_EQ(refusal({at("linked-folder/secret.wav")}).type, "recording-outside-roots");
    const Problem problem = refusal({root()});
    EXPECT_EQ(problem.type, "recording-outside-roots");
    EXPECT_NE(problem.detail.find("link.wav"), std::string::npos) << problem.detail;
}

TEST_F(Selecting, FollowsLinksInsideTheRootsOnceAndNeverInCircles) {
    file("day/x.wav");
    fs::create_directory_symlink(root(), at("day/up"));
    fs::create_directory_symlink("day", at("a-link-to-day"));
    fs::create_symlink("day/x.wav", at("alias.wav"));
    EXPECT_EQ(relatives({root()}).size(), 1u);
    EXPECT_EQ(relatives({at("a-link-to-day")}), (Names{"x.wav"}));
}

TEST_F(Selecting, KnowsAFileByItsOwnWayNotByALinkToIt) {
    file("real/x.wav");
    fs::create_directory_symlink("real", at("a-link"));
    EXPECT_EQ(relatives({root()}), (Names{"real/x.wav"}));
}

TEST_F(Selecting, AcceptsARootThatIsItselfALink) {
    const std::string path = file("a.wav");
    fs::create_directory_symlink(root(), folder_.path() + "/configured");
    const auto result = select_recordings({folder_.path() + "/configured/a.wav", path},
                                          Roots({folder_.path() + "/configured/"}));
    ASSERT_TRUE(result.ok()) << result.error().detail;
    EXPECT_EQ(result->files.size(), 1u);
    EXPECT_EQ(result->files[0].path, path);
}

TEST_F(Selecting, RefusesBrokenLinksThatAreNamedLikeRecordings) {
    file("a.wav");
    fs::create_symlink("gone.txt", at("note.txt"));
    EXPECT_EQ(relatives({root()}), (Names{"a.wav"}));
    fs::create_symlink("gone.wav", at("b.wav"));
    EXPECT_EQ(refusal({root()}).type, "recording-not-found");
    EXPECT_EQ(refusal({at("b.wav")}).type, "recording-not-found");
}

TEST_F(Selecting, RefusesAnExtensionThatTheCloudDoesNotTakeWithTheCure) {
    const Problem problem = refusal({file("my take.AIFF")});
    EXPECT_EQ(problem.type, "format-not-accepted");
    EXPECT_NE(problem.detail.find("AIFF"), std::string::npos);
    EXPECT_NE(problem.detail.find("ffmpeg -i 'my take.AIFF' 'my take.flac'"), std::string::npos)
        << problem.detail;
    for (const char* name : {"x.caf", "x.w64", "x.dsf", "x.wv", "x.ape", "x.mp4", "x", "x.wav.part"}) {
        const Problem other = refusal({file(name)});
        EXPECT_EQ(other.type, "format-not-accepted") << name;
        EXPECT_NE(other.detail.find("FLAC"), std::string::npos) << other.detail;
    }
}

TEST_F(Selecting, RefusesListsAndPathsThatMeanNothing) {
    EXPECT_EQ(refusal({}).field, "/recordings");
    EXPECT_EQ(refusal({""}).type, "invalid-field");
    EXPECT_NE(refusal({"takes/a.wav"}).detail.find("relative"), std::string::npos);
    EXPECT_EQ(refusal({root() + "/a\nb.wav"}).type, "invalid-field");
    EXPECT_EQ(refusal({root() + std::string("/a\0b.wav", 8)}).type, "invalid-field");
    EXPECT_EQ(refusal({root() + "/\xff.wav"}).type, "invalid-field");
    EXPECT_EQ(refusal({root() + "/\xc2\x85.wav"}).type, "invalid-field");
    EXPECT_EQ(refusal({at("missing.wav")}).type, "recording-not-found");
    file("a.wav");
    EXPECT_EQ(refusal({at("a.wav") + "/b.wav"}).type, "recording-not-found");
}

TEST_F(Selecting, CapsWhatItSaysOfAnEndlessName) {
    const Problem problem = refusal({root() + "/" + std::string(10'000, 'x') + ".wav"});
    EXPECT_EQ(problem.type, "invalid-field");
    EXPECT_NE(problem.detail.find("longer"), std::string::npos);
    EXPECT_LT(problem.detail.size(), 600u);
}

TEST_F(Selecting, ShowsControlCharactersHarmlessly) {
    const Problem problem = refusal({root() + "/a\x1b[31m.wav"});
    EXPECT_EQ(problem.detail.find('\x1b'), std::string::npos);
    EXPECT_NE(problem.detail.find("\\x1b"), std::string::npos);
}

TEST_F(Selecting, RefusesNamesInAFolderThatNoJsonCanHold) {
    file("\xff.wav");
    EXPECT_EQ(refusal({root()}).type, "invalid-field");
}

TEST_F(Selecting, RefusesEmptyFilesAndFoldersWithoutRecordings) {
    file("day/empty.wav", "");
    EXPECT_EQ(refusal({at("day/empty.wav")}).type, "recording-empty");
    EXPECT_EQ(refusal({root()}).type, "recording-empty");
    file("texts/a.txt");
    const Problem problem = refusal({at("texts")});
    EXPECT_EQ(problem.type, "no-recordings");
    EXPECT_NE(problem.detail.find("1 other file"), std::string::npos) << problem.detail;
}

TEST_F(Selecting, SetsAsideWhatCannotBeUploadedAndTakesTheRest) {
    write_file(folder_.at("outside/secret.wav"), "secret");
    file("day/a.wav");
    file("day/empty.wav", "");
    file("day/\xff.wav");
    fs::create_symlink("gone.wav", at("day/link.wav"));
    fs::create_symlink(folder_.path() + "/outside/secret.wav", at("day/out.wav"));
    const auto selection = select({at("day")});
    ASSERT_TRUE(selection.ok()) << selection.error().detail;
    EXPECT_EQ(relatives({at("day")}), (Names{"a.wav"}));
    Names refused;
    for (const RefusedFile& one : selection->refused) refused.push_back(one.problem.type);
    EXPECT_EQ(refused,
              (Names{"invalid-field", "recording-empty", "recording-not-found", "recording-outside-roots"}));
    EXPECT_EQ(select({root(), at("day")})->refused.size(), 4u);
    EXPECT_NE(refusal({at("day")}).detail.find("3 others"), std::string::npos) << refusal({at("day")}).detail;
}

TEST_F(Selecting, NeverOpensAPipeOrADevice) {
    ASSERT_EQ(::mkfifo(at("pipe.wav").c_str(), 0600), 0);
    EXPECT_EQ(refusal({at("pipe.wav")}).type, "invalid-field");
    file("a.wav");
    EXPECT_EQ(relatives({root()}), (Names{"a.wav"}));
}

TEST_F(Selecting, RefusesMoreFilesThanOneSubmissionMayHave) {
    for (std::size_t i = 0; i <= most_recordings; ++i) file("many/" + std::to_string(i) + ".wav", "x");
    EXPECT_EQ(refusal({root()}).type, "too-many-recordings");
    fs::remove(at("many/0.wav"));
    EXPECT_EQ(relatives({root()}).size(), most_recordings);
    EXPECT_EQ(refusal(Names(most_recordings + 1, at("many/1.wav"))).type, "too-many-recordings");
}

// Runs on a thread of its own as nobody, as far as files are concerned.
Problem refusal_for_nobody(const std::string& root, const std::string& path) {
    Problem problem;
    std::thread([&] {
        ::setfsuid(65'534);
        ::setfsgid(65'534);
        const auto result = select_recordings({path}, Roots({root}));
        problem = result.ok() ? check_selection(*result).value_or(Problem{}) : result.error();
    }).join();
    return problem;
}

TEST_F(Selecting, SaysWhoMayNotReadWhatAndHowToLetThem) {
    for (fs::path p = root(); p != folder_.path(); p = p.parent_path()) fs::permissions(p, fs::perms(0755));
    fs::permissions(folder_.path(), fs::perms(0755));
    const std::string closed_file = file("closed.wav");
    const std::string in_closed_folder = file("closed folder/a.wav");
    fs::permissions(closed_file, fs::perms(0000));
    fs::permissions(at("closed folder"), fs::perms(0000));

    const Problem of_file = refusal_for_nobody(root(), closed_file);
    EXPECT_EQ(of_file.type, "recording-unreadable");
    EXPECT_NE(of_file.detail.find("setfacl"), std::string::npos) << of_file.detail;
    EXPECT_NE(of_file.detail.find("mode 0000"), std::string::npos) << of_file.detail;
    const Problem of_folder = refusal_for_nobody(root(), at("closed folder"));
    EXPECT_EQ(of_folder.type, "recording-unreadable");
    const Problem below = refusal_for_nobody(root(), in_closed_folder);
    EXPECT_EQ(below.type, "recording-unreadable");
    EXPECT_NE(below.detail.find("'" + at("closed folder") + "'"), std::string::npos) << below.detail;
    const Problem of_any = refusal_for_nobody(root(), root());
    EXPECT_NE(of_any.detail.find("1 other"), std::string::npos) << of_any.detail;
    fs::permissions(at("closed folder"), fs::perms(0700));
}

TEST_F(Selecting, OpensNothingThroughALinkThatAppearedLater) {
    file("a/x.wav");
    file("b/x.wav");
    const Roots roots({root()});
    ASSERT_TRUE(roots.open_resolved(at("a/x.wav"), false).ok());
    fs::remove_all(at("a"));
    fs::create_directory_symlink("b", root() + "/a");
    EXPECT_FALSE(roots.open_resolved(root() + "/a/x.wav", false).ok());
    EXPECT_FALSE(roots.open_resolved(root() + "/b/../../outside", false).ok());
    EXPECT_FALSE(roots.open_resolved("/etc/passwd", false).ok());
}

}  // namespace
}  // namespace understudy
