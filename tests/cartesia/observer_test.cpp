// Whoever observes the exchanges is told of each how it ended, and never the key.
#include "cartesia/observer.hpp"

#include "tests/cartesia/world.hpp"

namespace understudy::test {
namespace {

struct Seen : cartesia::Observer {
    struct Entry {
        std::string endpoint, request_id;
        int http_status = 0;
        std::optional<TroubleKind> trouble;
    };
    std::vector<Entry> entries;
    void exchanged(const cartesia::Exchanged& exchange) override {
        EXPECT_GE(exchange.took, Duration{0});
        entries.push_back({std::string(exchange.endpoint), exchange.request_id, exchange.http_status,
                           exchange.trouble ? std::optional(exchange.trouble->kind) : std::nullopt});
    }
};

class Observed : public ::testing::Test {
  protected:
    Seen seen;
    cartesia::Options options = World::quick();
    void SetUp() override { options.observer = &seen; }
};

TEST_F(Observed, AGoodAnswerIsToldWithTheCloudsRequestId) {
    World world(options);
    Act good = answers(201, R"({"id":"dataset_1","name":"Anna","description":""})");
    good.response.headers.set("x-request-id", "r-1");
    world.server.script = {good};
    EXPECT_TRUE(world.create_dataset().ok());
    ASSERT_EQ(seen.entries.size(), 1u);
    EXPECT_EQ(seen.entries[0].endpoint, "create_dataset");
    EXPECT_EQ(seen.entries[0].http_status, 201);
    EXPECT_EQ(seen.entries[0].request_id, "r-1");
    EXPECT_FALSE(seen.entries[0].trouble);
}

TEST_F(Observed, TroubleIsToldByItsKindWithAnAnswerAndWithoutOne) {
    World world(options);
    world.server.script = {answers(429), Act{Act::Kind::reset, {}}};
    EXPECT_FALSE(world.create_dataset().ok());
    EXPECT_FALSE(world.create_dataset().ok());
    ASSERT_EQ(seen.entries.size(), 2u);
    EXPECT_EQ(seen.entries[0].http_status, 429);
    EXPECT_EQ(seen.entries[0].trouble, TroubleKind::transient);
    EXPECT_EQ(seen.entries[1].http_status, 0);
    EXPECT_EQ(seen.entries[1].trouble, TroubleKind::transient);
}

TEST_F(Observed, EachPageOfAListIsAnExchange) {
    World world(options);
    world.server.script = {answers(200, R"({"data":[{"id":"f1","status":"x"}],"has_more":true})"),
                           answers(200, R"({"data":[],"has_more":false})")};
    EXPECT_TRUE(world.list_fine_tunes().ok());
    ASSERT_EQ(seen.entries.size(), 2u);
    EXPECT_EQ(seen.entries[1].endpoint, "list_fine_tunes");
}

TEST_F(Observed, AKeyThatTheCloudSaysBackAsARequestIdIsMasked) {
    World world(options);
    Act good = answers(201, R"({"id":"dataset_1","name":"Anna","description":""})");
    good.response.headers.set("x-request-id", "r-sk_car_test");
    world.server.script = {good};
    EXPECT_TRUE(world.create_dataset().ok());
    EXPECT_EQ(seen.entries.at(0).request_id, "r-***");
}

TEST_F(Observed, WhatIsNeverSentIsNoExchange) {
    options.api_key = Secret("two words");
    World world(options);
    EXPECT_FALSE(world.create_dataset().ok());
    EXPECT_TRUE(seen.entries.empty());
}

}  // namespace
}  // namespace understudy::test
