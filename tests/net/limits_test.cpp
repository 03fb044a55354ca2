// Every phase of a request has its limit, can be cancelled, and says honestly how far the request had got.
#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <utility>

#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::Phase;
using std::chrono::milliseconds;

constexpr milliseconds soon{50};

/// A server that says nothing after `greeting`, until the client goes.
RawServer silent_server(std::string greeting = "") {
    return RawServer([greeting](RawSocket& connection, int) {
        if (!greeting.empty()) connection.read_until("\r\n\r\n");
        connection.send(greeting);
        connection.read_to_end();
    });
}

Answer ask(net::ClientOptions options, net::BodyStream* body = nullptr) {
    World world;
    net::HttpClient client(world.io.get_executor(), std::move(options));
    return world.send(client, post("/", ""), body);
}

void expect_timeout(const Answer& answer, Phase phase, bool complete) {
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(answer.error().timed_out) << answer.error().what;
    EXPECT_FALSE(answer.error().cancelled);
    EXPECT_EQ(answer.error().phase, phase);
    EXPECT_EQ(answer.error().request_complete, complete);
}

TEST(Timeouts, AServerThatNeverShakesHandsIsATimeoutOfTls) {
    RawServer server = silent_server();
    auto options = World::options_for(server.port(), true);
    options.timeouts.tls = soon;
    expect_timeout(ask(options), Phase::tls, false);
}

TEST(Timeouts, AServerThatStopsReadingIsATimeoutOfWriting) {
    std::promise<void> done;
    auto ended = done.get_future().share();
    RawServer server([ended](RawSocket&, int) { ended.wait(); });
    auto options = World::options_for(server.port());
    options.timeouts.write = soon;
    CountedBody body(std::uint64_t{1} << 40, 64u << 10);
    expect_timeout(ask(options, &body), Phase::write, false);
    done.set_value();
}

TEST(Timeouts, AServerThatNeverAnswersIsATimeoutOfTheFirstByte) {
    RawServer server = silent_server();
    auto options = World::options_for(server.port());
    options.timeouts.first_byte = soon;
    expect_timeout(ask(options), Phase::first_byte, true);
}

TEST(Timeouts, AServerThatStopsInTheMiddleOfItsAnswerIsATimeoutOfReading) {
    RawServer server = silent_server("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    auto options = World::options_for(server.port());
    options.timeouts.read = soon;
    expect_timeout(ask(options), Phase::read, true);
}

TEST(Timeouts, AnInterimAnswerDoesNotStretchTheLimitOfTheFirstByte) {
    RawServer server = silent_server("HTTP/1.1 102 Processing\r\n\r\n");
    auto options = World::options_for(server.port());
    options.timeouts.first_byte = soon;
    expect_timeout(ask(options), Phase::first_byte, true);
}

TEST(Timeouts, AProxyThatNeverAnswersIsATimeoutOfConnecting) {
    RawServer server = silent_server();
    auto options = World::options_for(9, true);
    options.proxy = net::Origin{.tls = false, .host = "127.0.0.1", .port = server.port(), .path = ""};
    options.timeouts.connect = soon;
    expect_timeout(ask(options), Phase::connect, false);
}

TEST(Connecting, ToAPortWhereNobodyListensIsTroubleOfConnecting) {
    std::uint16_t port = 0;
    { port = silent_server().port(); }
    const auto answer = ask(World::options_for(port));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::connect);
    EXPECT_FALSE(answer.error().timed_out);
    EXPECT_NE(answer.error().what.find("Connection refused"), std::string::npos) << answer.error().what;
}

/// Starts a request, waits for `fact`, cancels it; what came of it.
TransportTrouble cancelled_when(net::ClientOptions options, const std::function<bool(net::HttpClient&)>& fact,
                                net::BodyStream* body = nullptr) {
    World world;
    net::HttpClient client(world.io.get_executor(), std::move(options));
    const auto pending = world.start(client, post("/", ""), body);
    // Time goes on in the loop, so that facts that another thread brings about are seen.
    net::asio::steady_timer tick(world.io);
    std::function<void()> again = [&] {
        tick.expires_after(milliseconds(1));
        tick.async_wait([&](const auto& error) { error ? void() : again(); });
    };
    again();
    net::run_until(world.io, [&] { return fact(client); });
    EXPECT_FALSE(pending->answer);
    pending->cancel();
    const auto answer = world.finish(*pending);
    EXPECT_EQ(client.stats().busy, 0u);
    EXPECT_EQ(client.stats().idle, 0u);
    if (answer.ok()) return TransportTrouble{.what = "it was answered"};
    return answer.error();
}

