// What a request with a session's cookie may do, and which cookies are none.
#include "signed_in.hpp"

namespace understudy::test {
namespace {

TEST_F(Sessions, OfTheReadOnlyTokenMayOnlyLook) {
    const std::string cookie = session(read_only);
    EXPECT_EQ(status("GET", {}, cookie), 200);
    const net::Headers from_the_page{{"Origin", "http://127.0.0.1:7878"}, {"Cookie", cookie}};
    expect_problem(ask("POST", "/v1/jobs/" + some_id + "/hold", from_the_page), 403, "read-only-token",
                   "Cookie");
    EXPECT_EQ(json(ask("GET", "/v1/session", {{"Cookie", cookie}}))["read_only"], true);
}

TEST_F(Sessions, WhatAnotherSitesPageSendsChangesNothing) {
    const std::string cookie = session(), here = "http://127.0.0.1:7878";
    struct Row {
        const char* method;
        net::Headers headers;
        int status;
    };
    const std::vector<Row> table{
        {"GET", {}, 200},
        {"HEAD", {}, 200},
        {"GET", {{"Origin", here}}, 200},
        {"GET", {{"Sec-Fetch-Site", "same-origin"}}, 200},
        {"GET", {{"Sec-Fetch-Site", "none"}}, 200},
        {"GET", {{"Sec-Fetch-Site", "same-site"}}, 403},
        {"GET", {{"Sec-Fetch-Site", "cross-site"}}, 403},
        {"GET", {{"Origin", "http://127.0.0.1:3000"}}, 403},
        {"POST", {}, 403},
        {"POST", {{"Origin", here}}, 200},
        {"POST", {{"Origin", here}, {"Sec-Fetch-Site", "same-origin"}}, 200},
        {"POST", {{"Origin", here}, {"Sec-Fetch-Site", "same-site"}}, 403},
        {"POST", {{"Origin", here}, {"Sec-Fetch-Site", "none"}}, 403},
        {"POST", {{"Sec-Fetch-Site", "same-origin"}}, 403},
        {"POST", {{"Origin", "null"}}, 403},
        {"POST", {{"Origin", "http://evil.example"}}, 403},
    };
    for (const Row& row : table)
        EXPECT_EQ(status(row.method, row.headers, cookie), row.status)
            << row.method << " " << row.headers.find("Origin").value_or("-") << " "
            << row.headers.find("Sec-Fetch-Site").value_or("-");
}

TEST_F(Sessions, AMethodInDisguiseIsNoSafeOne) {
    const std::string cookie = session();
    const auto answer = ask("POST", "/v1/inbox/uploads/upload_01J9ZQ3V5N8RKX4T7M2W6Y0ABC",
                            {{"Cookie", cookie}, {"X-HTTP-Method-Override", "HEAD"}});
    EXPECT_EQ(answer.status, 403) << answer.body;
}

TEST_F(Sessions, ATokenIsLookedAtFirst) {
    const std::string cookie = session();
    EXPECT_EQ(status("GET", {{"Authorization", "Bearer wrong"}}, cookie), 401);
    EXPECT_EQ(status("POST", {{"Authorization", "Bearer " + token}}, cookie), 200);
}

TEST_F(Sessions, AreFoundAmongOtherCookies) {
    const std::string cookie = session();
    for (const std::string& field : {"a=b; " + cookie, cookie + ";c=d", "  a ; " + cookie + " ;",
                                     "understudy_session=old; " + cookie, "xunderstudy_session=1; " + cookie})
        EXPECT_EQ(status("GET", {}, field), 200) << field;
    net::Headers two{{"Cookie", "a=b"}};
    EXPECT_EQ(status("GET", std::move(two), cookie), 200);
}

TEST_F(Sessions, NoOtherCookieIsOne) {
    const std::string cookie = session(), value = cookie.substr(cookie.find('=') + 1);
    const auto altered = [&](std::size_t at) {
        std::string other = value;
        other[at] = other[at] == 'A' ? 'B' : 'A';
        return "understudy_session=" + other;
    };
    for (std::size_t at = 0; at < value.size(); ++at) EXPECT_EQ(status("GET", {}, altered(at)), 401) << at;
    const std::string name = "understudy_session=";
    for (const std::string& bad :
         {name, name + ".", name + "2.c.", name + "2.c.99999999999999999999.1.p.x", name + "2.c.1.-1.p.x",
          name + value + "A", name + value.substr(1), name + "\"" + value + "\"",
          name + std::string(5'000, '1'), name + "1" + value.substr(1)})
        EXPECT_EQ(status("GET", {}, bad), 401) << bad;
    EXPECT_EQ(ask("GET", "/v1/jobs", {{"Cookie", "other=" + value}}).status, 401);
}

TEST_F(Sessions, ALaterEndIsNotBelieved) {
    const std::string good = session();
    for (const int days : {7, 30}) {
        std::string cookie = good;
        const std::string end = std::to_string(1'795'000'000 + days * 86'400);
        ASSERT_NE(cookie.find(end), std::string::npos);
        cookie.replace(cookie.find(end), end.size(), "1999999999");
        EXPECT_EQ(status("GET", {}, cookie), 401) << days;
    }
}

}  // namespace
}  // namespace understudy::test
