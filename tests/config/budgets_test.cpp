#include "config/budgets.hpp"

#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

TEST(Credits, AreWholeNumbersWithMillions) {
    EXPECT_EQ(*parse_credits("3M"), 3'000'000);
    EXPECT_EQ(*parse_credits("2500k"), 2'500'000);
    EXPECT_EQ(*parse_credits("3000000"), 3'000'000);
    EXPECT_EQ(*parse_credits("0"), 0);
    for (const char* text : {"", "M", "-1", "3 M", "3m", "1.5M", "99999999999M", "3MM"})
        EXPECT_FALSE(parse_credits(text)) << text;
    EXPECT_TRUE(has(parse_credits("500k").error(), "understudy pause spending"))
        << "less than a training takes would stop everything";
}

TEST(ABudgetsSection, HasLimitsForAllAndForLabels) {
    const Config config = config_of(
        "[budget]\ndaily = \"3M\"\nmonthly = \"20M\"\nlabels = [\"client=a b day 1M\"]\napproval_above = "
        "\"5M\"\n");
    const Budget budget = policy_of(config).budget;
    const std::vector<BudgetLimit> wanted{{Period::day, 3'000'000, "", ""},
                                          {Period::month, 20'000'000, "", ""},
                                          {Period::day, 1'000'000, "client", "a b"}};
    EXPECT_EQ(budget.limits, wanted);
    EXPECT_EQ(budget.approval_above, 5'000'000);
}

TEST(ABudgetsSection, ThatIsWrittenOtherwiseIsRefusedWithTheCure) {
    EXPECT_TRUE(has(error_of("[budget]\ndaily = 3\n"), "credits in quotes"));
    EXPECT_TRUE(has(error_of("[budget]\ndaily = \"much\"\n"), "such as \"3M\""));
    for (const char* text : {"acme day 3M", "client=acme 3M", "client=acme week 3M", "=acme day 3M",
                             "client= day 3M", "client=acme day 0", "client=acme day much", ""})
        EXPECT_TRUE(has(error_of("[budget]\nlabels = [\"" + std::string(text) + "\"]\n"), "budget.labels"))
            << text;
}

}  // namespace
}  // namespace understudy::testing