TEST(Cancellation, DuringTheHandshakeProvesThatNothingWasSent) {
    std::atomic<bool> reached = false;
    RawServer server([&](RawSocket& connection, int) {
        connection.read_until("\x16");  // the first byte of a ClientHello
        reached = true;
        connection.read_to_end();
    });
    const auto trouble = cancelled_when(World::options_for(server.port(), true),
                                        [&](net::HttpClient&) { return reached.load(); });
    EXPECT_TRUE(trouble.cancelled) << trouble.what;
    EXPECT_FALSE(trouble.timed_out);
    EXPECT_EQ(trouble.phase, Phase::tls);
    EXPECT_FALSE(trouble.request_complete);
}

TEST(Cancellation, WhileWaitingForTheAnswerLeavesTheRequestComplete) {
    std::atomic<bool> reached = false;
    RawServer server([&](RawSocket& connection, int) {
        connection.read_until("\r\n\r\n");
        reached = true;
        connection.read_to_end();
    });
    const auto trouble =
        cancelled_when(World::options_for(server.port()), [&](net::HttpClient&) { return reached.load(); });
    EXPECT_TRUE(trouble.cancelled) << trouble.what;
    EXPECT_EQ(trouble.phase, Phase::first_byte);
    EXPECT_TRUE(trouble.request_complete);
}

TEST(Cancellation, InTheMiddleOfTheAnswerIsSeenAsSuch) {
    std::atomic<bool> reached = false;
    RawServer server([&](RawSocket& connection, int) {
        connection.read_until("\r\n\r\n");
        connection.send("HTTP/1.1 200 OK\r\nContent-Le");
        reached = true;
        connection.read_to_end();
    });
    int looks = 0;  // a few turns of the loop, so that the bytes are in
    const auto trouble = cancelled_when(World::options_for(server.port()),
                                        [&](net::HttpClient&) { return reached.load() && ++looks > 5; });
    EXPECT_TRUE(trouble.cancelled) << trouble.what;
    EXPECT_TRUE(trouble.request_complete);
}

TEST(Cancellation, WhileTheServerDoesNotReadProvesThatTheRequestWasNotComplete) {
    std::promise<void> done;
    auto ended = done.get_future().share();
    RawServer server([ended](RawSocket&, int) { ended.wait(); });
    CountedBody body(std::uint64_t{1} << 40, 64u << 10);
    std::uint64_t last = 0;
    const auto trouble = cancelled_when(
        World::options_for(server.port()),
        [&](net::HttpClient&) {
            return body.produced > 0 && std::exchange(last, body.produced) == body.produced;
        },
        &body);
    EXPECT_TRUE(trouble.cancelled) << trouble.what;
    EXPECT_EQ(trouble.phase, Phase::write);
    EXPECT_FALSE(trouble.request_complete);
    done.set_value();
}

TEST(Cancellation, WhileTheBodySourceHangsIsPassedOnToIt) {
    RawServer server = silent_server();
    World world;
    struct Hanging final : net::BodyStream {
        explicit Hanging(net::asio::io_context& io) : never(io) {}
        [[nodiscard]] std::uint64_t size() const override { return 100; }
        net::asio::awaitable<std::optional<std::span<const std::byte>>> next() override {
            asked = true;
            never.expires_at(std::chrono::steady_clock::time_point::max());
            co_await never.async_wait(net::asio::use_awaitable);
            co_return std::nullopt;
        }
        net::asio::steady_timer never;
        bool asked = false;
    } body(world.io);
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    const auto pending = world.start(client, post("/", ""), &body);
    net::run_until(world.io, [&] { return body.asked; });
    pending->cancel();
    const auto answer = world.finish(*pending);
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(answer.error().cancelled) << answer.error().what;
    EXPECT_EQ(answer.error().phase, Phase::body);
    EXPECT_FALSE(answer.error().request_complete);
}

}  // namespace
}  // namespace understudy::test
