// Round trips: what is sent arrives, and what is answered comes back, in every framing that HTTP/1.1 has.
#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::Phase;
using net::ServerExchange;
using net::asio::awaitable;

awaitable<void> echo(ServerExchange& exchange) {
    auto body = co_await exchange.read_body(64u << 20);
    Response response = text(exchange.request().method + " " + exchange.request().target + " " + *body);
    response.headers.set("X-Echo", std::string(exchange.request().headers.find("X-Token").value_or("none")));
    co_await exchange.respond(std::move(response));
}

TEST(RoundTrip, ARequestsMethodTargetHeadersAndBodyArriveAndTheAnswerComesBack) {
    World world;
    world.serve(echo);
    net::HttpClient client(world.io.get_executor(), world.options());
    auto request = post("/datasets/?limit=1", "hello");
    request.headers.set("X-Token", "abc");
    const auto answer = world.send(client, std::move(request));
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "POST /datasets/?limit=1 hello");
    EXPECT_EQ(answer->headers.find("x-echo"), "abc");
    world.stop();
}

TEST(RoundTrip, ALargeTextBodyArrivesWhole) {
    World world;
    world.serve(echo);
    net::HttpClient client(world.io.get_executor(), world.options());
    const std::string body(5u << 20, 'b');
    const auto answer = world.send(client, post("/", body));
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->body, "POST / " + body);
    world.stop();
}

TEST(RoundTrip, HostAndLengthAreSetAndAGetHasNoBody) {
    std::string seen;
    RawServer server([&](RawSocket& connection, int) {
        seen = connection.read_until("\r\n\r\n");
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    World world;
    {
        net::HttpClient client(world.io.get_executor(), World::options_for(server.port()));
        ASSERT_TRUE(world.send(client, get("/x")).ok());
    }
    EXPECT_EQ(seen, "GET /x HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                        "\r\nUser-Agent: understudy\r\n\r\n");
}

Answer answer_to(const std::string& bytes, const std::string& method = "GET", std::size_t max_answer = 1000) {
    RawServer server([&](RawSocket& connection, int) {
        connection.read_until("\r\n\r\n");
        connection.send(bytes);
        connection.shut_down_sending();
        connection.read_to_end();
    });
    World world;
    auto options = World::options_for(server.port());
    options.max_answer = max_answer;
    net::HttpClient client(world.io.get_executor(), options);
    auto request = get("/");
    request.method = method;
    return world.send(client, std::move(request));
}

std::string body_of(const std::string& bytes, const std::string& method = "GET") {
    const auto answer = answer_to(bytes, method);
    return answer.ok() ? answer->body : "TROUBLE: " + answer.error().what;
}

TEST(Answers, InChunksArePutTogether) {
    EXPECT_EQ(body_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "5;ext=1\r\nhello\r\n1\r\n,\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n"),
              "hello, world");
}

TEST(Answers, UpToTheEndOfTheConnectionAreRead) {
    EXPECT_EQ(body_of("HTTP/1.1 200 OK\r\n\r\nuntil the end"), "until the end");
    EXPECT_EQ(body_of("HTTP/1.0 200 OK\r\n\r\nold"), "old");
}

TEST(Answers, WithoutABodyAreComplete) {
    EXPECT_EQ(body_of("HTTP/1.1 204 No Content\r\n\r\n"), "");
    EXPECT_EQ(body_of("HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n"), "");
    EXPECT_EQ(body_of("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n", "HEAD"), "");
}

TEST(Answers, OfTheInterimKindAreSkipped) {
    EXPECT_EQ(body_of("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes"),
              "yes");
}

TEST(Answers, OfAnyStatusAreAnswersAndRedirectsAreNotFollowed) {
    for (const int status : {301, 307, 400, 408, 409, 429, 500, 503, 599}) {
        const auto answer = answer_to("HTTP/1.1 " + std::to_string(status) +
                                      " X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        ASSERT_TRUE(answer.ok()) << status;
        EXPECT_EQ(answer->status, status);
    }
}

void expect_bad_answer(const Answer& answer, bool too_large = false) {
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::read) << answer.error().what;
    EXPECT_TRUE(answer.error().request_complete);
    EXPECT_EQ(answer.error().too_large, too_large);
    EXPECT_FALSE(answer.error().what.empty());
}

TEST(Answers, ThatAreGarbageAreTroubleWhileReading) {
    for (const char* garbage :
         {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 20x OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "HTTP/1.1 101 Switching Protocols\r\n\r\n"})
        expect_bad_answer(answer_to(garbage));
}

TEST(Answers, ThatEndTooEarlyAreTroubleWhileReading) {
    for (const char* half :
         {"HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"})
        expect_bad_answer(answer_to(half));
}

TEST(Answers, LongerThanTheCapAreTooLargeInEveryFraming) {
    const std::string kilobytes(2000, 'x');
    expect_bad_answer(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + kilobytes), true);
    expect_bad_answer(answer_to("HTTP/1.1 200 OK\r\n\r\n" + kilobytes), true);
    expect_bad_answer(answer_to("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + kilobytes +
                                "\r\n0\r\n\r\n"),
                      true);
    expect_bad_answer(answer_to("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n"), true);
    EXPECT_EQ(body_of("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + kilobytes.substr(1000)).size(),
              1000u);
}

TEST(Answers, ThatNeverComeAreTroubleBeforeTheFirstByte) {
    const auto answer = answer_to("");
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::first_byte);
    EXPECT_TRUE(answer.error().request_complete);
}

}  // namespace
}  // namespace understudy::test
