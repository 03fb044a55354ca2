// Signing in on the page: links, and the sessions that they come to.
#include "signed_in.hpp"

namespace understudy::test {
namespace {

TEST_F(Sessions, BeginWithTheCodeOfALinkAndLetTheBrowserIn) {
    const auto answer = redeem(code());
    EXPECT_EQ(answer.status, 204);
    const std::string field(answer.headers.find("Set-Cookie").value_or(""));
    EXPECT_NE(field.find("; HttpOnly; SameSite=Strict"), std::string::npos) << field;
    EXPECT_NE(field.find("; Path=/; Max-Age=604800;"), std::string::npos) << field;
    EXPECT_EQ(field.find("Secure"), std::string::npos) << field;
    EXPECT_EQ(status("GET", {}, cookie_in(answer)), 200);
}

TEST_F(Sessions, AreForTlsAloneWhereTheBrowserCameByIt) {
    const auto answer = redeem(code(), {{"Origin", "https://127.0.0.1:7878"}});
    EXPECT_NE(answer.headers.find("Set-Cookie").value_or("").find("; Secure"), std::string_view::npos);
}

TEST_F(Sessions, ALinkWorksOnce) {
    const std::string once = code();
    EXPECT_EQ(redeem(once).status, 204);
    expect_problem(redeem(once), 403, "sign-in-refused", "/code");
}

TEST_F(Sessions, ALinkWorksForAMinute) {
    const std::string late = code(), in_time = code();
    now += seconds{59};
    EXPECT_EQ(redeem(in_time).status, 204);
    now += seconds{1};
    expect_problem(redeem(late), 403, "sign-in-refused", "/code");
}

TEST_F(Sessions, AClockThatIsSetBackMakesNoLinkLiveLonger) {
    const std::string old = code();
    now -= seconds{10};
    EXPECT_EQ(redeem(old).status, 403);
}

TEST_F(Sessions, TenWrongCodesAMinuteAreEnough) {
    const std::string good = code();
    for (int times = 0; times < 10; ++times) EXPECT_EQ(redeem("wrong").status, 403);
    const auto refused = redeem("wrong");
    expect_problem(refused, 429, "too-many-sign-ins");
    EXPECT_EQ(refused.headers.find("Retry-After"), "60");
    EXPECT_EQ(redeem(good).status, 204) << "who guesses locks nobody out";
    now += seconds{61};
    EXPECT_EQ(redeem("wrong").status, 403);
}

TEST_F(Sessions, OnlySoManyLinksAreOpenAtOneTime) {
    const std::string first = code();
    for (std::size_t more = 0; more < api::SignIn::most_codes; ++more) code();
    EXPECT_EQ(redeem(first).status, 403);
    EXPECT_EQ(redeem(code()).status, 204);
}

TEST_F(Sessions, ASignInIsOneCode) {
    expect_problem(ask("POST", "/v1/session", {}, "{}"), 422, "invalid-field", "/code");
    expect_problem(ask("POST", "/v1/session", {}, R"({"code":7})"), 422, "invalid-field", "/code");
    expect_problem(ask("POST", "/v1/session", {}, R"({"code":"a","b":1})"), 422, "invalid-field", "/b");
    expect_problem(ask("POST", "/v1/session", {}, "code"), 400, "malformed-json");
    expect_problem(ask("POST", "/v1/session", {}, std::string(1'025, ' ')), 413, "body-too-large");
}

TEST_F(Sessions, EndAfterSevenDays) {
    const std::string cookie = session();
    now += api::session_life - seconds{1};
    EXPECT_EQ(status("GET", {}, cookie), 200);
    now += seconds{1};
    expect_problem(ask("GET", "/v1/jobs", {{"Cookie", cookie}}), 401, "session-expired", "Cookie");
}

TEST_F(Sessions, AreRenewedWhileTheyAreUsed) {
    const std::string cookie = session();
    now += api::session_life / 2;
    EXPECT_EQ(cookie_in(ask("GET", "/v1/jobs", {{"Cookie", cookie}})), "");
    now += seconds{1};
    const auto answer = ask("GET", "/v1/jobs", {{"Cookie", cookie}});
    const std::string renewed = cookie_in(answer);
    ASSERT_NE(renewed, "");
    now += api::session_life - seconds{1};
    EXPECT_EQ(status("GET", {}, renewed), 200);
    EXPECT_EQ(status("GET", {}, cookie), 401);
}

TEST_F(Sessions, EndAfterThirtyDaysHoweverOftenTheyAreUsed) {
    const Time begun_at = now;
    std::string cookie = session();
    for (; now < begun_at + api::longest_session; now += std::chrono::hours{24}) {
        const auto answer = ask("GET", "/v1/jobs", {{"Cookie", cookie}});
        EXPECT_EQ(answer.status, 200) << to_rfc3339(now);
        if (const std::string renewed = cookie_in(answer); !renewed.empty()) cookie = renewed;
    }
    EXPECT_EQ(status("GET", {}, cookie), 401);
}

TEST_F(Sessions, OutliveARestartAndEndWithTheToken) {
    const std::string cookie = session(), looking = session(read_only);
    begin();
    EXPECT_EQ(status("GET", {}, cookie), 200);
    rules.token = "another-token-of-the-daemon";
    begin();
    EXPECT_EQ(status("GET", {}, cookie), 401);
    EXPECT_EQ(status("GET", {}, looking), 200);
    rules.read_only_token = "";
    begin();
    EXPECT_EQ(status("GET", {}, looking), 401) << "sealed with no token at all";
}

TEST_F(Sessions, MakeNoLinks) {
    const net::Headers from_the_page{{"Origin", "http://127.0.0.1:7878"}, {"Cookie", session()}};
    expect_problem(ask("POST", "/v1/session/links", from_the_page), 401, "unauthorized", "Authorization");
    EXPECT_EQ(ask("POST", "/v1/session/links", {}).status, 401);
}

TEST_F(Sessions, AreShown) {
    const Json shown = json(ask("GET", "/v1/session", {{"Cookie", session()}}));
    EXPECT_EQ(shown["expires_at"], to_rfc3339(now + api::session_life));
    EXPECT_EQ(shown["read_only"], false);
    const Json by_token = json(call("GET", "/v1/session"));
    EXPECT_TRUE(by_token["expires_at"].is_null());
    EXPECT_EQ(by_token["read_only"], false);
    expect_problem(ask("GET", "/v1/session", {}), 401, "unauthorized", "Authorization");
    expect_problem(ask("GET", "/v1/session", {{"Cookie", "understudy_session=x"}}), 401, "session-expired",
                   "Cookie");
}

TEST_F(Sessions, AreForgottenByWhoSignsOut) {
    const auto answer = ask("DELETE", "/v1/session", {{"Origin", "http://127.0.0.1:7878"}});
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(cookie_in(answer), "understudy_session=");
    EXPECT_NE(answer.headers.find("Set-Cookie").value_or("").find("Max-Age=0"), std::string_view::npos);
    EXPECT_EQ(ask("DELETE", "/v1/session", {{"Origin", "http://evil.example"}}).status, 403);
}

TEST_F(Sessions, ALinkOverTheUnixSocketLeadsToAnAddressOfOurs) {
    const auto link = [&](std::vector<net::ListenOn> listen) {
        lasting->listens_on(std::move(listen));
        FakeExchange exchange;
        exchange.head = {"POST", "/v1/session/links", {{"Host", "localhost"}}, ""};
        exchange.from = {true, 1'000, 1'000, "unix"};
        return answer_to(exchange);
    };
    const auto url = [&](std::vector<net::ListenOn> listen) {
        const std::string whole = json(link(std::move(listen)))["url"];
        return whole.substr(0, whole.find('#'));
    };
    const net::ListenOn unix_socket{.unix_path = "/run/x.sock"};
    EXPECT_EQ(url({unix_socket, {.address = "127.0.0.1", .port = 9}}), "http://127.0.0.1:9/");
    EXPECT_EQ(url({{.address = "0.0.0.0", .port = 9}}), "http://127.0.0.1:9/");
    EXPECT_EQ(url({{.address = "::", .port = 9}}), "http://[::1]:9/");
    EXPECT_EQ(url({{.address = "192.168.1.7", .port = 9, .tls_cert_file = "c"}}), "https://192.168.1.7:9/");
    rules.host_names = {"studio.example"};
    begin();
    EXPECT_EQ(url({{.address = "::", .port = 9, .tls_cert_file = "c"}}), "https://studio.example:9/");
    EXPECT_EQ(url({{.address = "::", .port = 9}}), "http://[::1]:9/") << "a proxy may be what has the name";
    expect_problem(link({unix_socket}), 409, "no-page-address");
}

TEST_F(Sessions, ALinkOverTcpLeadsWhereItWasAskedFor) {
    rules.host_names = {"studio.example"};
    begin();
    const auto url = [&](const std::string& host, const std::string& proto) {
        const std::string whole = json(
            call("POST", "/v1/session/links", "", {{"Host", host}, {"X-Forwarded-Proto", proto}}))["url"];
        return whole.substr(0, whole.find('#'));
    };
    EXPECT_EQ(url("studio.example", "https"), "https://studio.example/");
    EXPECT_EQ(url("localhost:1234", "http"), "http://localhost:1234/");
    EXPECT_EQ(url("127.0.0.1:@evil.example", "http"), "http://127.0.0.1:7878/") << "a host and no more";
}

}  // namespace
}  // namespace understudy::test
