#include "config/addresses.hpp"
#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

TEST(Places, HttpsGoesAnywhereAndPlainHttpOnlyToLoopback) {
    for (const char* good : {"https://api.cartesia.ai", "https://x:8443/base", "http://127.0.0.1:8080",
                             "http://localhost", "http://[::1]:80/x", "http://127.1.2.3"})
        EXPECT_EQ(base_url_problem(good), "") << good;
    for (const char* plain : {"http://api.cartesia.ai", "http://127.0.0.1.example.org", "http://10.0.0.1",
                              "http://localhost.example.org", "http://[::2]"})
        EXPECT_TRUE(has(base_url_problem(plain), "plain http would show the API key")) << plain;
}

TEST(Places, ABaseUrlThatIsNoneIsRefused) {
    for (const char* wrong : {"", "api.cartesia.ai", "ftp://x", "https://", "https:///x", "https://x:0",
                              "https://x:65536", "https://x:", "https://x y", "https://u:p@x", "https://x?q",
                              "https://x#f", "https://[::1", "https://[zz]", "https://x:80:80",
                              "https://[::1]80", "https://[::1]:", "https://x/\xc3\xbc", "HTTPS://x"})
        EXPECT_NE(base_url_problem(wrong), "") << wrong;
}

TEST(Places, AProxyIsAHostAndAPortOverHttp) {
    for (const char* good : {"", "http://proxy:3128", "http://10.0.0.1:8080/", "http://[fe80::1]:3128",
                             "http://u:p@proxy:3128", "http://anna.b:p%40%3a%2F@10.0.0.1:1"})
        EXPECT_EQ(proxy_problem(good), "") << good;
    for (const char* wrong : {"proxy:3128", "https://proxy:3128", "http://proxy", "http://proxy:3128/path",
                              "socks5://proxy:1", "http://:3128", "http://u@proxy:3128",
                              "http://:p@proxy:3128", "http://u:p%0d@proxy:3128", "http://u:p:q@proxy:3128",
                              "http://u:p%4@proxy:3128", "http://u:p/q@proxy:3128", "http://u:p@:3128"})
        EXPECT_NE(proxy_problem(wrong), "") << wrong;
}

TEST(Places, AListeningAddressIsNumericOrAUnixSocket) {
    for (const char* good : {"127.0.0.1:7878", "0.0.0.0:0", "[::1]:7878", "unix:/run/x.sock"})
        EXPECT_EQ(listen_problem(good), "") << good;
    for (const char* wrong : {"", "7878", ":7878", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:7878",
                              "localhost:7878", "256.0.0.1:1", "127.0.0.1:+1", "127.0.0.1:-0",
                              "127.0.0.1:78x", "unix:", "unix:run/x", "[127.0.0.1]:1"})
        EXPECT_NE(listen_problem(wrong), "") << wrong;
    EXPECT_NE(listen_problem(std::string_view("[::\0001]:1", 8)), "") << "no address ends in the middle";
    EXPECT_EQ(listen_problem("unix:/" + std::string(106, 'x')), "");
    EXPECT_NE(listen_problem("unix:/" + std::string(107, 'x')), "");
}

TEST(Places, PathsAreAbsolute) {
    EXPECT_TRUE(has(error_of("[recordings]\nroots = [\"/srv\", \"recordings\"]\n"),
                    "\"recordings\": the path must be absolute"));
    EXPECT_TRUE(has(error_of("[storage]\npath = \"\"\n"), "absolute"));
    EXPECT_TRUE(has(error_of("[storage]\npath = \"/a\\u0000b\"\n"), "no path has"));
    EXPECT_TRUE(has(error_of("[server]\ntoken_file = \"~/token\"\n"), "absolute"));
    EXPECT_TRUE(errors_of("[server]\ntoken_file = \"\"\n").empty());
}

TEST(Places, TheInboxIsBesideTheDatabaseUnlessItIsToldOtherwise) {
    EXPECT_EQ(inbox_path(config_of("")), "/var/lib/understudy/inbox");
    EXPECT_EQ(inbox_path(config_of("[storage]\npath = \"/srv/u.db\"\n")), "/srv/inbox");
    EXPECT_EQ(inbox_path(config_of("[inbox]\npath = \"/nas/in\"\n")), "/nas/in");
    EXPECT_EQ(inbox_path(config_of("[inbox]\npath = \"off\"\n")), "");
    EXPECT_TRUE(has(error_of("[inbox]\npath = \"inbox\"\n"), "the path must be absolute"));
    EXPECT_TRUE(has(error_of("[inbox]\nquota = \"1kB\"\n"), "inbox.quota"));
    EXPECT_EQ(config_of("[inbox]\nquota = \"0\"\n").inbox.quota, 0u);
}

TEST(Places, AHostNameIsOneWithoutAPort) {
    for (const char* name : {"Studio.example", "studio.example:7878", "10.0.0.1", "", "a b", "[::1]"})
        EXPECT_EQ(errors_of("[server]\nhost_names = [\"" + std::string(name) + "\"]\n").size(), 1u) << name;
    EXPECT_TRUE(errors_of("[server]\nhost_names = [\"studio.example\", \"studio\"]\n").empty());
    EXPECT_TRUE(errors_of("[server]\nhost_names = []\n").empty());
}

TEST(Places, AnAccountIsANameOrANumber) {
    for (const char* name : {"anna", "1000", "domain users", "anna@studio.example"})
        EXPECT_EQ(account_problem(name), "") << name;
    for (const char* name : {"", "a:b", "/etc/passwd", "-r"}) EXPECT_NE(account_problem(name), "") << name;
    EXPECT_TRUE(has(error_of("[server]\nallow_groups = [\"a:b\"]\n"), "server.allow_groups"));
}

}  // namespace
}  // namespace understudy::testing
