// Calls the API without a network: one exchange made of values, over a fake desk.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/marker.hpp"
#include "daemon/api/api.hpp"
#include "fake_desk.hpp"
#include "net/run.hpp"
#include "traffic.hpp"

namespace understudy::test {

using Json = nlohmann::ordered_json;

inline const std::string token = "a-token-of-the-tests-own";
inline const std::string some_id = "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC";

/// One request and what was answered.
class FakeExchange : public net::ServerExchange {
  public:
    net::Request head;
    net::Peer from;
    std::optional<std::string> body;  ///< nullopt: the connection breaks
    std::optional<net::Response> answered;
    int pieces_taken = -1;  ///< of a body, then the client goes; 0: before its head; -1: all of them
    bool finished = false;

    [[nodiscard]] const net::Request& request() const override { return head; }
    [[nodiscard]] const net::Peer& peer() const override { return from; }
    [[nodiscard]] std::optional<std::uint64_t> content_length() const override {
        return body ? body->size() : 0;
    }
    net::asio::awaitable<std::optional<std::size_t>> read_some(std::span<std::byte>) override {
        co_return std::nullopt;
    }
    net::asio::awaitable<std::optional<std::string>> read_body(std::size_t max) override {
        too_large_ = body && body->size() > max;
        co_return too_large_ ? std::nullopt : body;
    }
    [[nodiscard]] bool too_large() const override { return too_large_; }
    net::asio::awaitable<bool> respond(net::Response response) override {
        answered = std::move(response);
        co_return true;
    }
    /// A body in pieces is taken together in `answered`.
    net::asio::awaitable<bool> begin(net::Response head_of_answer) override {
        if (pieces_taken == 0) co_return false;
        answered = std::move(head_of_answer);
        co_return true;
    }
    net::asio::awaitable<bool> write(std::span<const std::byte> bytes) override {
        if (pieces_taken-- == 0) co_return false;
        answered->body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        co_return true;
    }
    net::asio::awaitable<bool> finish() override {
        finished = true;
        co_return true;
    }
    net::asio::awaitable<void> hung_up() override { co_return; }
    net::asio::awaitable<bool> write_raw(std::string) override { co_return false; }
    void reset() override {}

  private:
    bool too_large_ = false;
};

class ApiTest : public ::testing::Test {
  protected:
    net::asio::io_context io;
    FakeDesk desk{io};
    api::AccessRules rules{token, {net::ListenOn{.address = "127.0.0.1", .port = 7878}}, 1'000, 1'000};

    std::optional<api::Api> lasting;  ///< answers all calls once it is there; else each has its own

    ApiTest() {
        desk.view.job.id = some_id;
        desk.explanation.state = "draft";
    }

    /// Of somebody who is let in. Headers of the same name replace the usual ones.
    net::Response call(std::string method, std::string target, std::string body = "",
                       net::Headers headers = {}) {
        FakeExchange exchange;
        exchange.head.method = std::move(method);
        exchange.head.target = std::move(target);
        exchange.head.headers = {{"Host", "127.0.0.1:7878"}, {"Authorization", "Bearer " + token}};
        if (!body.empty()) exchange.head.headers.set("Content-Type", "application/json");
        for (const auto& [name, value] : headers) exchange.head.headers.set(name, value);
        exchange.body = std::move(body);
        return answer_to(exchange);
    }
    net::Response answer_to(FakeExchange& exchange) {
        api::Api passing(desk, rules);
        net::run(io, (lasting ? *lasting : passing).answer(exchange));
        EXPECT_TRUE(exchange.answered) << "no answer";
        if (exchange.answered) write_down(exchange.head, exchange.body.value_or(""), *exchange.answered);
        return exchange.answered.value_or(net::Response{});
    }
    static Json json(const net::Response& response) { return Json::parse(response.body); }
};

/// A problem document of this status and type.
inline void expect_problem(const net::Response& response, int status, const std::string& type,
                           const std::string& field = "") {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
    const Json document = Json::parse(response.body);
    EXPECT_EQ(document["type"], "/problems/" + type);
    EXPECT_EQ(document["status"], status);
    EXPECT_EQ(document.value("field", ""), field) << response.body;
    EXPECT_FALSE(document["title"].get<std::string>().empty());
    EXPECT_FALSE(document["detail"].get<std::string>().empty());
}

}  // namespace understudy::test
