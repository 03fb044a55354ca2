// Kept connections: used again while they are good, never trusted beyond that, and nothing is ever re-sent.
#include <atomic>
#include <future>

#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::Phase;
using net::ServerExchange;
using net::asio::awaitable;

constexpr const char* small_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

awaitable<void> hello(ServerExchange& exchange) {
    Response response = text("hello");
    co_await exchange.respond(std::move(response));
}

TEST(Pool, OneConnectionServesManyRequests) {
    World world;
    world.serve(hello);
    net::HttpClient client(world.io.get_executor(), world.options());
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(world.send(client, get("/")).ok());
    EXPECT_EQ(client.stats().connections_opened, 1u);
    EXPECT_EQ(client.stats().requests, 20u);
    EXPECT_EQ(client.stats().idle, 1u);
    EXPECT_EQ(client.stats().busy, 0u);
    world.stop();
    EXPECT_EQ(world.server->stats().connections_accepted, 1u);
}

TEST(Pool, KeepsNoMoreThanItMay) {
    World world;
    world.serve(hello);
    auto options = world.options();
    options.max_idle = 2;
    net::HttpClient client(world.io.get_executor(), options);
    std::vector<std::unique_ptr<World::Pending>> pending;
    for (int i = 0; i < 5; ++i) pending.push_back(world.start(client, get("/")));
    for (const auto& one : pending) ASSERT_TRUE(world.finish(*one).ok());
    EXPECT_EQ(client.stats().connections_opened, 5u);
    EXPECT_EQ(client.stats().idle, 2u);
    client.close();
    EXPECT_EQ(client.stats().idle, 0u);
    world.stop();
}

TEST(Pool, AConnectionThatTheServerClosedWhileItWasIdleIsNotUsed) {
    std::promise<void> first_closed;
    RawServer server([&](RawSocket& connection, int nth) {
        connection.read_until("\r\n\r\n");
        connection.send(small_answer);
        connection.close();
        if (nth == 0) first_closed.set_value();
    });
    World world;
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    ASSERT_TRUE(world.send(client, get("/1")).ok());
    first_closed.get_future().wait();
    const auto second = world.send(client, get("/2"));
    ASSERT_TRUE(second.ok()) << second.error().what;
    EXPECT_EQ(client.stats().connections_opened, 2u);
}

TEST(Pool, AConnectionWithBytesThatNobodyAskedForIsNotUsed) {
    RawServer server([](RawSocket& connection, int nth) {
        connection.read_until("\r\n\r\n");
        connection.send(nth == 0 ? std::string(small_answer) + "HTTP/1.1 200 OK\r\n" : small_answer);
        connection.read_to_end();
    });
    World world;
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    ASSERT_TRUE(world.send(client, get("/1")).ok());
    const auto second = world.send(client, get("/2"));
    ASSERT_TRUE(second.ok()) << second.error().what;
    EXPECT_EQ(second->body, "ok");
    EXPECT_EQ(client.stats().connections_opened, 2u);
    client.close();
}

TEST(Pool, AKeptConnectionThatDiesAfterTheRequestWasWrittenIsTheRequestsOutcomeAndNotAReasonToSendItAgain) {
    std::atomic<int> requests = 0;
    RawServer server([&](RawSocket& connection, int) {
        while (!connection.read_until("\r\n\r\n").empty()) {
            if (++requests == 2) return connection.reset();
            connection.send(small_answer);
        }
    });
    World world;
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    ASSERT_TRUE(world.send(client, get("/1")).ok());
    const auto second = world.send(client, post("/2", "precious"));
    ASSERT_FALSE(second.ok());
    EXPECT_TRUE(second.error().request_complete);
    EXPECT_EQ(second.error().phase, Phase::first_byte);
    EXPECT_EQ(requests, 2);
    EXPECT_EQ(client.stats().connections_opened, 1u);
}

TEST(Pool, AnAnswerThatSaysCloseIsBelieved) {
    RawServer server([](RawSocket& connection, int) {
        connection.read_until("\r\n\r\n");
        connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        connection.read_to_end();
    });
    World world;
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    ASSERT_TRUE(world.send(client, get("/1")).ok());
    EXPECT_EQ(client.stats().idle, 0u);
    ASSERT_TRUE(world.send(client, get("/2")).ok());
    EXPECT_EQ(client.stats().connections_opened, 2u);
}

TEST(Pool, AServersKeepAliveTimeoutOfASecondMeansDoNotKeep) {
    RawServer server([](RawSocket& connection, int) {
        connection.read_until("\r\n\r\n");
        connection.send("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok");
        connection.read_to_end();
    });
    World world;
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    ASSERT_TRUE(world.send(client, get("/1")).ok());
    EXPECT_EQ(client.stats().idle, 0u);
}

TEST(Pool, AnIdleConnectionIsClosedWhenItsTimeIsOver) {
    World world;
    world.serve(hello);
    auto options = world.options();
    options.timeouts.idle = std::chrono::milliseconds(20);
    net::HttpClient client(world.io.get_executor(), options);
    ASSERT_TRUE(world.send(client, get("/")).ok());
    net::run_until(world.io, [&] { return client.stats().idle == 0 && world.server->stats().open == 0; });
    world.stop();
}

}  // namespace
}  // namespace understudy::test
