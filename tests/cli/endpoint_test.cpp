#include "cli/endpoint.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::string file_with(const std::string& content) {
    const std::string path = testing::TempDir() + "token-" + std::to_string(getpid());
    std::ofstream(path) << content;
    return path;
}

TEST(Endpoints, HttpUnixAndHttpsAreUnderstood) {
    EXPECT_EQ(parse_endpoint("http://127.0.0.1:7878")->origin.port, 7878);
    EXPECT_EQ(parse_endpoint("unix:/run/u.sock")->unix_path, "/run/u.sock");
    EXPECT_EQ(parse_endpoint("unix:///run/u.sock")->unix_path, "/run/u.sock");
    EXPECT_EQ(parse_endpoint("https://studio.example/understudy/")->origin.path, "/understudy");
}

TEST(Endpoints, ATokenIsNeverSentInClearBeyondThisMachine) {
    const auto endpoint = parse_endpoint("http://studio.example:7878");
    ASSERT_FALSE(endpoint.ok());
    EXPECT_TRUE(contains(endpoint.error(), "https://"));
}

TEST(Endpoints, WhatIsNoAddressIsNamed) {
    for (const char* url : {"", "127.0.0.1:7878", "ftp://x", "unix:run/u.sock", "http://"})
        EXPECT_FALSE(parse_endpoint(url).ok()) << url;
}

TEST(Tokens, WhiteSpaceAroundThemIsNotPartOfThem) {
    const std::string path = file_with("  secret \n");
    EXPECT_EQ(*read_token(path), "secret");
    std::remove(path.c_str());
}

TEST(Tokens, AFileThatHoldsNoTokenIsNamed) {
    for (const char* content : {"", "\n", "two words", "line\nline"}) {
        const std::string path = file_with(content);
        const auto token = read_token(path);
        ASSERT_FALSE(token.ok()) << content;
        EXPECT_TRUE(contains(token.error(), path));
        std::remove(path.c_str());
    }
    EXPECT_TRUE(contains(read_token("/does/not/exist").error(), "No such file"));
}

TEST(Tokens, ANamedFileThatCannotBeReadIsAUsageErrorAndNothingIsSent) {
    FakeWorld world;
    Script script;
    EXPECT_EQ(run_cli(world, script, {"list", "--token-file", "/does/not/exist"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "group that may read it"));
    EXPECT_TRUE(script.requests.empty());
}

TEST(Tokens, TheTokenInTheFileIsTheOneThatIsUsed) {
    const std::string path = file_with("secret\n");
    FakeWorld world;
    Script script{{answer(200, R"({"data":[],"next_cursor":null})")}, {}, ""};
    EXPECT_EQ(run_cli(world, script, {"list", "--token-file", path}), ExitCode::done);
    EXPECT_EQ(script.token, "secret");
    std::remove(path.c_str());
}

}  // namespace
}  // namespace understudy::cli
