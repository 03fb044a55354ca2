// Large bodies: streamed from one buffer, and the answer is seen while they are still being sent.
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "certificates.hpp"
#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::Phase;
using net::ServerExchange;
using net::asio::awaitable;

/// The same over a plain and over a TLS connection.
struct EitherTransport : testing::TestWithParam<const char*> {
    [[nodiscard]] bool tls() const { return GetParam() == std::string("Tls"); }
    void serve(net::Handler handler) {
        net::ListenOn where{.address = "127.0.0.1"};
        if (tls()) where.tls_cert_file = certificate.cert_file;
        if (tls()) where.tls_key_file = certificate.key_file;
        world.serve(std::move(handler), std::move(where));
    }
    [[nodiscard]] net::ClientOptions options() const {
        auto options = World::options_for(world.port(), tls());
        options.ca_file = certificate.cert_file;
        return options;
    }
    Certificate certificate;
    World world;
};
struct UploadsOver : EitherTransport {};
struct ResetsOver : EitherTransport {};
const auto name_of = [](const auto& info) { return std::string(info.param); };
INSTANTIATE_TEST_SUITE_P(Transport, UploadsOver, testing::Values("Plain", "Tls"), name_of);
INSTANTIATE_TEST_SUITE_P(Transport, ResetsOver, testing::Values("Plain", "Tls"), name_of);

TEST_P(UploadsOver, TwoHundredMegabytesGoThroughOneSmallBuffer) {
    std::uint64_t received = 0;
    serve([&](ServerExchange& exchange) -> awaitable<void> {
        std::vector<std::byte> block(65536);
        EXPECT_EQ(exchange.content_length(), 200'000'000u);
        for (;;) {
            const auto read = co_await exchange.read_some(block);
            if (!read || *read == 0) break;
            received += *read;
        }
        Response response = text("");
        response.status = 204;
        co_await exchange.respond(std::move(response));
    });
    net::HttpClient client(world.io.get_executor(), options());
    CountedBody body(200'000'000, 256u << 10);
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->status, 204);
    EXPECT_EQ(received, 200'000'000u);
    EXPECT_EQ(body.chunks, (200'000'000 + (256u << 10) - 1) / (256u << 10)) << "each byte is asked for once";
    EXPECT_EQ(client.stats().idle, 1u) << "the connection is good for another request";
    world.stop();
}

TEST_P(UploadsOver, AnEarly413IsSeenWhileTheBodyIsStillBeingSent) {
    serve([](ServerExchange& exchange) -> awaitable<void> {
        Response response = text("too large", 413);
        co_await exchange.respond(std::move(response));
    });
    net::HttpClient client(world.io.get_executor(), options());
    constexpr std::uint64_t size = std::uint64_t{1} << 40;  // would never end
    CountedBody body(size, 64u << 10);
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->status, 413);
    EXPECT_EQ(answer->body, "too large");
    EXPECT_EQ(client.stats().idle, 0u) << "a half-sent request leaves no connection to use again";
    world.stop();
}

TEST(Uploads, InterimAnswersDoNotEndThem) {
    std::string received;
    RawServer server([&](RawSocket& connection, int) {
        connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hi");
        received = connection.read_until("\r\n\r\n");
        connection.send("nts\r\nLink: x\r\n\r\n");
        received = connection.read_bytes(3'000'000);
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");
        connection.read_to_end();
    });
    World world;
    CountedBody body(3'000'000, 10'000);
    {
        net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
        const auto answer = world.send(client, post("/", ""), &body);
        ASSERT_TRUE(answer.ok()) << answer.error().what;
        EXPECT_EQ(answer->body, "all");
        EXPECT_EQ(client.stats().idle, 1u);
    }
    EXPECT_EQ(received.size(), 3'000'000u);
}

TEST(Uploads, AnAnswerIsSeenEvenWhenTheBodySourceHangs) {
    RawServer server([](RawSocket& connection, int) {
        connection.read_until("\r\n\r\n");
        connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        connection.read_to_end();
    });
    struct Hanging final : net::BodyStream {
        explicit Hanging(net::asio::io_context& io) : never(io) {}
        [[nodiscard]] std::uint64_t size() const override { return 100; }
        awaitable<std::optional<std::span<const std::byte>>> next() override {
            if (!std::exchange(begun, true)) co_return std::as_bytes(std::span("x", 1));
            never.expires_at(std::chrono::steady_clock::time_point::max());
            co_await never.async_wait(net::asio::use_awaitable);
            co_return std::nullopt;
        }
        net::asio::steady_timer never;
        bool begun = false;
    };
    World world;
    Hanging body(world.io);
    net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->status, 401);
}

TEST_P(UploadsOver, ABodyThatFailsIsAbandonedAndTheServerNeverSeesItWhole) {
    std::optional<bool> whole;
    serve([&](ServerExchange& exchange) -> awaitable<void> {
        const auto body = co_await exchange.read_body(1u << 30);
        whole = body.has_value();
    });
    net::HttpClient client(world.io.get_executor(), options());
    CountedBody body(1'000'000, 1000);
    body.fails_after = 500'000;
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::body);
    EXPECT_FALSE(answer.error().request_complete);
    net::run_until(world.io, [&] { return whole.has_value(); });
    EXPECT_FALSE(*whole);
    world.stop();
}

TEST_P(UploadsOver, AnEmptyBodyStreamIsARequestWithContentLengthZero) {
    serve([](ServerExchange& exchange) -> awaitable<void> {
        Response response = text(std::to_string(exchange.content_length().value_or(99)));
        co_await exchange.respond(std::move(response));
    });
    net::HttpClient client(world.io.get_executor(), options());
    CountedBody body(0, 1000);
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->body, "0");
    world.stop();
}

TEST_P(ResetsOver, BeforeTheBodyWasWholeProveThatTheRequestWasNotComplete) {
    serve([](ServerExchange& exchange) -> awaitable<void> {
        std::vector<std::byte> block(1000);
        co_await exchange.read_some(block);
        exchange.reset();
    });
    net::HttpClient client(world.io.get_executor(), options());
    CountedBody body(std::uint64_t{1} << 40, 64u << 10);
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::write);
    EXPECT_FALSE(answer.error().request_complete);
    EXPECT_FALSE(answer.error().timed_out);
    world.stop();
}

TEST_P(ResetsOver, AfterTheBodyLeaveTheRequestComplete) {
    serve([](ServerExchange& exchange) -> awaitable<void> {
        co_await exchange.read_body(1u << 20);
        exchange.reset();
    });
    net::HttpClient client(world.io.get_executor(), options());
    const auto answer = world.send(client, post("/", std::string(1000, 'x')));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::first_byte);
    EXPECT_TRUE(answer.error().request_complete);
    world.stop();
}

TEST_P(ResetsOver, InTheMiddleOfTheAnswerAreTroubleWhileReading) {
    serve([](ServerExchange& exchange) -> awaitable<void> {
        co_await exchange.write_raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    });
    net::HttpClient client(world.io.get_executor(), options());
    const auto answer = world.send(client, get("/"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::read);
    EXPECT_TRUE(answer.error().request_complete);
    world.stop();
}

}  // namespace
}  // namespace understudy::test
