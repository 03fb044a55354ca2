// What an understudyd that is asked about a configuration says, and one that says nothing.
#include "cli/look_around.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "cli/ask_program.hpp"

namespace understudy::cli {
namespace {

class LookingAround : public testing::Test {
  protected:
    std::string folder = testing::TempDir() + "understudy-around-XXXXXX";
    OutsideFacts facts;
    void SetUp() override {
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        facts.config_path = folder + "/understudy.toml";
        std::ofstream(facts.config_path) << "[server]\n";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    /// An understudyd that does this.
    std::string daemon(const std::string& script) {
        const std::string path = folder + "/understudyd";
        std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
        ::chmod(path.c_str(), 0700);
        return path;
    }
};

TEST_F(LookingAround, HearsThatTheConfigurationIsGood) {
    const std::string asks = R"([ "$1 $2" = "--check-config --config" ] && [ -r "$3" ] && echo "$3 is good")";
    look_at_config(facts, daemon(asks), seconds{30});
    EXPECT_TRUE(facts.config_there);
    EXPECT_EQ(facts.config_good, true);
}

TEST_F(LookingAround, HearsEachMistakeAndNoWarning) {
    look_at_config(facts, daemon(R"(echo "$3:3: sever: unknown key" >&2
        echo "$3: warning: recordings.roots: /srv: not there" >&2
        echo "$3: server.tls_key_file: /k: Permission denied" >&2
        exit 78)"),
                   seconds{30});
    EXPECT_EQ(facts.config_good, false);
    EXPECT_EQ(facts.config_words, "line 3: sever: unknown key; server.tls_key_file: /k: Permission denied");
}

TEST_F(LookingAround, DoesNotTakeABrokenProgramForABadConfiguration) {
    for (const char* broken : {"exit 1", "kill -9 $$", "exit 127"}) {
        look_at_config(facts, daemon(broken), seconds{30});
        EXPECT_EQ(facts.config_good, std::nullopt) << broken;
    }
    look_at_config(facts, folder + "/missing", seconds{30});
    EXPECT_EQ(facts.config_good, std::nullopt);
}

TEST_F(LookingAround, SaysThatTheConfigurationIsNotThere) {
    facts.config_path = folder + "/missing";
    look_at_config(facts, daemon("exit 78"), seconds{30});
    EXPECT_FALSE(facts.config_there);
    EXPECT_EQ(facts.config_good, std::nullopt);
}

TEST_F(LookingAround, DoesNotWaitForAProgramThatDoesNotEnd) {
    look_at_config(facts, daemon("exec sleep 1000"), milliseconds{50});
    EXPECT_EQ(facts.config_good, std::nullopt);
}

TEST(AskingAProgram, GivesItsWordsAndItsExitCode) {
    const auto said = ask_program({"sh", "-c", "cat; echo out; echo err >&2; exit 7"}, seconds{30});
    ASSERT_TRUE(said);
    EXPECT_EQ(said->exit_code, 7);
    EXPECT_EQ(said->text, "out\nerr\n");
    EXPECT_FALSE(ask_program({"/missing/program"}, seconds{30}));
}

TEST(AskingAProgram, KeepsOnlyTheBeginningOfALongAnswer) {
    const auto said = ask_program({"sh", "-c", "head -c 1000000 /dev/zero"}, seconds{30});
    ASSERT_TRUE(said);
    EXPECT_EQ(said->exit_code, 0);
    EXPECT_LT(said->text.size(), 50'000u);
}

}  // namespace
}  // namespace understudy::cli
