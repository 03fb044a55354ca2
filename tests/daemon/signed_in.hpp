// A browser that signs in, over an API whose clock is the test's own.
#pragma once

#include "caller.hpp"
#include "daemon/api/session.hpp"
#include "daemon/api/sign_in.hpp"

namespace understudy::test {

inline const std::string read_only = "a-token-for-who-looks";

class Sessions : public ApiTest {
  protected:
    Time now = Time(seconds(1'795'000'000));

    Sessions() {
        rules.read_only_token = read_only;
        begin();
    }
    /// A life of the daemon.
    void begin() {
        lasting.emplace(desk, rules, api::Lent{}, [this] { return now; });
    }
    /// With exactly these headers besides the Host.
    net::Response ask(const std::string& method, const std::string& target, net::Headers headers,
                      std::string body = "") {
        FakeExchange exchange;
        exchange.head = {method, target, {{"Host", "127.0.0.1:7878"}}, ""};
        for (const auto& [name, value] : headers) exchange.head.headers.add(name, value);
        if (!body.empty()) exchange.head.headers.set("Content-Type", "application/json");
        exchange.body = std::move(body);
        return answer_to(exchange);
    }
    std::string code(const std::string& bearer = token) {
        const auto link = ask("POST", "/v1/session/links", {{"Authorization", "Bearer " + bearer}});
        EXPECT_EQ(link.status, 201) << link.body;
        const std::string url = json(link)["url"], before = "http://127.0.0.1:7878/#sign-in=";
        EXPECT_TRUE(url.starts_with(before)) << url;
        return url.substr(before.size());
    }
    net::Response redeem(const std::string& wanted, net::Headers headers = {}) {
        return ask("POST", "/v1/session", std::move(headers), R"({"code":")" + wanted + "\"}");
    }
    static std::string cookie_in(const net::Response& response) {
        const std::string field(response.headers.find("Set-Cookie").value_or(""));
        return field.substr(0, field.find(';'));
    }
    std::string session(const std::string& bearer = token) {
        const auto answer = redeem(code(bearer));
        EXPECT_EQ(answer.status, 204) << answer.body;
        return cookie_in(answer);
    }
    int status(const std::string& method, net::Headers headers, const std::string& cookie) {
        headers.add("Cookie", cookie);
        const std::string target = method == "POST" ? "/v1/jobs/" + some_id + "/hold" : "/v1/jobs";
        return ask(method, target, std::move(headers)).status;
    }
};

}  // namespace understudy::test
