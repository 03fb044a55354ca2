#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "caller.hpp"
#include "daemon/api/base64url.hpp"
#include "daemon/api/token_file.hpp"

namespace understudy::test {
namespace {

using Access = ApiTest;

TEST_F(Access, WithoutTheTokenNothingIsToldOverTcp) {
    for (const char* path : {"/v1/jobs", "/v1/nothing", "/v1/jobs/7"}) {
        const auto response = call("GET", path, "", {{"Authorization", "Bearer not-the-token"}});
        expect_problem(response, 401, "unauthorized", "Authorization");
        EXPECT_TRUE(response.headers.find("WWW-Authenticate"));
    }
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Access, ATokenMustBeWholeAndABearers) {
    for (const std::string& header : {"Basic " + token, token, "Bearer " + token + "x", std::string("Bearer"),
                                      "Bearer " + token.substr(1), std::string("Bearer ")})
        EXPECT_EQ(call("GET", "/v1/jobs", "", {{"Authorization", header}}).status, 401) << header;
    EXPECT_EQ(call("GET", "/v1/jobs", "", {{"Authorization", "bearer  " + token}}).status, 200);
}

TEST_F(Access, ARefusalNeverRepeatsTheToken) {
    EXPECT_EQ(
        call("GET", "/v1/jobs", "", {{"Authorization", "Bearer secret-guess"}}).body.find("secret-guess"),
        std::string::npos);
}

TEST_F(Access, HealthIsToldToAnybodyOnThisMachine) {
    EXPECT_EQ(call("GET", "/livez", "", {{"Authorization", ""}}).status, 200);
    EXPECT_EQ(call("GET", "/readyz", "", {{"Authorization", ""}}).status, 200);
}

TEST_F(Access, ANameThatWasMadeToResolveToUsIsRefused) {
    for (const char* host : {"evil.example", "evil.example:7878", "127.0.0.1.evil.example",
                             "localhost.evil.example", "", "[::1", "192.168.1.7"})
        expect_problem(call("GET", "/livez", "", {{"Host", host}}), 421, "wrong-host", "Host");
    for (const char* host :
         {"localhost", "LOCALHOST:7878", "127.0.0.1", "127.8.0.1:80", "[::1]:7878", "[::1]"})
        EXPECT_EQ(call("GET", "/livez", "", {{"Host", host}}).status, 200) << host;
}

TEST_F(Access, AnAddressThatIsListenedOnIsOurs) {
    rules.listen = {net::ListenOn{.address = "192.168.1.7"}};
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "192.168.1.7:7878"}}).status, 200);
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "192.168.1.8:7878"}}).status, 421);
    rules.listen = {net::ListenOn{.address = "0.0.0.0"}};
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "192.168.1.8:7878"}}).status, 200);
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "studio.example"}}).status, 421);
}

TEST_F(Access, TwoHostsAreNone) {
    FakeExchange exchange;
    exchange.head.target = "/livez";
    exchange.head.headers.add("Host", "localhost");
    exchange.head.headers.add("Host", "evil.example");
    EXPECT_EQ(answer_to(exchange).status, 421);
}

TEST_F(Access, PagesOfOtherOriginsAreRefused) {
    for (const char* origin : {"http://evil.example", "null", "http://127.0.0.1:9999", "127.0.0.1:7878"})
        expect_problem(call("GET", "/v1/jobs", "", {{"Origin", origin}}), 403, "cross-origin", "Origin");
    EXPECT_EQ(call("GET", "/v1/jobs", "", {{"Origin", "http://127.0.0.1:7878"}}).status, 200);
}

