// What was dropped into the watched folders, as people see it.
#include <gtest/gtest.h>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::string document(const std::string& folders, int total) {
    return R"({"interval_s":30.0,"settle_for_s":120.0,"start":false,"watched":[{"path":"/hot","trouble":null,)"
           R"("looked_at":"2026-11-30T05:43:18.000000Z"},{"path":"/nas","trouble":"it is away","looked_at":null}],)"
           R"("folders":[)" +
           folders + R"(],"folders_total":)" + std::to_string(total) + "}";
}

TEST(HotFolder, IsShownWithWhatIsWrongAndWhatToDo) {
    FakeWorld world;
    Script script;
    script.answers = {answer(
        200,
        document(
            R"({"path":"/hot/Bob","state":"refused","why":"It has mistakes.","cure":"correct it",)"
            R"("note":null,"job_id":null,"since":"2026-11-30T05:43:18.000000Z"},)"
            R"({"path":"/hot/An\u001bna","state":"taken","why":null,"cure":null,"note":"it has changed","job_id":")" +
                std::string(anna) + R"(","since":"2026-11-30T05:43:18.000000Z"})",
            3))};
    EXPECT_EQ(run_cli(world, script, {"hot-folder"}), ExitCode::done);
    EXPECT_EQ(world.output,
              "refused  /hot/Bob\n         It has mistakes.\n         correct it\n"
              "taken    /hot/An\\x1bna  " +
                  std::string(anna) +
                  "\n         it has changed\nand 1 more\n\n/hot was looked at 2026-11-30T05:43:18Z\n"
                  "/nas cannot be looked at: it is away\n"
                  "looked at every 30 s; a folder is taken once nothing in it has changed for 2 min; "
                  "each becomes a draft\n");
}

TEST(HotFolder, SaysWhereNoneIsWatchedAndGivesTheDocumentToScripts) {
    const std::string none =
        R"({"interval_s":30.0,"settle_for_s":120.0,"start":false,"watched":[],"folders":[],"folders_total":0})";
    FakeWorld world, scripted;
    Script script;
    script.answers = {answer(200, none), answer(200, none)};
    EXPECT_EQ(run_cli(world, script, {"hot-folder"}), ExitCode::done);
    EXPECT_EQ(world.output, "No folder is watched: name some in [hot_folder] paths\n");
    EXPECT_EQ(run_cli(scripted, script, {"hot-folder", "--json"}), ExitCode::done);
    EXPECT_NE(scripted.output.find("\"folders_total\": 0"), std::string::npos) << scripted.output;
    EXPECT_EQ(script.requests.at(0).target, "/v1/hot-folder");
}

}  // namespace
}  // namespace understudy::cli
