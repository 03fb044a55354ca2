#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

constexpr const char* location = "/v1/preflight/preflight_01JD9Z0V6Q8X5T7R2M4K3N1P0A";

std::string report(const std::string& verdict) {
    return R"({"state":"done","verdict":")" + verdict +
           R"(","duration_s":1528.4,"speech_s":900.2,"files_total":2,
        "files_measured":2,"reasons":[
        {"verdict":"warn","reason":"low_bandwidth","detail":"spoken at 8 kHz","cure":"find a better one","files":0},
        {"verdict":"block","reason":"not_audio","detail":"b\n.wav is not audio","cure":"take it out","path":"/srv/b\n.wav",
         "files":1}],"ignored":["/srv/notes.txt"],"files":[
        {"path":"/srv/a.wav","verdict":"pass","duration_s":61.2,"findings":[],"codec":"pcm_s16le","sample_rate":8000,
         "channels":1,"sound":{"integrated_lufs":-23.41,"true_peak_dbtp":-1.5,"noise_floor_dbfs":-61.2,"snr_db":38.4,
         "curves":{"step_s":0.3,"loudness_lufs":[-70,-35,-10],"peak_dbfs":[-80,-20,-3]},"histogram":[1,0,3]}},
        {"path":"/srv/b\n.wav","verdict":"block","findings":[{"verdict":"block","reason":"not_audio",
         "detail":"b\n.wav is not audio","cure":"take it out"}]}]})";
}

Said begun() {
    net::Response response{
        202, {}, R"({"id":"preflight_x","state":"measuring","files_total":2,"files_measured":0})"};
    response.headers.set("Location", location);
    return response;
}
Said measuring(int measured) {
    return answer(200, R"({"id":"preflight_x","state":"measuring","files_total":2,"files_measured":)" +
                           std::to_string(measured) + "}");
}
/// As the daemon answers: at once, under way, done in brief, the whole, and gone.
Script heard(const std::string& verdict) {
    return {
        {begun(), measuring(1), answer(200, report(verdict)), answer(200, report(verdict)), answer(204, "")},
        {},
        ""};
}

TEST(Preflight, PassAndWarnExitWithZeroAndBlockWithThree) {
    for (const auto& [verdict, code] :
         {std::pair{"pass", ExitCode::done}, {"warn", ExitCode::done}, {"block", ExitCode::refused}}) {
        FakeWorld world;
        Script script = heard(verdict);
        EXPECT_EQ(run_cli(world, script, {"preflight", "a", "/b"}), code) << verdict;
        ASSERT_EQ(script.requests.size(), 5u);
        EXPECT_EQ(script.requests[0].target, "/v1/preflight");
        EXPECT_EQ(script.requests[0].headers.find("Prefer"), "respond-async");
        EXPECT_EQ(script.requests[0].body, R"({"recordings":["/home/studio/a","/b"]})");
        EXPECT_EQ(script.requests[1].target, std::string(location) + "?brief=1");
        EXPECT_EQ(script.requests[3].target, location);
        EXPECT_EQ(script.requests[4].method, "DELETE") << "nobody asks for it again";
        EXPECT_EQ(script.requests[4].target, location);
    }
}

