#include "caller.hpp"

namespace understudy::test {
namespace {

class Controls : public ApiTest {};

TEST_F(Controls, ReadAsTheyCount) {
    desk.switched.controls.spending = Pause{Time{seconds{5}}, "the budget is spent", "user 7"};
    desk.switched.controls.bandwidth_limit = 4'096;
    desk.switched.purchases_under_way = 1;
    desk.switched.bandwidth = {4'096, BandwidthView::Source::control, {}};
    EXPECT_EQ(json(call("GET", "/v1/control")), Json::parse(R"({
        "spending_paused":true,
        "spending_pause":{"since":"1970-01-01T00:00:05.000000Z","reason":"the budget is spent","by":"user 7"},
        "purchases_under_way":1,"uploading_paused":false,"uploading_pause":null,"bandwidth_limit":4096,
        "bandwidth":{"limit":4096,"source":"control","until":null}})"));
}

TEST_F(Controls, AreChangedMemberByMember) {
    EXPECT_EQ(call("PATCH", "/v1/control", R"({"spending_paused":true,"reason":"enough"})").status, 200);
    EXPECT_EQ(desk.controls_change.spending_paused, true);
    EXPECT_FALSE(desk.controls_change.uploading_paused || desk.controls_change.bandwidth_limit);
    EXPECT_EQ(desk.controls_change.reason, "enough");
    EXPECT_FALSE(desk.controls_change.by.empty()) << "who asked";
    EXPECT_EQ(call("PATCH", "/v1/control", R"({"bandwidth_limit":2048})").status, 200);
    EXPECT_EQ(desk.controls_change.bandwidth_limit, std::optional<std::uint64_t>{2'048});
}

TEST_F(Controls, TakeASwitchBackWithNull) {
    EXPECT_EQ(call("PATCH", "/v1/control", R"({"bandwidth_limit":null})").status, 200);
    ASSERT_TRUE(desk.controls_change.bandwidth_limit);
    EXPECT_FALSE(*desk.controls_change.bandwidth_limit);
}

TEST_F(Controls, RefuseWhatMakesNoSenseByName) {
    const auto refused = [&](const char* body, const char* field) {
        expect_problem(call("PATCH", "/v1/control", body), 422, "invalid-field", field);
    };
    refused(R"({"spending_paused":"yes"})", "/spending_paused");
    refused(R"({"spending_paused":null})", "/spending_paused");
    refused(R"({"bandwidth_limit":10})", "/bandwidth_limit");
    refused(R"({"bandwidth_limit":-1})", "/bandwidth_limit");
    refused(R"({"bandwidth_limit":"2MiB"})", "/bandwidth_limit");
    refused(R"({"bandwidth":1})", "/bandwidth");
    refused(R"({"reason":"x"})", "/reason");
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Controls, TheQueueReadsInTheOrderOfTheLine) {
    QueueView::Entry entry{desk.view, {}};
    entry.explanation.state = "uploading", entry.explanation.step = "sending_files";
    entry.explanation.waits_for = WaitsFor::upload_turn;
    entry.explanation.queue_position = Position{1, 9};
    desk.line = {9, {entry}};
    const Json queue = json(call("GET", "/v1/queue?limit=1"));
    EXPECT_EQ(desk.queue_limit, 1u);
    EXPECT_EQ(queue["length"], 9);
    EXPECT_EQ(queue["data"][0]["position"], 1);
    EXPECT_EQ(queue["data"][0]["id"], some_id);
    EXPECT_EQ(queue["data"][0]["waits_for"], "upload_turn");
    expect_problem(call("GET", "/v1/queue?limit=0"), 400, "invalid-parameter", "?limit");
}

TEST_F(Controls, AMoveSaysOneOfThree) {
    const std::string path = "/v1/jobs/" + some_id + "/move";
    EXPECT_EQ(call("POST", path, R"({"to":"bottom"})").status, 200);
    EXPECT_EQ(std::get<MoveCommand>(desk.asked).to, MoveCommand::To::bottom);
    EXPECT_EQ(call("POST", path, R"({"after":")" + some_id + "\"}").status, 200);
    EXPECT_EQ(std::get<MoveCommand>(desk.asked).other, some_id);
    for (const char* body : {"{}", R"({"to":"up"})", R"({"to":"top","before":"x"})"})
        expect_problem(call("POST", path, body), 422, "invalid-field", "/to");
    expect_problem(call("POST", path, R"({"before":"01J9"})"), 422, "invalid-field", "/before");
}

TEST_F(Controls, ACancellationMayKeepTheTraining) {
    const std::string path = "/v1/jobs/" + some_id + "/cancel";
    EXPECT_EQ(call("POST", path).status, 200);
    EXPECT_FALSE(std::get<CancelCommand>(desk.asked).keep_training);
    EXPECT_EQ(call("POST", path, R"({"keep_training":true})").status, 200);
    EXPECT_TRUE(std::get<CancelCommand>(desk.asked).keep_training);
}

}  // namespace
}  // namespace understudy::test
