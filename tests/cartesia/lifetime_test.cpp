// Cancelling, stopping, and how many do what at once.
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <set>

#include "tests/cartesia/world.hpp"

namespace understudy::test {
namespace {

Act holds(int status, std::string body) { return {Act::Kind::hold, {status, {}, std::move(body)}}; }

TEST(Cancelling, ACallThatHasNotBegunWasNeverSent) {
    World world(World::quick());
    const auto call = world.begin_fine_tune();
    world.cloud->cancel(call->id);
    EXPECT_EQ(call->answered, 0) << "the reply came from inside cancel()";
    const auto outcome = world.end(*call);
    EXPECT_EQ(outcome.error().kind, TroubleKind::cancelled);
    EXPECT_EQ(outcome.error().certainty, Certainty::refused);
    EXPECT_TRUE(world.server.seen.empty());
}

TEST(Cancelling, ACallThatAwaitsItsAnswerIsUnknown) {
    World world(World::quick());
    world.server.script = {holds(200, a_fine_tune)};
    const auto call = world.begin_fine_tune();
    world.until([&] { return world.server.holding() == 1; });
    world.cloud->cancel(call->id);
    const auto outcome = world.end(*call);
    EXPECT_EQ(outcome.error().kind, TroubleKind::cancelled);
    EXPECT_EQ(outcome.error().certainty, Certainty::unknown);
    EXPECT_EQ(call->answered, 1);
}

TEST(Cancelling, AnAnsweredOrForeignIdIsIgnored) {
    World world(World::quick());
    world.server.script = {answers(200, a_fine_tune)};
    const auto call = world.begin_fine_tune();
    EXPECT_TRUE(world.end(*call).ok());
    world.cloud->cancel(call->id);
    world.cloud->cancel(call->id + 1'000);
    world.stop(std::chrono::milliseconds(0));
    EXPECT_EQ(call->answered, 1);
}

TEST(Cancelling, OneInTheQueueLeavesTheOthersTheirTurns) {
    cartesia::Options options = World::quick();
    options.max_other_connections = 1;
    World world(options);
    world.server.script = {holds(200, a_fine_tune)};
    world.server.otherwise = answers(200, a_fine_tune);
    const auto first = world.begin_fine_tune();
    const auto second = world.begin_fine_tune();
    const auto third = world.begin_fine_tune();
    world.until([&] { return world.server.holding() == 1; });
    world.cloud->cancel(second->id);
    EXPECT_EQ(world.end(*second).error().certainty, Certainty::refused);
    world.server.let_go();
    EXPECT_TRUE(world.end(*first).ok());
    EXPECT_TRUE(world.end(*third).ok());
    EXPECT_EQ(world.server.seen.size(), 2u);
}

TEST(Stopping, APaidCallOnTheWireIsAwaitedAndAllElseIsCancelled) {
    World world(World::quick());
    world.server.otherwise = holds(200, a_fine_tune);
    const auto paid = world.begin_fine_tune();
    const auto list = world.begin<std::vector<CloudFineTune>>(
        [](Cloud& cloud, auto reply) { return cloud.list_fine_tunes(std::move(reply)); });
    world.until([&] { return world.server.holding() == 2; });
    bool stopped = false;
    asio::co_spawn(world.io, world.cloud->stop(std::chrono::hours(1)), [&](auto) { stopped = true; });
    world.until([&] { return list->answered == 1; });
    EXPECT_EQ(list->outcome->error().kind, TroubleKind::cancelled);
    EXPECT_EQ(paid->answered, 0);
    world.server.let_go();
    world.until([&] { return stopped; });
    ASSERT_EQ(paid->answered, 1);
    EXPECT_TRUE(paid->outcome->ok());
    EXPECT_EQ(world.cloud->stats().calls_under_way, 0u);
}

TEST(Stopping, APaidCallThatIsNotYetOnTheWireIsNotBegun) {
    cartesia::Options options = World::quick();
    options.max_other_connections = 1;
    World world(options);
    world.server.otherwise = holds(200, a_fine_tune);
    const auto first = world.begin_fine_tune();
    const auto queued = world.begin_fine_tune();
    world.until([&] { return world.server.holding() == 1; });
    const auto too_new = world.begin_fine_tune();
    world.stop(std::chrono::milliseconds(0));
    for (const auto* call : {queued.get(), too_new.get()}) {
        ASSERT_EQ(call->answered, 1);
        EXPECT_EQ(call->outcome->error().certainty, Certainty::refused);
    }
    EXPECT_EQ(world.server.seen.size(), 1u);
}

TEST(Stopping, WhenTheGraceIsOverAPaidCallIsGivenUpAsUnknown) {
    World world(World::quick());
    world.server.otherwise = holds(200, a_fine_tune);
    const auto paid = world.begin_fine_tune();
    world.until([&] { return world.server.holding() == 1; });
    world.stop(std::chrono::milliseconds(1));
    ASSERT_EQ(paid->answered, 1);
    EXPECT_EQ(paid->outcome->error().kind, TroubleKind::cancelled);
    EXPECT_EQ(paid->outcome->error().certainty, Certainty::unknown);
    EXPECT_EQ(world.cloud->stats().calls_under_way, 0u);
}

TEST(Stopping, AStopThatIsItselfCancelledHurries) {
    World world(World::quick());
    world.server.otherwise = holds(200, a_fine_tune);
    const auto paid = world.begin_fine_tune();
    world.until([&] { return world.server.holding() == 1; });
    asio::cancellation_signal hurry;
    bool stopped = false;
    asio::co_spawn(world.io, world.cloud->stop(std::chrono::hours(1)),
                   asio::bind_cancellation_slot(hurry.slot(), [&](std::exception_ptr) { stopped = true; }));
    asio::post(world.io, [&] { hurry.emit(asio::cancellation_type::terminal); });
    world.until([&] { return stopped; });
    EXPECT_EQ(paid->answered, 1);
    EXPECT_EQ(world.cloud->stats().calls_under_way, 0u);
}

TEST(Stopping, CallsAfterItAreAnsweredAndNeverSent) {
    World world(World::quick());
    world.stop(std::chrono::milliseconds(0));
    const auto late = world.begin_fine_tune();
    EXPECT_EQ(world.end(*late).error().certainty, Certainty::refused);
    EXPECT_TRUE(world.server.seen.empty());
}

TEST(Pacing, TheSecondCallWaitsForItsTurnButUploadsDoNot) {
    cartesia::Options options = World::quick();
    options.requests_per_second = 0.001;
    World world(options);
    world.server.script = {answers(200, a_fine_tune), answers(204)};
    world.server.otherwise = answers(200, a_fine_tune);
    EXPECT_TRUE(world.create_fine_tune().ok());
    const auto waiting = world.begin_fine_tune();
    EXPECT_TRUE(world.upload(std::make_unique<TextSource>("x")).ok());
    EXPECT_EQ(waiting->answered, 0);
    EXPECT_EQ(world.server.seen.size(), 2u);
    world.cloud->set_requests_per_second(0);
    EXPECT_TRUE(world.end(*waiting).ok());
}

TEST(Connections, ManyCallsShareAFewKeptOnes) {
    World world(World::quick());
    world.server.otherwise = answers(204);
    std::vector<std::unique_ptr<Awaited<Nothing>>> calls;
    for (int i = 0; i < 100; ++i)
        calls.push_back(world.begin_upload(std::make_unique<TextSource>("recording")));
    for (int i = 0; i < 100; ++i)
        calls.push_back(world.begin<Nothing>(
            [](Cloud& cloud, auto reply) { return cloud.delete_file("d", "f", std::move(reply)); }));
    for (auto& call : calls) EXPECT_TRUE(world.end(*call).ok());
    std::set<std::string> connections;
    for (const auto& seen : world.server.seen) connections.insert(seen.peer);
    EXPECT_LE(connections.size(), 6u);
    EXPECT_EQ(world.cloud->stats().connections_opened, connections.size());
    EXPECT_EQ(world.server.seen.size(), 200u);
}

TEST(Options, ThatAreNoGoodAreSaidInWordsAtOnce) {
    asio::io_context io;
    cartesia::Options options;
    options.base_url = "ftp://x";
    EXPECT_THROW(cartesia::CartesiaCloud(io.get_executor(), options), std::invalid_argument);
    options.base_url = "https://api.cartesia.ai";
    options.ca_file = "/nowhere/ca.pem";
    EXPECT_ANY_THROW(cartesia::CartesiaCloud(io.get_executor(), options));
}

}  // namespace
}  // namespace understudy::test
