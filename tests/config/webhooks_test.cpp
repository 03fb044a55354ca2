#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

constexpr const char* good =
    "[webhooks.studio]\nurl = \"https://studio.example/hook?a=b\"\nsecret_file = \"/etc/s\"\n";

TEST(Webhooks, AreTablesWithNamesOfTheirOwn) {
    const Config config = config_of(std::string(good) +
                                    "events = [\"job.*\"]\n[webhooks.local]\nurl = \"http://127.0.0.1:1/\"\n"
                                    "secret_file = \"/s\"\n");
    ASSERT_EQ(config.webhooks.size(), 2U);
    EXPECT_EQ(config.webhooks[0].name, "local");
    EXPECT_EQ(
        config.webhooks[1],
        (Config::Webhook{"studio", "https://studio.example/hook?a=b", "/etc/s", {"job.*"}, false, false}));
}

TEST(Webhooks, NeedAnAddressAndASecret) {
    EXPECT_TRUE(has(error_of("[webhooks.a]\nsecret_file = \"/s\"\n"), "webhooks.a.url: must be set"));
    EXPECT_TRUE(
        has(error_of("[webhooks.a]\nurl = \"https://a\"\n"), "webhooks.a.secret_file: must name a file"));
}

TEST(Webhooks, DoNotLeaveThisMachineInClearUnlessThatIsMeant) {
    const std::string plain = "[webhooks.a]\nurl = \"http://studio.example?x=1\"\nsecret_file = \"/s\"\n";
    EXPECT_TRUE(has(error_of(plain), "webhooks.a.url: http:// leaves this machine"));
    EXPECT_EQ(config_of(plain + "insecure = true\n").webhooks.size(), 1U);
    EXPECT_EQ(
        config_of("[webhooks.a]\nurl = \"http://localhost:80?x=1\"\nsecret_file = \"/s\"\n").webhooks.size(),
        1U);
}

TEST(Webhooks, GoThroughAProxyOnlyWhereThereIsOne) {
    EXPECT_TRUE(has(error_of(std::string(good) + "through_proxy = true\n"), "needs [cartesia] proxy"));
    EXPECT_EQ(config_of("[cartesia]\nproxy = \"http://p:1\"\n" + std::string(good) + "through_proxy = true\n")
                  .webhooks.size(),
              1U);
}

TEST(Webhooks, HaveMistakesThatAreNamedWithTheirLines) {
    EXPECT_EQ(error_of(std::string(good) + "event = []\n"),
              "4: webhooks.studio.event: there is no such key; did you mean events?");
    EXPECT_TRUE(has(error_of(std::string(good) + "events = [\"job.done\"]\n"),
                    "4: webhooks.studio.events: \"job.done\": there is no such type"));
    EXPECT_TRUE(has(error_of("[webhooks]\nurl = \"https://a\"\n"),
                    "2: webhooks.url: must stand in the table of a webhook"));
    EXPECT_TRUE(has(error_of("[webhooks.\"a b\"]\n"), "a webhook's name has 1 to 64 letters"));
    EXPECT_TRUE(has(error_of("[webhook.a]\n"), "did you mean [webhooks]?"));
    EXPECT_TRUE(has(error_of("webhooks = 3\n"), "is a section, not a key"));
    EXPECT_TRUE(has(error_of("[webhooks.a]\nurl = \"https://u:p@a\"\nsecret_file = \"/s\"\n"),
                    "does not belong into the URL"));
    EXPECT_TRUE(
        has(error_of("[webhooks.a]\nurl = \"ftp://a\"\nsecret_file = \"/s\"\n"), "must begin with https://"));
    EXPECT_TRUE(
        has(error_of(std::string(good) + "insecure = \"yes\"\n"), "must be true or false without quotes"));
}

}  // namespace
}  // namespace understudy::testing