TEST(Preflight, TakesAnAnswerThatComesAtOnceToo) {
    FakeWorld world;
    Script script{{answer(200, report("warn"))}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"preflight", "a"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Verdict: warn"));
}

TEST(Preflight, TheTableHasEveryFileAndTheFindingsTheirCures) {
    FakeWorld world;
    Script script = heard("block");
    EXPECT_EQ(run_cli(world, script, {"preflight", "a"}), ExitCode::refused);
    for (const char* part :
         {"/srv/\n", "a.wav", "0:01:01", "pcm_s16le 8 kHz mono", "-23.4", "-1.5", "-61/38", "▁▅█", "b\\n.wav",
          "block  b\\n.wav is not audio", "→ take it out", "warn   spoken at 8 kHz", "→ find a better one",
          "Verdict: block (2 recordings, 0:25:28 in all, 0:15:00 of it speech)",
          "1 file ignored, not a recording's extension: /srv/notes.txt"})
        EXPECT_TRUE(contains(world.output, part)) << part << "\n" << world.output;
    EXPECT_LT(world.output.find("b\\n.wav"), world.output.find("a.wav")) << "the gravest first";
}

TEST(Preflight, IsPlainAsciiWhereTheLocaleIs) {
    FakeWorld world;
    world.out_is.utf8 = false;
    Script script = heard("warn");
    static_cast<void>(run_cli(world, script, {"preflight", "a"}));
    EXPECT_TRUE(contains(world.output, " =#")) << world.output;
    EXPECT_TRUE(contains(world.output, "> take it out"));
    EXPECT_FALSE(contains(world.output, "▁"));
}

TEST(Preflight, OfManyFilesTheTableHasTheGravest) {
    nlohmann::json many = nlohmann::json::parse(report("warn"));
    const auto good = many["files"][0];
    for (int i = 0; i < 500; ++i) {
        auto file = good;
        file["path"] = "/srv/good-" + std::to_string(i) + ".wav";
        many["files"].push_back(file);
    }
    for (const bool all : {false, true}) {
        FakeWorld world;
        Script script{{answer(200, many.dump())}, {}, ""};
        std::vector<std::string> arguments{"preflight", "a"};
        if (all) arguments.emplace_back("--all");
        EXPECT_EQ(run_cli(world, script, arguments), ExitCode::done);
        EXPECT_TRUE(contains(world.output, "not_audio"));
        EXPECT_EQ(contains(world.output, "good-499.wav"), all);
        EXPECT_EQ(contains(world.output, "… and 462 more"), !all);
    }
}

TEST(Preflight, JsonIsTheDaemonsReport) {
    FakeWorld world;
    Script script = heard("block");
    EXPECT_EQ(run_cli(world, script, {"preflight", "a", "--json"}), ExitCode::refused);
    EXPECT_EQ(nlohmann::json::parse(world.output)["files"].size(), 2u);
}

TEST(Preflight, TheTableFitsTheTerminal) {
    FakeWorld world;
    world.attend();
    world.columns = 60;
    Script script = heard("warn");
    EXPECT_EQ(run_cli(world, script, {"preflight", "a"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "block"));
    EXPECT_FALSE(contains(world.output, "pcm_s16le 8 kHz mono"));
    EXPECT_TRUE(contains(world.errors, "Listening: 1 of 2 recordings")) << world.errors;
}

TEST(Preflight, OfAJobThatIsNotWhollyMeasuredIsNoPass) {
    for (const auto& [verdict, code] : {std::pair{"warn", ExitCode::failed}, {"block", ExitCode::refused}}) {
        FakeWorld world;
        auto unfinished = nlohmann::json::parse(report("warn"));
        unfinished["verdict"] = nullptr;
        for (auto& reason : unfinished["reasons"]) reason["verdict"] = verdict;
        Script script{{answer(200, unfinished.dump())}, {}, ""};
        EXPECT_EQ(run_cli(world, script, {"preflight", "--job", anna}), code) << world.output;
    }
}

TEST(Preflight, OfAJobAsksForTheJobsReport) {
    FakeWorld world;
    Script script{{answer(200, report("warn"))}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"preflight", "--job", anna}), ExitCode::done);
    EXPECT_EQ(script.requests.at(0).target, "/v1/jobs/" + std::string(anna) + "/preflight");
    EXPECT_EQ(run_cli(world, script, {"preflight", "--job", anna, "a"}), ExitCode::usage);
    EXPECT_EQ(run_cli(world, script, {"preflight"}), ExitCode::usage);
}

TEST(Preflight, ThatIsInterruptedIsEndedAtTheDaemonToo) {
    FakeWorld world;
    world.interrupt_at_pause = 1;
    Script script{{begun(), measuring(1), answer(204, "")}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"preflight", "a"}), ExitCode::interrupted);
    EXPECT_EQ(script.requests.back().method, "DELETE");
    EXPECT_EQ(script.requests.back().target, location);
}

TEST(Preflight, ThePageIsWrittenAndATroubleWithItIsSaid) {
    FakeWorld world;
    Script script = heard("warn");
    EXPECT_EQ(run_cli(world, script, {"preflight", "a", "--html", "r.html"}), ExitCode::done);
    EXPECT_TRUE(world.files.at("r.html").starts_with("<!doctype html>"));
    EXPECT_TRUE(contains(world.errors, "The report is in r.html"));
    world.write_trouble = "No space left on device";
    script = heard("warn");
    EXPECT_EQ(run_cli(world, script, {"preflight", "a", "--html", "r.html"}), ExitCode::output_lost);
    EXPECT_TRUE(contains(world.errors, "No space left on device"));
}

TEST(Show, NamesTheVerdictOfPreflightAndItsReasons) {
    FakeWorld world;
    Script script{
        {job("draft", R"(,"preflight":{"verdict":"warn","reasons":[{"detail":"a.wav is clipped"}]})")},
        {},
        ""};
    EXPECT_EQ(run_cli(world, script, {"show", anna}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "preflight:   warn")) << world.output;
    EXPECT_TRUE(contains(world.output, "a.wav is clipped"));
}

}  // namespace
}  // namespace understudy::cli
