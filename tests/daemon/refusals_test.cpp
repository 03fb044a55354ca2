// What is refused before a call reaches its endpoint: by the server, which has not read it, and because too
// much is asked at one time.
#include "daemon/api/refusals.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <list>
#include <stdexcept>

#include "caller.hpp"
#include "net/message.hpp"
#include "net/parser.hpp"

namespace understudy::test {
namespace {

class Unread : public ApiTest {
  protected:
    bool broken = false;
    api::Api api{desk, rules};
    net::HttpServer server{io.get_executor(),
                           {net::ListenOn{.address = "127.0.0.1"}},
                           {.header_time = std::chrono::milliseconds{50}},
                           [this](net::ServerExchange& exchange) { return answer(exchange); },
                           api::refuse_unread};

    void SetUp() override { ASSERT_TRUE(server.start().ok()); }
    void TearDown() override { net::run(io, server.stop(std::chrono::milliseconds{5'000})); }
    net::asio::awaitable<void> answer(net::ServerExchange& exchange) {
        if (broken) throw std::runtime_error("broken");
        co_await api.answer(exchange);
    }
    /// What is answered to these bytes, up to the connection's end.
    net::Response answer_to_bytes(const std::string& bytes) {
        net::asio::ip::tcp::socket socket(io);
        socket.connect({net::asio::ip::make_address("127.0.0.1"), server.bound().at(0).port});
        net::asio::write(socket, net::asio::buffer(bytes));
        std::string said;
        bool ended = false;
        net::asio::async_read(socket, net::asio::dynamic_buffer(said),
                              [&](auto, std::size_t) { ended = true; });
        net::run_until(io, [&] { return ended; });
        net::AnswerReader reader(false, 16u << 10, 1u << 20);
        EXPECT_EQ(reader.feed(net::bytes_of(said)).state, net::Parsed::done) << said;
        return reader.take();
    }
};

TEST_F(Unread, WhatIsNoHttpIsAProblem) {
    expect_problem(answer_to_bytes("\x16\x03\x01 a client that speaks TLS\r\n\r\n"), 400,
                   "malformed-request");
    expect_problem(answer_to_bytes("GET /v1/jobs HTTP/1.1\r\n\r\n"), 400, "malformed-request");
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Unread, AHeadThatIsTooLongIsAProblem) {
    expect_problem(answer_to_bytes("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x')), 431, "head-too-long");
}

TEST_F(Unread, AHeadThatDoesNotComeToItsEndIsAProblem) {
    expect_problem(answer_to_bytes("GET /v1/jobs HT"), 408, "request-too-slow");
}

TEST_F(Unread, AMistakeOfOursIsAProblem) {
    broken = true;
    expect_problem(answer_to_bytes("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                   500, "internal-error");
}

class Crowd : public ApiTest {
  protected:
    api::Api api{desk, rules};
    std::list<FakeExchange> waiting;

    static FakeExchange exchange(std::string method, std::string target) {
        FakeExchange made;
        made.head.method = std::move(method);
        made.head.target = std::move(target);
        made.head.headers = {{"Host", "localhost"}, {"Authorization", "Bearer " + token}};
        return made;
    }
    net::Response answer_to(FakeExchange exchange) {
        net::run(io, api.answer(exchange));
        return exchange.answered.value_or(net::Response{0, {}, ""});
    }
    /// As many as may be at one time, all of which wait.
    void gather() {
        desk.silent = true;
        for (std::size_t i = 0; i < api::Api::most_in_flight; ++i) {
            waiting.push_back(exchange("GET", "/v1/jobs/" + some_id));
            net::asio::co_spawn(io, api.answer(waiting.back()), [](const std::exception_ptr&) {});
        }
        net::run_until(io, [&] { return desk.kept.size() == api::Api::most_in_flight; });
    }
    void disperse() {
        for (const auto& answer : desk.kept) answer(desk.view);
        const auto answered = [](const FakeExchange& one) { return one.answered.has_value(); };
        net::run_until(io, [&] { return std::all_of(waiting.begin(), waiting.end(), answered); });
        desk.silent = false;
    }
};

TEST_F(Crowd, WhoComesOnTopIsRefusedWithNothingBegunAndMayComeAgain) {
    gather();
    FakeExchange one_more = exchange("POST", "/v1/jobs");
    one_more.body = R"({"name":"Anna","language":"en","recordings":["/a"]})";
    one_more.head.headers.set("Content-Type", "application/json");
    const auto refused = answer_to(one_more);
    expect_problem(refused, 503, "too-many-requests");
    EXPECT_EQ(refused.headers.find("Retry-After"), "1");
    EXPECT_EQ(desk.calls, 0);
    disperse();
    EXPECT_EQ(answer_to(one_more).status, 201);
}

TEST_F(Crowd, HowTheDaemonIsIsToldAllTheSameAndWhoMayNotAskHearsThatFirst) {
    gather();
    EXPECT_EQ(answer_to(exchange("GET", "/livez")).status, 200);
    EXPECT_EQ(answer_to(exchange("GET", "/readyz")).status, 200);
    FakeExchange stranger = exchange("GET", "/v1/jobs");
    stranger.head.headers.set("Authorization", "Bearer of-another");
    EXPECT_EQ(answer_to(stranger).status, 401);
    disperse();
}

TEST_F(Crowd, WhoSignsInHasAPlaceOfTheirOwnAndStandsInNobodysWay) {
    gather();
    FakeExchange sign_in = exchange("POST", "/v1/session");
    sign_in.head.headers.set("Content-Type", "application/json");
    sign_in.body = R"({"code":"wrong"})";
    EXPECT_EQ(answer_to(sign_in).status, 403);
    disperse();
}

TEST_F(Crowd, AStreamHasAPlaceOfItsOwn) {
    gather();
    FakeExchange stream = exchange("GET", "/v1/events");
    stream.head.headers.set("Accept", "text/event-stream");
    stream.pieces_taken = 0;
    EXPECT_EQ(answer_to(stream).status, 0) << "refused";
    disperse();
}

}  // namespace
}  // namespace understudy::test
