// The server, talked to in plain bytes: framing, limits, and misbehaving on purpose.
#include <stdexcept>

#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::ServerExchange;
using net::asio::awaitable;

awaitable<void> echo(ServerExchange& exchange) {
    const auto body = co_await exchange.read_body(1000);
    Response response =
        text(exchange.request().method + " " + exchange.request().target + " " + body.value_or("NO BODY"));
    if (!body) response.status = exchange.too_large() ? 413 : 400;
    co_await exchange.respond(std::move(response));
}

/// What the server says to `bytes`, up to the connection's end (which the client announces).
std::string said_to(const std::string& bytes, net::Handler handler = echo, net::ServerLimits limits = {}) {
    World world;
    world.limits = limits;
    world.serve(std::move(handler));
    std::string said;
    const std::uint16_t port = world.port();
    while_serving(world.io, [&] {
        RawSocket client = connect_to(port);
        client.send(bytes);
        client.shut_down_sending();
        said = client.read_to_end();
    });
    world.stop();
    return said;
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

#define EXPECT_SAYS(said, words) EXPECT_NE((said).find(words), std::string::npos) << (said)

TEST(Server, AnswersWithALengthADateAndKeepsTheConnection) {
    const std::string said = said_to("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 200 OK\r\nDate: ")) << said;
    EXPECT_SAYS(said, "Content-Length: 7\r\n\r\nGET /a ");
    EXPECT_SAYS(said, "GET /b ");
    EXPECT_EQ(count(said, "Connection: close"), 0u) << said;
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab";
    const std::string said = said_to(many);
    EXPECT_EQ(count(said, "200 OK"), 50u);
    EXPECT_LT(said.find("POST /8 ab"), said.find("POST /41 ab"));
}

