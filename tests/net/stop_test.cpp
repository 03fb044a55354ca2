// Stopping a server: what is under way may finish, up to a limit; what is idle goes at once.
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/signal.hpp"
#include "net/task_group.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::ServerExchange;
using net::asio::awaitable;
using std::chrono::milliseconds;

/// A handler that answers when the test says so.
struct Gate {
    explicit Gate(net::asio::io_context& io) : changed(io.get_executor()) {}
    awaitable<void> handle(ServerExchange& exchange) {
        ++waiting;
        while (!open) co_await changed.wait();
        Response response = text("late but well");
        co_await exchange.respond(std::move(response));
    }
    net::Signal changed;
    bool open = false;
    int waiting = 0;
};

TEST(Stop, LetsARequestUnderWayFinishAndTellsItsClientThatTheConnectionEnds) {
    World world;
    Gate gate(world.io);
    world.serve([&](ServerExchange& exchange) { return gate.handle(exchange); });
    net::HttpClient client(world.io.get_executor(), world.options());
    const auto pending = world.start(client, get("/"));
    net::run_until(world.io, [&] { return gate.waiting == 1; });
    net::TaskGroup stopping(world.io.get_executor());
    stopping.spawn(world.server->stop(std::chrono::seconds(30)));
    world.io.poll();
    gate.open = true;
    gate.changed.notify();
    const auto answer = world.finish(*pending);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->body, "late but well");
    EXPECT_EQ(answer->headers.find("Connection"), "close");
    net::run(world.io, stopping.join());
    EXPECT_EQ(world.server->stats().open, 0u);
}

TEST(Stop, ClosesIdleConnectionsAtOnceAndRefusesNewOnes) {
    World world;
    Gate gate(world.io);
    gate.open = true;
    world.serve([&](ServerExchange& exchange) { return gate.handle(exchange); });
    net::HttpClient client(world.io.get_executor(), world.options());
    ASSERT_TRUE(world.send(client, get("/")).ok());
    ASSERT_EQ(world.server->stats().open, 1u);
    world.stop(std::chrono::hours(1));
    EXPECT_EQ(world.server->stats().open, 0u);
    const auto answer = world.send(client, get("/"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, net::Phase::connect);
}

TEST(Stop, CutsWhatIsNotDoneWhenTheGraceIsOver) {
    World world;
    int cancelled = 0;
    bool begun = false;
    world.serve([&](ServerExchange&) -> awaitable<void> {
        net::asio::steady_timer never(world.io, std::chrono::steady_clock::time_point::max());
        begun = true;
        try {
            co_await never.async_wait(net::asio::use_awaitable);
        } catch (...) {
            ++cancelled;
        }
    });
    net::HttpClient client(world.io.get_executor(), world.options());
    const auto pending = world.start(client, get("/"));
    net::run_until(world.io, [&] { return begun; });
    world.stop(milliseconds(1));
    EXPECT_EQ(cancelled, 1);
    const auto answer = world.finish(*pending);
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(answer.error().request_complete);
}

TEST(Stop, MayBeForgottenWithoutHarm) {
    net::asio::io_context io;
    {
        net::HttpServer server(io.get_executor(), {net::ListenOn{.address = "127.0.0.1"}}, {},
                               [](ServerExchange&) -> awaitable<void> { co_return; });
        ASSERT_TRUE(server.start().ok());
        io.poll();
    }
    io.poll();
}

TEST(Stop, OfTheWholeContextInTheMiddleOfARequestDoesNoHarm) {
    std::unique_ptr<World::Pending> pending;
    World world;
    Gate gate(world.io);
    world.serve([&](ServerExchange& exchange) { return gate.handle(exchange); });
    net::HttpClient client(world.io.get_executor(), world.options());
    pending = world.start(client, get("/"));
    net::run_until(world.io, [&] { return gate.waiting == 1; });
}

}  // namespace
}  // namespace understudy::test
