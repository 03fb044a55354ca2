#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::string report(const std::string& verdict) {
    return R"({"verdict":")" + verdict + R"(","duration_s":1528.4,"reasons":["too short: 25 min of 30 min",
        {"reason":"x","detail":"spoken at 8 kHz"},
        {"reason":"silent","detail":"nothing is heard","path":"/srv/a.wav"},
        {"reason":"not_audio","detail":"once is enough","path":"/srv/b\n.wav"}],"ignored":["/srv/notes.txt"],"files":[
        {"path":"/srv/a.wav","verdict":"pass","duration_s":61.2,"codec":"pcm_s16le","sample_rate":8000,"channels":1},
        {"path":"/srv/b\n.wav","verdict":"block","reason":"not_audio","detail":"convert it to FLAC"}]})";
}

TEST(Preflight, PassAndWarnExitWithZeroAndBlockWithThree) {
    for (const auto& [verdict, code] :
         {std::pair{"pass", ExitCode::done}, {"warn", ExitCode::done}, {"block", ExitCode::refused}}) {
        FakeWorld world;
        Script script{{answer(200, report(verdict))}, {}, ""};
        EXPECT_EQ(run_cli(world, script, {"preflight", "a", "/b"}), code) << verdict;
        EXPECT_EQ(script.requests[0].target, "/v1/preflight");
        EXPECT_EQ(script.requests[0].body, R"({"recordings":["/home/studio/a","/b"]})");
    }
}

TEST(Preflight, TheTableHasEveryFileAndTheVerdictItsReasons) {
    FakeWorld world;
    Script script{{answer(200, report("block"))}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"preflight", "a"}), ExitCode::refused);
    for (const char* part :
         {"/srv/a.wav", "0:01:01", "pcm_s16le 8 kHz mono", "/srv/b\\n.wav", "not_audio: convert it to FLAC",
          "Verdict: block (2 recordings, 0:25:28 in all)", "  /srv/a.wav: nothing is heard",
          "1 file ignored, not a recording's extension: /srv/notes.txt", "  too short: 25 min of 30 min",
          "  spoken at 8 kHz"})
        EXPECT_TRUE(contains(world.output, part)) << part << "\n" << world.output;
    EXPECT_FALSE(contains(world.output, "once is enough"));
}

TEST(Preflight, JsonIsTheDaemonsReport) {
    FakeWorld world;
    Script script{{answer(200, report("block"))}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"preflight", "a", "--json"}), ExitCode::refused);
    EXPECT_EQ(nlohmann::json::parse(world.output)["files"].size(), 2u);
}

TEST(Preflight, TheTableFitsTheTerminal) {
    FakeWorld world;
    world.attend();
    world.columns = 60;
    Script script{{answer(200, report("warn"))}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"preflight", "a"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "block"));
    EXPECT_FALSE(contains(world.output, "pcm_s16le 8 kHz mono"));
}

}  // namespace
}  // namespace understudy::cli
