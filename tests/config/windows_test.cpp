#include "config/windows.hpp"

#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

using Days = std::array<bool, 7>;

TEST(AWindowOfTheTimetable, NamesDaysHoursAndALimit) {
    const auto window = parse_window("mon-wed,sat 07:30-24:00 512KiB");
    ASSERT_TRUE(window.ok()) << window.error();
    EXPECT_EQ(window->days, (Days{true, true, true, false, false, true, false}));
    EXPECT_EQ(window->begin, 450);
    EXPECT_EQ(window->end, minutes_a_day);
    EXPECT_EQ(window->limit, 524'288u);
}

TEST(AWindowOfTheTimetable, MaySpanTheWeeksEndAndMidnight) {
    const auto window = parse_window("fri-mon 22:00-06:00 0");
    ASSERT_TRUE(window.ok()) << window.error();
    EXPECT_EQ(window->days, (Days{true, false, false, false, true, true, true}));
    EXPECT_GT(window->begin, window->end);
    EXPECT_EQ(window->limit, 0u);
}

TEST(AWindowOfTheTimetable, ThatIsWrittenOtherwiseIsRefusedWithTheCure) {
    for (const auto& [text, cure] : {std::pair{"mon 08:00-19:00", "days, hours and bytes a second"},
                                     {"", "days, hours and bytes a second"},
                                     {"mon  08:00-19:00 1MiB", "days, hours and bytes a second"},
                                     {"monday 08:00-19:00 1MiB", "write the days"},
                                     {"mon-tue-wed 08:00-19:00 1MiB", "write the days"},
                                     {"mon 8-19 1MiB", "write the hours"},
                                     {"mon 08:00-08:00 1MiB", "write the hours"},
                                     {"mon 25:00-26:00 1MiB", "write the hours"},
                                     {"mon 24:00-06:00 1MiB", "write the hours"},
                                     {"mon 08:00-19:00 fast", "such as"},
                                     {"mon 08:00-19:00 10", "at least 1KiB"}}) {
        const std::string error =
            error_of("[uploads]\nbandwidth_timetable = [\"" + std::string(text) + "\"]\n");
        EXPECT_TRUE(has(error, "2: uploads.bandwidth_timetable: ")) << text << ": " << error;
        EXPECT_TRUE(has(error, cure)) << text << ": " << error;
    }
}

}  // namespace
}  // namespace understudy::testing