TEST(Server, DecodesAChunkedBody) {
    EXPECT_SAYS(said_to("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n"),
                "POST /c abc0123456789");
    EXPECT_SAYS(said_to("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "3\r\nabc\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n"),
                "GET /next ");
}

TEST(Server, ABodyOverTheHandlersLimitIsToldApartFromABrokenOne) {
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
    EXPECT_SAYS(said_to(head + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'x')), "413");
    EXPECT_SAYS(said_to(head + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') +
                        "\r\n0\r\n\r\n"),
                "413");
    EXPECT_SAYS(said_to(head + "Content-Length: 10\r\n\r\nshort"), "400");
    EXPECT_SAYS(said_to(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "400");
}

TEST(Server, AnswersHeadWithoutABody) {
    const std::string said = said_to("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_SAYS(said, "Content-Length: 8\r\n");
    EXPECT_TRUE(said.ends_with("\r\n\r\n")) << said;
}

TEST(Server, Sends100ContinueOnlyWhenTheBodyIsWanted) {
    const std::string request =
        "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    World world;
    world.serve([](ServerExchange& exchange) -> awaitable<void> {
        if (exchange.request().method == "PUT") {
            Response no = text("no", 401);
            co_await exchange.respond(std::move(no));
            co_return;
        }
        co_await echo(exchange);
    });
    std::string interim, final, refused;
    const std::uint16_t port = world.port();
    while_serving(world.io, [&] {
        RawSocket client = connect_to(port);
        client.send(request);
        interim = client.read_until("\r\n\r\n");
        client.send("abc");
        final = client.read_until("abc");
        RawSocket other = connect_to(port);
        other.send("PUT" + request.substr(4));
        refused = other.read_to_end();
    });
    EXPECT_EQ(interim, "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_SAYS(final, "200 OK");
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 401")) << refused;
    EXPECT_SAYS(refused, "Connection: close");
    world.stop();
}

TEST(Server, RefusesWhatIsNotHttp) {
    for (const char* bad :
         {"hello\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n"}) {
        const std::string said = said_to(bad);
        EXPECT_TRUE(said.starts_with("HTTP/1.1 400")) << bad << "\n" << said;
        EXPECT_SAYS(said, "Connection: close");
    }
}

TEST(Server, WordsWhatItRefusesByItselfAsItIsTold) {
    World world;
    world.refusal = [](int status, std::string_view why) {
        return Response{status, {{"Content-Type", "text/x-own"}}, "own words: " + std::string(why)};
    };
    world.serve([](ServerExchange&) -> awaitable<void> {
        throw std::runtime_error("broken");
        co_return;
    });
    std::string bad, failed;
    const std::uint16_t port = world.port();
    while_serving(world.io, [&] {
        RawSocket client = connect_to(port), other = connect_to(port);
        client.send("hello\r\n\r\n");
        bad = client.read_to_end();
        other.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        failed = other.read_to_end();
    });
    EXPECT_TRUE(bad.starts_with("HTTP/1.1 400")) << bad;
    EXPECT_TRUE(failed.starts_with("HTTP/1.1 500")) << failed;
    for (const std::string& said : {bad, failed}) {
        EXPECT_SAYS(said, "Content-Type: text/x-own");
        EXPECT_SAYS(said, "\r\n\r\nown words: ");
    }
    world.stop();
}

TEST(Server, RefusesAHeadThatIsTooLong) {
    const std::string said =
        said_to("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 431")) << said;
}

TEST(Server, GivesUpOnAHeadThatDoesNotComeToItsEnd) {
    World world;
    world.limits.header_time = std::chrono::milliseconds(50);
    world.serve(echo);
    std::string said;
    const std::uint16_t port = world.port();
    while_serving(world.io, [&] {
        RawSocket client = connect_to(port);
        client.send("GET / HT");
        said = client.read_to_end();
    });
    EXPECT_TRUE(said.starts_with("HTTP/1.1 408")) << said;
    world.stop();
}

TEST(Server, GivesUpOnABodyWithoutProgress) {
    World world;
    world.limits.body_progress = std::chrono::milliseconds(50);
    world.serve(echo);
    std::string said;
    const std::uint16_t port = world.port();
    while_serving(world.io, [&] {
        RawSocket client = connect_to(port);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
        said = client.read_to_end();
    });
    EXPECT_SAYS(said, "NO BODY");
    EXPECT_SAYS(said, "Connection: close");
    world.stop();
}

TEST(Server, ClosesAnIdleConnectionWithoutAWord) {
    World world;
    world.limits.keep_alive = std::chrono::milliseconds(50);
    world.serve(echo);
    std::string first, rest;
    const std::uint16_t port = world.port();
    while_serving(world.io, [&] {
        RawSocket client = connect_to(port);
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        first = client.read_until("GET / ");
        rest = client.read_to_end();
    });
    EXPECT_SAYS(first, "200 OK");
    EXPECT_EQ(rest, "");
    world.stop();
}

TEST(Server, AHandlerThatThrowsOrForgetsToAnswerMakesA500) {
    const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    EXPECT_SAYS(said_to(request,
                        [](ServerExchange&) -> awaitable<void> {
                            throw std::runtime_error("broken");
                            co_return;
                        }),
                "500 Internal Server Error");
    EXPECT_SAYS(said_to(request, [](ServerExchange&) -> awaitable<void> { co_return; }), "500");
}

awaitable<void> in_pieces(ServerExchange& exchange) {
    Response head;
    head.headers.set("Content-Type", "text/event-stream");
    const std::string piece = "piece;";
    co_await exchange.begin(std::move(head));
    for (int i = 0; i < 3; ++i) co_await exchange.write(std::as_bytes(std::span(piece)));
    co_await exchange.finish();
}

TEST(Server, AnswersInChunksAndForOldClientsUpToTheEnd) {
    const std::string modern = said_to("GET / HTTP/1.1\r\nHost: x\r\n\r\n", in_pieces);
    EXPECT_SAYS(modern, "Transfer-Encoding: chunked");
    EXPECT_TRUE(modern.ends_with("\r\n\r\n6\r\npiece;\r\n6\r\npiece;\r\n6\r\npiece;\r\n0\r\n\r\n")) << modern;
    const std::string old = said_to("GET / HTTP/1.0\r\n\r\n", in_pieces);
    EXPECT_SAYS(old, "Connection: close");
    EXPECT_TRUE(old.ends_with("\r\n\r\npiece;piece;piece;")) << old;
    const std::string head_only = said_to("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", in_pieces);
    EXPECT_EQ(count(head_only, "piece;"), 0u) << head_only;
}

TEST(Server, AnAnswerThatIsNotFinishedIsCutSoThatItDoesNotLookWhole) {
    World world;
    world.serve([](ServerExchange& exchange) -> awaitable<void> {
        Response head;
        const std::string piece = "piece;";
        co_await exchange.begin(std::move(head));
        co_await exchange.write(std::as_bytes(std::span(piece)));
    });
    net::HttpClient client(world.io.get_executor(), world.options());
    const auto answer = world.send(client, get("/"));
    ASSERT_FALSE(answer.ok());
    world.stop();
}

TEST(Server, DrainsASmallUnreadBodyAndClosesOnALargeOne) {
    auto ignore = [](ServerExchange& exchange) -> awaitable<void> {
        Response response = text("done");
        co_await exchange.respond(std::move(response));
    };
    const std::string next = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string small = said_to(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + std::string(5000, 'x') + next, ignore);
    EXPECT_EQ(count(small, "200 OK"), 2u) << small;
    const std::string large = said_to(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" + std::string(500'000, 'x') + next,
        ignore);
    EXPECT_EQ(count(large, "200 OK"), 1u) << large;
    EXPECT_SAYS(large, "Connection: close");
}

TEST(Server, RawBytesGoOutAsTheyAre) {
    EXPECT_EQ(
        said_to("GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                [](ServerExchange& exchange) -> awaitable<void> {
                    co_await exchange.write_raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"half\":");
                }),
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"half\":");
}

}  // namespace
}  // namespace understudy::test
