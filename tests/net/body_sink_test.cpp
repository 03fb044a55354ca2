// Answers that are taken as they come.
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "world.hpp"

namespace understudy::test {
namespace {

using net::ServerExchange;
using net::asio::awaitable;

struct Taken {
    std::string bytes;
    std::size_t enough = 1'000'000;
    net::BodySink sink() {
        return [this](std::string_view piece) {
            bytes += piece;
            return bytes.size() < enough;
        };
    }
};

Answer take(World& world, net::ClientOptions options, Taken& taken) {
    net::HttpClient client(world.io.get_executor(), std::move(options));
    Answer answer = net::run(world.io, client.send(get("/"), nullptr, taken.sink()));
    client.close();
    return answer;
}

/// Begins with "one;", says "two;" once that has arrived, and ends when `goes_on` says so.
net::Handler in_step_with(World& world, const Taken& taken, bool goes_on) {
    return [&world, &taken, goes_on](ServerExchange& exchange) -> awaitable<void> {
        Response head;
        co_await exchange.begin(std::move(head));
        const std::string one = "one;", two = "two;";
        const auto first = std::as_bytes(std::span(one)), second = std::as_bytes(std::span(two));
        co_await exchange.write(first);
        while (taken.bytes != one) co_await net::asio::post(world.io, net::asio::use_awaitable);
        co_await exchange.write(second);
        if (goes_on)
            co_await exchange.hung_up();
        else
            co_await exchange.finish();
    };
}

TEST(BodySinks, TakeTheBodyWhileItComesHoweverLongItIs) {
    World world;
    Taken taken;
    world.serve(in_step_with(world, taken, false));
    auto options = world.options();
    options.max_answer = 5;
    const Answer answer = take(world, options, taken);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "");
    EXPECT_EQ(taken.bytes, "one;two;");
    world.stop();
}

TEST(BodySinks, EndTheExchangeWhenTheyHaveEnough) {
    World world;
    Taken taken{.bytes = "", .enough = 5};
    world.serve(in_step_with(world, taken, true));
    const Answer answer = take(world, world.options(), taken);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(taken.bytes, "one;two;");
    net::run_until(world.io, [&] { return world.server->stats().open == 0; });
    world.stop();
}

TEST(BodySinks, LeaveARefusalToTheAnswer) {
    World world;
    Taken taken;
    world.serve([](ServerExchange& exchange) -> awaitable<void> {
        Response refusal = text("no", 503);
        co_await exchange.respond(std::move(refusal));
    });
    const Answer answer = take(world, world.options(), taken);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->body, "no");
    EXPECT_EQ(taken.bytes, "");
    world.stop();
}

TEST(BodySinks, AreToldWhatCameBeforeAnAnswerBroke) {
    World world;
    Taken taken;
    world.serve([](ServerExchange& exchange) -> awaitable<void> {
        co_await exchange.write_raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none;\r\n9\r\nha");
    });
    const Answer answer = take(world, world.options(), taken);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, net::Phase::read);
    EXPECT_EQ(taken.bytes, "one;ha");
    world.stop();
}

}  // namespace
}  // namespace understudy::test
