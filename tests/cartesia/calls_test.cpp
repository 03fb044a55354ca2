// One call, one request, one reply: what each kind of answer comes to.
#include "tests/cartesia/world.hpp"

namespace understudy::test {
namespace {

TEST(Calls, ADatasetIsCreatedWithTheHeadersThatTheCloudWants) {
    cartesia::Options options = World::quick();
    options.base_url = "/behind/a/proxy/";
    options.version = "2026-08-14";
    World world(options);
    world.server.script = {answers(200, R"({"id":"dataset_1","name":"Anna","description":"text"})")};
    const auto dataset = world.create_dataset();
    ASSERT_TRUE(dataset.ok());
    EXPECT_EQ(*dataset, (CloudDataset{"dataset_1", "Anna", "text"}));
    ASSERT_EQ(world.server.seen.size(), 1u);
    const net::Request& head = world.server.seen[0].head;
    EXPECT_EQ(head.method, "POST");
    EXPECT_EQ(head.target, "/behind/a/proxy/datasets/");
    EXPECT_EQ(head.headers.find("authorization"), "Bearer sk_car_test");
    EXPECT_EQ(head.headers.find("cartesia-version"), "2026-08-14");
    EXPECT_EQ(head.headers.find("expect"), std::nullopt);
}

TEST(Calls, TheCloudsClockIsReadFromItsAnswersARefusalToo) {
    World world(World::quick());
    EXPECT_EQ(world.cloud->stats().clock_ahead, std::nullopt);
    world.server.script = {answers(401, "", {{"Date", "Fri, 31 Dec 2100 23:59:59 GMT"}}),
                           answers(401, "", {{"Date", "once upon a time"}})};
    EXPECT_FALSE(world.create_dataset().ok());
    ASSERT_TRUE(world.cloud->stats().clock_ahead);
    EXPECT_GT(*world.cloud->stats().clock_ahead, std::chrono::hours(24));
    EXPECT_FALSE(world.create_dataset().ok());
    EXPECT_GT(*world.cloud->stats().clock_ahead, std::chrono::hours(24)) << "what is no time says nothing";
}

TEST(Calls, ARefusalIsProvenAndTellsTheCloudsWords) {
    World world(World::quick());
    world.server.script = {answers(402, R"({"error_code":"plan_upgrade_required","title":"Slots",
                                            "message":"No slot is left.","request_id":"r-1"})")};
    const auto fine_tune = world.create_fine_tune();
    ASSERT_FALSE(fine_tune.ok());
    EXPECT_EQ(fine_tune.error().certainty, Certainty::refused);
    EXPECT_EQ(fine_tune.error().kind, TroubleKind::funds);
    EXPECT_EQ(fine_tune.error().detail, "No slot is left.");
    EXPECT_EQ(fine_tune.error().request_id, "r-1");
}

TEST(Calls, APurchaseBringsTheCloudsIdOfItsRequestWithoutTheKey) {
    World world(World::quick());
    world.server.script = {answers(200, R"({"id":"fine_tune_1","name":"Anna","status":"created"})",
                                   {{"X-Request-Id", "req-7"}})};
    const auto fine_tune = world.create_fine_tune();
    ASSERT_TRUE(fine_tune.ok()) << fine_tune.error().detail;
    EXPECT_EQ(fine_tune->request_id, "req-7");
}

TEST(Calls, NothingIsEverSentTwice) {
    for (const int status : {307, 308, 408, 409, 429, 500, 502, 503, 504}) {
        World world(World::quick());
        world.server.otherwise = answers(status, "", {{"Location", "/elsewhere"}, {"Retry-After", "0"}});
        EXPECT_FALSE(world.create_fine_tune().ok()) << status;
        EXPECT_EQ(world.server.seen.size(), 1u) << status;
    }
}

TEST(Calls, AnAnswerThatWasLostIsUnknown) {
    World world(World::quick());
    world.server.script = {{Act::Kind::reset, {}}};
    const auto fine_tune = world.create_fine_tune();
    ASSERT_FALSE(fine_tune.ok());
    EXPECT_EQ(fine_tune.error().certainty, Certainty::unknown);
    EXPECT_EQ(fine_tune.error().kind, TroubleKind::transient);
    EXPECT_EQ(fine_tune.error().http_status, std::nullopt);
    EXPECT_EQ(world.server.seen.size(), 1u);
}

TEST(Calls, AnAnswerLostOnAConnectionThatWasKeptIsUnknownAndNotSentAgain) {
    World world(World::quick());
    world.server.script = {answers(200, R"({"data":[],"has_more":false})"), {Act::Kind::reset, {}}};
    ASSERT_TRUE(world.list_fine_tunes().ok());
    const auto fine_tune = world.create_fine_tune();
    ASSERT_FALSE(fine_tune.ok());
    EXPECT_EQ(fine_tune.error().certainty, Certainty::unknown);
    ASSERT_EQ(world.server.seen.size(), 2u);
    EXPECT_EQ(world.server.seen[0].peer, world.server.seen[1].peer);
}

TEST(Calls, SilenceIsUnknown) {
    cartesia::Options options = World::quick();
    options.answer_timeout = std::chrono::milliseconds(20);
    World world(options);
    world.server.script = {{Act::Kind::hold, {}}};
    const auto fine_tune = world.create_fine_tune();
    ASSERT_FALSE(fine_tune.ok());
    EXPECT_EQ(fine_tune.error().certainty, Certainty::unknown);
    EXPECT_EQ(fine_tune.error().type, "timeout");
}

TEST(Calls, A2xxThatCannotBeUnderstoodIsUnknown) {
    for (const char* body : {"", "<html><title>Welcome</title>", "{\"id\":\"fine_tu", "[]", R"({"id":7})",
                             R"({"name":"no id"})", R"({"error":{"message":"no"}})"}) {
        World world(World::quick());
        world.server.script = {answers(200, body)};
        const auto fine_tune = world.create_fine_tune();
        ASSERT_FALSE(fine_tune.ok()) << body;
        EXPECT_EQ(fine_tune.error().certainty, Certainty::unknown) << body;
        EXPECT_EQ(fine_tune.error().type, "garbage_answer") << body;
    }
}

TEST(Calls, ACreateAnsweredWithoutABodyIsUnknown) {
    World world(World::quick());
    world.server.script = {answers(204)};
    EXPECT_EQ(world.create_fine_tune().error().certainty, Certainty::unknown);
}

TEST(Calls, AnAnswerThatBreaksOffIsUnknown) {
    World world(World::quick());
    world.server.script = {
        {Act::Kind::raw, {200, {}, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":"}}};
    EXPECT_EQ(world.create_fine_tune().error().certainty, Certainty::unknown);
}

TEST(Calls, AnAnswerWithoutEndIsUnknownAndNotKeptInMemory) {
    World world(World::quick());
    world.server.script = {answers(200, std::string(9u << 20, ' '))};
    const auto fine_tune = world.create_fine_tune();
    ASSERT_FALSE(fine_tune.ok());
    EXPECT_EQ(fine_tune.error().certainty, Certainty::unknown);
    EXPECT_EQ(fine_tune.error().type, "answer_too_large");
}

TEST(Calls, ACloudThatCannotBeReachedHasExecutedNothing) {
    cartesia::Options options = World::quick();
    World nobody_there(options);
    net::run(nobody_there.io, nobody_there.server.server().stop(std::chrono::milliseconds(0)));
    const auto fine_tune = nobody_there.create_fine_tune();
    ASSERT_FALSE(fine_tune.ok());
    EXPECT_EQ(fine_tune.error().certainty, Certainty::refused);
    EXPECT_EQ(fine_tune.error().kind, TroubleKind::transient);
    EXPECT_EQ(fine_tune.error().type, "connect_failed");
}

TEST(Calls, AFineTuneThatWasNotAskedForIsGarbage) {
    World world(World::quick());
    world.server.otherwise = answers(200, a_fine_tune);
    const auto get = [&](std::string id) {
        return world.ask<CloudFineTune>(
            [&](Cloud& cloud, auto reply) { return cloud.get_fine_tune(id, std::move(reply)); });
    };
    EXPECT_TRUE(get("fine_tune_1").ok());
    EXPECT_EQ(get("fine_tune_2").error().type, "garbage_answer");
}

TEST(Calls, AFileThatIsNotThereIsDeleted) {
    World world(World::quick());
    const auto remove = [&] {
        return world.ask<Nothing>(
            [](Cloud& cloud, auto reply) { return cloud.delete_file("d/1", "f", reply); });
    };
    world.server.script = {answers(204), answers(404), answers(403), answers(500)};
    EXPECT_TRUE(remove().ok());
    EXPECT_TRUE(remove().ok());
    EXPECT_EQ(remove().error().kind, TroubleKind::forbidden);
    EXPECT_EQ(remove().error().certainty, Certainty::unknown);
    EXPECT_EQ(world.server.seen[0].head.method, "DELETE");
    EXPECT_EQ(world.server.seen[0].head.target, "/datasets/d%2F1/files/f");
}

TEST(Calls, AProbeBelievesOnlyThePageOfAList) {
    World world(World::quick());
    const auto probe = [&] {
        return world.ask<Nothing>([](Cloud& cloud, auto reply) { return cloud.probe_key(reply); });
    };
    world.server.script = {answers(200, R"({"data":[]})"), answers(401),
                           answers(200, "<html>Sign in to WiFi")};
    EXPECT_TRUE(probe().ok());
    EXPECT_EQ(probe().error().kind, TroubleKind::credentials);
    EXPECT_EQ(probe().error().kind, TroubleKind::transient);
    EXPECT_EQ(world.server.seen[0].head.target, "/datasets/?limit=1");
}

TEST(Calls, WithoutAUsableKeyNothingIsSent) {
    World world(World::quick());
    for (const char* key : {"", "two\r\nX-Header: lines", "with space", "sk_\xC3\xA4"}) {
        world.cloud->set_api_key(Secret(key));
        const auto dataset = world.create_dataset();
        ASSERT_FALSE(dataset.ok()) << key;
        EXPECT_EQ(dataset.error().kind, TroubleKind::credentials);
        EXPECT_EQ(dataset.error().certainty, Certainty::refused);
    }
    EXPECT_TRUE(world.server.seen.empty());
}

TEST(Calls, ANewKeyCountsForTheNextRequest) {
    World world(World::quick());
    world.server.otherwise = answers(401, "Unauthorized: sk_car_new is not a key");
    ASSERT_FALSE(world.create_dataset().ok());
    world.cloud->set_api_key(Secret("sk_car_new"));
    const auto dataset = world.create_dataset();
    EXPECT_EQ(world.server.seen[1].head.headers.find("authorization"), "Bearer sk_car_new");
    EXPECT_EQ(dataset.error().detail, "*** is not a key");
}

}  // namespace
}  // namespace understudy::test
