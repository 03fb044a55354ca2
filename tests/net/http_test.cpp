// HTTP's values: headers, URLs, addresses to listen on.
#include "net/http.hpp"

#include <gtest/gtest.h>

#include "net/message.hpp"
#include "net/server.hpp"

namespace understudy::net {
namespace {

TEST(HeaderFields, AreFoundWithoutRegardToCase) {
    Headers headers{{"Content-Type", "text/plain"}};
    EXPECT_EQ(headers.find("content-TYPE"), "text/plain");
    EXPECT_EQ(headers.find("Content"), std::nullopt);
}

TEST(HeaderFields, SettingReplacesEveryFieldOfThatName) {
    Headers headers;
    headers.add("X-A", "1");
    headers.add("x-a", "2");
    headers.set("X-a", "3");
    EXPECT_EQ(headers.find("X-A"), "3");
    EXPECT_EQ(std::distance(headers.begin(), headers.end()), 1);
}

TEST(HeaderFields, CannotSmuggleAnotherFieldIntoARequest) {
    Request request;
    request.target = "/a b\r\nX: y";
    request.headers.set("X-Name", "anna\r\nX-Admin: yes");
    request.headers.set("Bad Name:", "x");
    const std::string head = request_head(request, "host", "agent", 3);
    EXPECT_EQ(head,
              "GET /a%20b%0D%0AX:%20y HTTP/1.1\r\nHost: host\r\nUser-Agent: agent\r\n"
              "X-Name: anna  X-Admin: yes\r\nContent-Length: 3\r\n\r\n");
}

TEST(HeaderFields, TokensOfAListAreFound) {
    const Headers headers{{"Connection", "Keep-Alive , close"}};
    EXPECT_TRUE(has_token(headers, "connection", "CLOSE"));
    EXPECT_FALSE(has_token(headers, "connection", "clos"));
}

TEST(Origins, HaveADefaultPortForEachScheme) {
    const auto tls = parse_origin("https://API.cartesia.ai");
    ASSERT_TRUE(tls.ok());
    EXPECT_TRUE(tls->tls);
    EXPECT_EQ(tls->host, "api.cartesia.ai");
    EXPECT_EQ(tls->port, 443);
    EXPECT_EQ(tls->path, "");
    EXPECT_EQ(tls->host_header(), "api.cartesia.ai");
    EXPECT_FALSE(tls->loopback());
    EXPECT_EQ(parse_origin("http://h/")->port, 80);
}

TEST(Origins, KeepPortPathAndIpv6) {
    const auto origin = parse_origin("http://[::1]:8080/base/");
    ASSERT_TRUE(origin.ok());
    EXPECT_EQ(origin->host, "::1");
    EXPECT_EQ(origin->path, "/base");
    EXPECT_EQ(origin->host_header(), "[::1]:8080");
    EXPECT_TRUE(origin->loopback());
    EXPECT_TRUE(parse_origin("http://127.3.2.1")->loopback());
    EXPECT_FALSE(parse_origin("http://127.evil.example")->loopback());
}

TEST(Origins, SayWhatIsWrong) {
    for (const char* bad : {"", "api.cartesia.ai", "ftp://x", "https://", "https://h:0", "https://h:99999",
                            "https://h:x", "https://u:p@h", "https://h?q", "https://h/#f", "https://[::1",
                            "https://[zz]", "https://a b", "https://h\r\n", "https://h/a b"}) {
        const auto origin = parse_origin(bad);
        ASSERT_FALSE(origin.ok()) << bad;
        EXPECT_FALSE(origin.error().empty());
    }
}

TEST(PercentEncoding, GoesThereAndBack) {
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    EXPECT_EQ(percent_decode(percent_encode(all)), all);
    EXPECT_EQ(percent_encode("a/b c~"), "a%2Fb%20c~");
    EXPECT_EQ(percent_decode("a+b", true), "a b");
    EXPECT_EQ(percent_decode("a+b"), "a+b");
}

TEST(PercentEncoding, BrokenIsNotDecoded) {
    for (const char* bad : {"%", "%4", "%zz", "a%4"}) EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
}

TEST(Queries, AreTakenApartInOrder) {
    const auto query = parse_query("/jobs?state=a%2Cb&limit=5&flag&=x&&last=");
    ASSERT_TRUE(query);
    const std::vector<std::pair<std::string, std::string>> expected{
        {"state", "a,b"}, {"limit", "5"}, {"flag", ""}, {"", "x"}, {"last", ""}};
    EXPECT_EQ(*query, expected);
    EXPECT_EQ(parse_query("/x?a=%"), std::nullopt);
    EXPECT_TRUE(parse_query("/x")->empty());
    EXPECT_EQ(path_of("/x/y?z#f"), "/x/y");
}

TEST(AddressesToListenOn, AreParsed) {
    EXPECT_EQ(parse_listen("127.0.0.1:7878")->port, 7878);
    EXPECT_EQ(parse_listen("[::1]:0")->address, "::1");
    EXPECT_EQ(parse_listen("unix:/run/x.sock")->unix_path, "/run/x.sock");
    for (const char* bad : {"", "7878", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "localhost:80",
                            "::1:80", "[127.0.0.1]:80", "unix:", "unix:relative"})
        EXPECT_FALSE(parse_listen(bad).ok()) << bad;
}

}  // namespace
}  // namespace understudy::net
