#include "cli/table.hpp"

#include <gtest/gtest.h>

#include "cli/job_table.hpp"
#include "cli/text.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

Job job_of(const std::string& state, const std::string& more = "") {
    return *read_job(job_json(state, more));
}

const Now now{Time(seconds(1'795'000'000)), {}, 0.5};

std::vector<Job> jobs() {
    Job wide = job_of("uploading", R"(,"updated_at":"2026-11-18T10:00:00Z",
        "progress":{"files_total":10,"files_done":4,"bytes_total":1000,"bytes_sent":500})");
    wide.name = "花子の声、とても長い名前のスタジオ録音、二〇二六年十一月版";
    Job held =
        job_of("training", R"(,"hold":{"reason":"funds","needs":"credits","since":"2026-11-18T10:00:00Z"})");
    held.attempt = 2;
    return {std::move(wide), std::move(held), job_of("completed", R"(,"voices":[{"id":"v1","name":"a"}])")};
}

TEST(Tables, NoLineIsWiderThanTheTerminal) {
    for (std::size_t width = 40; width < 180; ++width)
        for (const std::string& line : to_lines(job_table(jobs(), now), width, false))
            ASSERT_LE(display_width(line), width) << line;
}

TEST(Tables, IdsAreAlwaysWholeAndTheUnimportantColumnsVanishFirst) {
    const auto narrow = to_lines(job_table(jobs(), now), 52, false);
    EXPECT_TRUE(contains(narrow[1], anna));
    EXPECT_FALSE(contains(narrow[0], "CHANGED"));
    EXPECT_TRUE(contains(narrow[0], "STATE"));
    EXPECT_TRUE(contains(to_lines(job_table(jobs(), now), 200, false)[0], "CHANGED"));
}

TEST(Tables, WithoutATerminalNothingIsCut) {
    const auto lines = to_lines(job_table(jobs(), now), unlimited, false);
    EXPECT_TRUE(contains(lines[1], "花子の声、とても長い名前のスタジオ録音、二〇二六年十一月版"));
    EXPECT_TRUE(contains(lines[1], "50 %"));
    EXPECT_TRUE(contains(lines[2], "training (held: funds)"));
    EXPECT_TRUE(contains(lines[2], "2/3"));
    EXPECT_TRUE(contains(lines[3], "1 voice"));
}

TEST(Tables, ColumnsStandUnderOneAnotherWhateverTheScript) {
    Table table{{{"NAME"}, {"STATE"}}, {{{"花子"}, {"draft"}}, {{"Anna Maria"}, {"draft"}}}};
    const auto lines = to_lines(table, unlimited, false);
    const auto column_of = [](const std::string& line) {
        return display_width(line.substr(0, line.find("draft")));
    };
    EXPECT_EQ(column_of(lines[1]), column_of(lines[2]));
    EXPECT_EQ(lines[0], "NAME        STATE");
}

TEST(Tables, ColoursDoNotChangeTheWidths) {
    Table table{{{"A"}, {"B"}}, {{{"x", Ink::red}, {"y"}}, {{"xxx", Ink::red}, {"y"}}}};
    const auto lines = to_lines(table, unlimited, true);
    EXPECT_EQ(lines[1], "\x1b[31mx\x1b[0m    y");
    EXPECT_EQ(lines[2], "\x1b[31mxxx\x1b[0m  y");
}

TEST(Tables, AHostileNameStaysOnItsLine) {
    Job hostile = job_of("draft");
    hostile.name = "x\n\x1b]0;owned\x07";
    const auto lines = to_lines(job_table({hostile}, now), unlimited, false);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_TRUE(contains(lines[1], "x\\n\\x1b]0;owned\\x07"));
}

TEST(Cards, ShowEveryMemberThatIsThere) {
    const Job job = job_of("failed", R"(,"retry_at":"2026-11-19T10:00:00Z","labels":{"studio":"B"},
        "error":{"type":"training_failed","title":"The training failed","detail":"too noisy","http_status":400},
        "recordings":["/srv/recordings/anna"],"dataset_id":"dataset_1")");
    std::string card;
    for (const std::string& line : job_card(job, now, false)) card += line + "\n";
    for (const char* part : {anna, "The training failed: too noisy (HTTP 400)", "studio=B",
                             "/srv/recordings/anna", "dataset_1", "2026-11-19T10:00:00Z"})
        EXPECT_TRUE(contains(card, part)) << part << "\n" << card;
    EXPECT_FALSE(contains(card, "fine-tune"));
}

}  // namespace
}  // namespace understudy::cli