TEST_F(Access, TheUnixSocketGoesByTheKernelsWord) {
    const auto as = [&](std::uint32_t uid, std::uint32_t gid, std::vector<std::uint32_t> others = {}) {
        FakeExchange exchange;
        exchange.head.target = "/v1/jobs";
        exchange.from = {true, uid, gid, "unix", std::move(others)};
        return answer_to(exchange).status;
    };
    EXPECT_EQ(as(0, 0), 200);
    EXPECT_EQ(as(1'000, 5), 200);
    EXPECT_EQ(as(5, 1'000), 200);
    EXPECT_EQ(as(5, 5, {6, 1'000}), 200);
    EXPECT_EQ(as(5, 5, {6}), 403);
    rules.uids = {7};
    rules.gids = {6};
    EXPECT_EQ(as(7, 5), 200);
    EXPECT_EQ(as(5, 5, {6}), 200);
    EXPECT_EQ(as(5, 5), 403);
}

TEST_F(Access, TheReadOnlyTokenLooksAndChangesNothing) {
    rules.read_only_token = "a-token-that-may-look";
    const net::Headers looks{{"Authorization", "Bearer a-token-that-may-look"}};
    EXPECT_EQ(call("GET", "/v1/jobs", "", looks).status, 200);
    EXPECT_EQ(call("HEAD", "/v1/jobs", "", looks).status, 200);
    const int calls = desk.calls;
    const std::string job = "/v1/jobs/" + some_id;
    for (const auto& [method, path] : {std::pair{"POST", std::string("/v1/jobs")},
                                       {"POST", std::string("/v1/preflight")},
                                       {"DELETE", job},
                                       {"PATCH", job},
                                       {"POST", job + "/start"},
                                       {"POST", job + "/cancel"}})
        expect_problem(call(method, path, "{}", looks), 403, "read-only-token", "Authorization");
    EXPECT_EQ(desk.calls, calls);
    EXPECT_EQ(call("POST", "/v1/jobs", "{}", {{"Authorization", "Bearer a-token-that-may-loo"}}).status, 401);
}

TEST_F(Access, WithoutAReadOnlyTokenAnEmptyOneOpensNothing) {
    EXPECT_EQ(call("GET", "/v1/jobs", "", {{"Authorization", "Bearer "}}).status, 401);
    EXPECT_EQ(call("GET", "/v1/jobs", "", {{"Authorization", "Basic x"}}).status, 401);
}

TEST_F(Access, AHostThatTheConfigurationVouchesForIsOurs) {
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "studio.example:7878"}}).status, 421);
    rules.host_names = {"studio.example"};
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "Studio.Example:7878"}}).status, 200);
    EXPECT_EQ(call("GET", "/livez", "", {{"Host", "evil.studio.example"}}).status, 421);
}

class TokenFile : public ::testing::Test {
  protected:
    std::string folder = (std::filesystem::temp_directory_path() / "understudy-token-XXXXXX").string();
    std::string path;
    void SetUp() override {
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        path = folder + "/token";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
};

TEST_F(TokenFile, IsMadeOnceOf32RandomBytesForOwnerAndGroupAlone) {
    const auto made = api::read_or_make_token(path);
    ASSERT_TRUE(made.ok()) << made.error();
    EXPECT_EQ(api::from_base64url(*made)->size(), 32u);
    struct stat status {};
    ASSERT_EQ(stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777u, 0640u);
    EXPECT_EQ(*api::read_or_make_token(path), *made);
    EXPECT_NE(*api::read_or_make_token(path + "2"), *made);
}

TEST_F(TokenFile, ATokenOfOnesOwnIsRead) {
    std::ofstream(path) << "0123456789abcdef\r\n";
    EXPECT_EQ(*api::read_or_make_token(path), "0123456789abcdef");
}

TEST_F(TokenFile, OneThatIsNoTokenIsRefusedAndKept) {
    for (const char* content : {"", "short\n", "two words are no token", "\x01\x02"}) {
        std::ofstream(path) << content;
        const auto token_or = api::read_or_make_token(path);
        ASSERT_FALSE(token_or.ok());
        EXPECT_NE(token_or.error().find(path), std::string::npos);
        std::ifstream file(path);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), content);
    }
}

TEST_F(TokenFile, AFolderThatIsNotThereIsSaid) {
    const auto nowhere = api::read_or_make_token(folder + "/missing/token");
    ASSERT_FALSE(nowhere.ok());
    EXPECT_NE(nowhere.error().find("No such file or directory"), std::string::npos);
}

}  // namespace
}  // namespace understudy::test
