#include <gtest/gtest.h>

#include "emulator/control.hpp"
#include "emulator/control_json.hpp"

namespace understudy::emulator::testing {
namespace {

TEST(Faults, PathsMatchBySegment) {
    EXPECT_TRUE(path_matches("/fine-tunes", "/fine-tunes/?limit=1"));
    EXPECT_TRUE(path_matches("/datasets/*/files", "/datasets/d1/files"));
    EXPECT_FALSE(path_matches("/datasets/*", "/datasets/d1/files"));
    EXPECT_TRUE(path_matches("/datasets/**", "/datasets/d1/files"));
    EXPECT_TRUE(path_matches("", "/anything"));
    EXPECT_FALSE(path_matches("/fine-tunes", "/fine-tunes/f1"));
}

TEST(Faults, StrikeAfterSoManyAndSoOften) {
    FaultBook book;
    book.add({.method = "POST", .path = "/fine-tunes", .after = 1, .times = 2});
    EXPECT_FALSE(book.strike("GET", "/fine-tunes/"));
    EXPECT_FALSE(book.strike("POST", "/fine-tunes/"));
    EXPECT_TRUE(book.strike("POST", "/fine-tunes/"));
    EXPECT_TRUE(book.strike("POST", "/fine-tunes"));
    EXPECT_FALSE(book.strike("POST", "/fine-tunes"));
}

TEST(Faults, WithoutALimitStrikeUntilTheyAreRemoved) {
    FaultBook book;
    const auto id = book.add({.times = 0});
    for (int n = 0; n < 50; ++n) EXPECT_TRUE(book.strike("GET", "/"));
    EXPECT_TRUE(book.remove(id));
    EXPECT_FALSE(book.strike("GET", "/"));
}

TEST(Faults, AreUnderstoodFromJson) {
    const auto rule =
        fault_rule_from(Json::parse(R"({"match": {"method": "POST", "path": "/fine-tunes"}, "after": 2,
        "times": 0, "fault": {"kind": "status", "status": 429, "retry_after": 7, "error_code": "concurrency_limited",
        "at": "start", "delay": "250ms"}})"));
    ASSERT_TRUE(rule.ok()) << rule.error();
    EXPECT_EQ(rule->method, "POST");
    EXPECT_EQ(rule->after, 2u);
    EXPECT_EQ(rule->times, 0u);
    EXPECT_EQ(rule->fault.act, FaultAct::answer);
    EXPECT_EQ(rule->fault.at, FaultPoint::start);
    EXPECT_EQ(rule->fault.status, 429);
    EXPECT_EQ(rule->fault.delay, milliseconds(250));
    EXPECT_EQ(rule->fault.headers.front().second, "7");
}

TEST(Faults, MistakesInJsonAreNamed) {
    auto problem = [](const char* text) {
        const auto rule = fault_rule_from(Json::parse(text));
        return rule ? std::string("none") : rule.error();
    };
    EXPECT_NE(problem(R"({"fault": {"kind": "explode"}})").find("'kind'"), std::string::npos);
    EXPECT_NE(problem(R"({"fault": {"kind": "reset", "at": "lunch"}})").find("'at'"), std::string::npos);
    EXPECT_NE(problem(R"({"fault": {"kind": "reset", "when": "commit"}})").find("'when'"), std::string::npos);
    EXPECT_NE(problem(R"({"match": {"verb": "POST"}, "fault": {}})").find("'verb'"), std::string::npos);
    EXPECT_NE(problem(R"({"times": 1})").find("'fault'"), std::string::npos);
    EXPECT_NE(problem(R"([])").find("object"), std::string::npos);
}

TEST(Durations, AreReadAsPeopleWriteThem) {
    EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
    EXPECT_EQ(parse_duration("2s"), seconds(2));
    EXPECT_EQ(parse_duration("1.5m"), seconds(90));
    EXPECT_EQ(parse_duration("3h"), std::chrono::hours(3));
    EXPECT_EQ(parse_duration("-1s"), std::nullopt);
    EXPECT_EQ(parse_duration("soon"), std::nullopt);
}

struct Control : ::testing::Test {
    EmulatorState state{CloudSettings{}, WireSettings{}, "key", 1};
    net::Response send(const std::string& method, const std::string& path, const std::string& body = "") {
        return answer_control(state, net::Request{method, path, {}, ""}, body, {});
    }
    Json json(const net::Response& response) { return Json::parse(response.body, nullptr, false); }
};

TEST_F(Control, EverySettingCanBeReadAndWrittenBack) {
    const auto before = send("GET", "/_emulator/settings").body;
    EXPECT_EQ(send("PATCH", "/_emulator/settings", before).body, before);
    const auto changed =
        send("PATCH", "/_emulator/settings",
             R"({"slots": 2, "train_time": "3h", "fine_tunes_lag": {"listings": 3}, "credits": 5})");
    EXPECT_EQ(changed.status, 200);
    auto& settings = state.accounts.main().settings();
    EXPECT_EQ(settings.slots, 2u);
    EXPECT_EQ(settings.train_time, std::chrono::hours(3));
    EXPECT_EQ(settings.fine_tunes_lag.listings, 3u);
    EXPECT_EQ(settings.credits, 5u);
}

TEST_F(Control, AWrongSettingIsNamed) {
    EXPECT_NE(send("PATCH", "/_emulator/settings", R"({"slotz": 2})").body.find("slotz"), std::string::npos);
    EXPECT_NE(send("PATCH", "/_emulator/settings", R"({"slots": "two"})").body.find("slots"),
              std::string::npos);
    EXPECT_EQ(send("PATCH", "/_emulator/settings", "{").status, 400);
}

TEST_F(Control, AProfileChangesTheModels) {
    EXPECT_EQ(send("PATCH", "/_emulator/settings", R"({"profile": "2025"})").status, 200);
    EXPECT_TRUE(state.accounts.main().check_model("sonic-2").ok());
    EXPECT_EQ(send("PATCH", "/_emulator/settings", R"({"profile": "2026"})").status, 200);
    EXPECT_EQ(state.accounts.main().check_model("sonic-2").error().error_code, "model_sunsetted");
}

TEST_F(Control, TheClockStopsAndIsPushed) {
    EXPECT_EQ(send("POST", "/_emulator/clock", R"({"frozen": true})").status, 200);
    const Time before = state.clock.now();
    EXPECT_EQ(state.clock.now(), before);
    EXPECT_EQ(send("POST", "/_emulator/clock", R"({"advance": "3h"})").status, 200);
    EXPECT_EQ(state.clock.now(), before + std::chrono::hours(3));
    EXPECT_EQ(send("POST", "/_emulator/clock", R"({"frozen": false})").status, 200);
    EXPECT_GE(state.clock.now(), before + std::chrono::hours(3));
    EXPECT_EQ(send("POST", "/_emulator/clock", R"({"advance": "soon"})").status, 400);
}

TEST_F(Control, FaultsAreAddedListedAndRemoved) {
    EXPECT_EQ(json(send("POST", "/_emulator/faults",
                        R"([{"fault": {"kind": "reset"}}, {"fault": {"kind": "hang"}}])"))["ids"],
              Json({1, 2}));
    EXPECT_EQ(json(send("GET", "/_emulator/faults"))["faults"].size(), 2u);
    EXPECT_EQ(send("DELETE", "/_emulator/faults/1").status, 204);
    EXPECT_EQ(send("DELETE", "/_emulator/faults/1").status, 404);
    EXPECT_EQ(send("DELETE", "/_emulator/faults").status, 204);
    EXPECT_TRUE(state.faults.rules().empty());
    EXPECT_EQ(send("POST", "/_emulator/faults", R"([{"fault": {}}, {"fault": {"kind": 1}}])").status, 400);
    EXPECT_TRUE(state.faults.rules().empty());
}

TEST_F(Control, UnknownControlsAre404) {
    EXPECT_EQ(send("GET", "/_emulator/nothing").status, 404);
    EXPECT_EQ(send("GET", "/_emulator/").status, 200);
    EXPECT_TRUE(is_control("/_emulator"));
    EXPECT_FALSE(is_control("/datasets"));
}

}  // namespace
}  // namespace understudy::emulator::testing
