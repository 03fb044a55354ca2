// The link to the studio's page.
#include <gtest/gtest.h>

#include "cli/browser.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

constexpr const char* url = "http://127.0.0.1:7878/#sign-in=abc";

class Open : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    Open() {
        script.answers.push_back(answer(201, R"({"url":"http://127.0.0.1:7878/#sign-in=abc",)"
                                             R"("expires_at":"2026-11-23T05:44:18Z"})"));
    }
    ExitCode open(std::vector<std::string> more = {}) {
        more.insert(more.begin(), "open");
        return run_cli(world, script, std::move(more));
    }
};

TEST_F(Open, AsksForALinkAndHasTheBrowserOpenIt) {
    world.has_browser = true;
    EXPECT_EQ(open(), ExitCode::done);
    ASSERT_EQ(script.requests.size(), 1u);
    EXPECT_EQ(script.requests[0].method + " " + script.requests[0].target, "POST /v1/session/links");
    EXPECT_EQ(world.opened, std::vector<std::string>{url});
    EXPECT_TRUE(world.output.starts_with(std::string(url) + "\n")) << world.output;
    EXPECT_TRUE(contains(world.output, "The browser opens it.")) << world.output;
}

TEST_F(Open, PrintsTheLinkWhereThereIsNoBrowser) {
    EXPECT_EQ(open(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Open it in a browser")) << world.output;
}

TEST_F(Open, OpensNothingWhereOnlyTheLinkIsWanted) {
    world.has_browser = true;
    EXPECT_EQ(open({"--print"}), ExitCode::done);
    EXPECT_EQ(world.output, std::string(url) + "\n");
    EXPECT_TRUE(world.opened.empty());
}

TEST_F(Open, GivesTheDocumentToAScript) {
    world.has_browser = true;
    EXPECT_EQ(open({"--json"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "\"expires_at\"")) << world.output;
    EXPECT_TRUE(world.opened.empty());
}

TEST_F(Open, OpensNoBrowserForADaemonOfAnotherMachine) {
    world.has_browser = true;
    script.address = "https://studio.example:7878";
    EXPECT_EQ(open(), ExitCode::done);
    EXPECT_TRUE(world.opened.empty());
}

TEST_F(Open, OpensNothingButAPage) {
    world.has_browser = true;
    script.answers = {answer(201, R"({"url":"file:///etc/passwd"})")};
    EXPECT_EQ(open(), ExitCode::unreachable);
    EXPECT_TRUE(world.opened.empty());
}

TEST_F(Open, SaysWhyThereIsNoLink) {
    script.answers = {problem(409, "/problems/no-page-address", "No address for a browser")};
    EXPECT_EQ(open(), ExitCode::refused);
}

TEST(TheLeadingPage, HoldsTheAddressAsTextAlone) {
    const std::string page = leading_page("http://x/\"><script>&");
    EXPECT_TRUE(contains(page, "url=http://x/&quot;>&lt;script>&amp;\"")) << page;
    EXPECT_FALSE(contains(page, "<script")) << page;
}

}  // namespace
}  // namespace understudy::cli
