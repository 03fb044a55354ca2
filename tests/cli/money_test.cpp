#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

using Json = nlohmann::json;

constexpr const char* budget = R"({"balance":{"available":-4000000,"reserved":1000000,"spent":3000000},
    "committed":{"day":1000000,"month":4000000},"approval_above":5000000,"limits":[{"period":"day",
    "label":"client=acme","credits":3000000,"committed":1000000,"left":2000000,
    "until":"2026-12-01T00:00:00Z"}]})";

class MoneyWords : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
};

TEST_F(MoneyWords, TheBudgetIsLinesWithWhatIsLeft) {
    script.answers = {answer(200, budget)};
    EXPECT_EQ(cli({"budget"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output,
                         "1,000,000 of 3,000,000 credits, 2,000,000 left until "
                         "2026-12-01T00:00:00Z, for client=acme"))
        << world.output;
    EXPECT_TRUE(contains(world.output, "1,000,000 reserved, 3,000,000 spent"));
    EXPECT_TRUE(contains(world.output, "beyond 5,000,000 credits"));
}

TEST_F(MoneyWords, AQuoteSaysCreditsTimesAndWhatTheBudgetLacks) {
    script.answers = {answer(200, std::string(R"({"job_id":"x","credits":1000000,"upload":{"bytes":104857600,
        "bytes_per_second":1048576,"seconds":100},"training":{"trainings":12,"median_s":10800,"p90_s":12600},
        "shortfall":{"words":"the day's budget has 0 left","needs":"a higher one","until":null},"budget":)") +
                                      budget + "}")};
    EXPECT_EQ(cli({"quote", anna}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target, "/v1/jobs/" + std::string(anna) + "/quote");
    for (const char* words :
         {"1,000,000, when the training completes", "100 MiB in about 1 min 40 s at 1.00 MiB/s",
          "half take up to 3 h, nine in ten up to 3 h 30 min (12 trainings of our own)",
          "the day's budget has 0 left", "it needs a higher one"})
        EXPECT_TRUE(contains(world.output, words)) << words << "\n" << world.output;
}

TEST_F(MoneyWords, AnApprovalIsSentWithItsReason) {
    script.answers = {job("training")};
    EXPECT_EQ(cli({"approve", anna, "--reason", "for the film"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target, "/v1/jobs/" + std::string(anna) + "/approve");
    EXPECT_EQ(Json::parse(script.requests[0].body), (Json{{"reason", "for the film"}}));
}

TEST_F(MoneyWords, TheLedgerIsATableADocumentOrCsv) {
    const std::string page = R"({"data":[{"id":1,"at":"2026-11-24T10:00:00.000000Z","kind":"reserved",
        "from":"available","to":"reserved","credits":1000000,"job_id":")" +
                             std::string(anna) + R"(","attempt":1,
        "fine_tune_id":null,"labels":{}}],"next_cursor":null,
        "balance":{"available":-1000000,"reserved":1000000,"spent":0}})";
    script.answers = {answer(200, page), answer(200, page), answer(200, "id,at\r\n")};
    EXPECT_EQ(cli({"ledger", "--label", "client=acme", "--since", "2026-11-01T00:00:00Z"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target,
              "/v1/ledger?limit=100&since=2026-11-01T00%3A00%3A00Z&label=client%3Dacme");
    EXPECT_TRUE(contains(world.output, "reserved")) << world.output;
    EXPECT_TRUE(contains(world.output, "All that fit: 1,000,000 reserved, 0 spent."))
        << "the sum is of what was asked for: " << world.output;
    world.output.clear();
    EXPECT_EQ(cli({"ledger", "--json"}), ExitCode::done);
    const Json document = Json::parse(world.output);
    EXPECT_EQ(document["data"].size(), 1u);
    EXPECT_EQ(document["balance"]["reserved"], 1'000'000);
    world.output.clear();
    std::string more_ended = page;
    more_ended.replace(page.find("1000000,\"spent\":0"), 17, "-1000000,\"spent\":2");
    script.answers.push_front(answer(200, more_ended));
    EXPECT_EQ(cli({"ledger"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "In all: -1,000,000 reserved, 2 spent.")) << world.output;
    world.output.clear();
    EXPECT_EQ(cli({"ledger", "--csv"}), ExitCode::done);
    EXPECT_EQ(script.requests[3].headers.find("Accept"), "text/csv");
    EXPECT_EQ(world.output, "id,at\r\n");
}

}  // namespace
}  // namespace understudy::cli
