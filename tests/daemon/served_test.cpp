// The API behind a real server on loopback, asked by a real client.
#include "caller.hpp"
#include "net/client.hpp"

namespace understudy::test {
namespace {

using ClientAnswer = Result<net::Response, net::TransportTrouble>;

class Served : public ApiTest {
  protected:
    api::Api api{desk, rules};
    net::HttpServer server{io.get_executor(),
                           {net::ListenOn{.address = "127.0.0.1"}},
                           {},
                           [this](net::ServerExchange& exchange) { return api.answer(exchange); }};
    std::optional<net::HttpClient> client;

    void SetUp() override {
        ASSERT_TRUE(server.start().ok());
        net::ClientOptions options;
        options.origin = {false, "127.0.0.1", server.bound().at(0).port, ""};
        client.emplace(io.get_executor(), options);
    }
    void TearDown() override {
        client->close();
        net::run(io, server.stop(std::chrono::milliseconds{5'000}));
    }
    static net::Request request(std::string method, std::string target, std::string body = "") {
        net::Request made;
        made.method = std::move(method);
        made.target = std::move(target);
        made.body = std::move(body);
        made.headers.set("Authorization", "Bearer " + token);
        if (!made.body.empty()) made.headers.set("Content-Type", "application/json");
        return made;
    }
    net::Response ask(net::Request wanted) {
        ClientAnswer answer = net::run(io, client->send(std::move(wanted)));
        EXPECT_TRUE(answer.ok()) << answer.error().what;
        return answer.ok() ? *answer : net::Response{};
    }
};

TEST_F(Served, AJobIsSubmittedAndShownOverOneConnection) {
    EXPECT_EQ(
        ask(request("POST", "/v1/jobs", R"({"name":"Anna","language":"en","recordings":["/a"]})")).status,
        201);
    EXPECT_EQ(ask(request("GET", "/v1/jobs/" + some_id)).status, 200);
    EXPECT_EQ(client->stats().connections_opened, 1u);
}

TEST_F(Served, ABodyThatIsTooLargeIsRefused) {
    expect_problem(ask(request("POST", "/v1/jobs", std::string(2u << 20, ' '))), 413, "body-too-large");
}

TEST_F(Served, AClientThatLeavesBeforeTheAnswerDoesNoHarm) {
    desk.silent = true;
    {
        net::HttpClient leaving(io.get_executor(), [&] {
            net::ClientOptions options;
            options.origin = {false, "127.0.0.1", server.bound().at(0).port, ""};
            options.timeouts.first_byte = std::chrono::milliseconds{50};
            return options;
        }());
        ClientAnswer gone = net::run(io, leaving.send(request("GET", "/v1/jobs/" + some_id)));
        EXPECT_FALSE(gone.ok());
    }
    net::run_until(io, [&] { return desk.kept.size() == 1; });
    desk.kept.front()(desk.view);
    desk.silent = false;
    EXPECT_EQ(ask(request("GET", "/v1/jobs/" + some_id)).status, 200);
}

TEST_F(Served, AStopDoesNotWaitForAnAnswerThatNeverComes) {
    desk.silent = true;
    bool ended = false;
    const auto asking = [&]() -> net::asio::awaitable<void> {
        net::Request wanted = request("GET", "/v1/jobs/" + some_id);
        const ClientAnswer answer = co_await client->send(std::move(wanted));
        EXPECT_FALSE(answer.ok() && answer->status == 200);
    };
    net::asio::co_spawn(io, asking(), [&](const std::exception_ptr&) { ended = true; });
    net::run_until(io, [&] { return desk.kept.size() == 1; });
    net::run(io, server.stop(std::chrono::milliseconds{1}));
    net::run_until(io, [&] { return ended; });
    desk.kept.front()(desk.view);
}

}  // namespace
}  // namespace understudy::test
