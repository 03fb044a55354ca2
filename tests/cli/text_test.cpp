#include "cli/text.hpp"

#include <gtest/gtest.h>

#include "cli/paint.hpp"
#include "cli/words.hpp"

namespace understudy::cli {
namespace {

TEST(HostileText, EscapeSequencesAreWrittenOut) {
    EXPECT_EQ(visible("a\x1b[2Jb"), "a\\x1b[2Jb");
    EXPECT_EQ(visible("bell\a, delete\x7f"), "bell\\x07, delete\\x7f");
}

TEST(HostileText, NewlinesAndTabsCannotMakeNewLines) { EXPECT_EQ(visible("a\nb\tc\r"), "a\\nb\\tc\\x0d"); }

TEST(HostileText, EightBitControlsAndDirectionOverridesAreWrittenOut) {
    EXPECT_EQ(visible("\xC2\x9B"
                      "31m"),
              "\\u{9b}31m");
    EXPECT_EQ(visible("\xE2\x80\xAEgnp.exe"), "\\u{202e}gnp.exe");
    EXPECT_EQ(visible("\xEF\xBB\xBFx"), "\\u{feff}x");
}

TEST(HostileText, BytesThatAreNotUtf8AreWrittenOut) {
    EXPECT_EQ(visible("\xff\xc0\xaf"), "\\xff\\xc0\\xaf");
    EXPECT_EQ(visible("\xE2\x82"), "\\xe2\\x82");
    EXPECT_EQ(visible("\xED\xA0\x80"), "\\xed\\xa0\\x80");  // a surrogate
    EXPECT_EQ(visible("\xF5\x80\x80\x80"), "\\xf5\\x80\\x80\\x80");
}

TEST(HostileText, OrdinaryTextOfAnyScriptStaysAsItIs) {
    EXPECT_EQ(visible("Ánna, 花子, Анна, 👩‍🎤"), "Ánna, 花子, Анна, 👩‍🎤");
}

TEST(DisplayWidth, IsCountedInColumnsNotInBytes) {
    EXPECT_EQ(display_width("Anna"), 4u);
    EXPECT_EQ(display_width("Ánna"), 4u);
    EXPECT_EQ(display_width("花子"), 4u);
    EXPECT_EQ(display_width("e\xCC\x81"), 1u);  // a combining accent
    EXPECT_EQ(display_width(""), 0u);
}

TEST(DisplayWidth, WideCharactersAreNeverCutInHalf) {
    EXPECT_EQ(truncated("花子花子", 4), "花…");
    EXPECT_EQ(truncated("花子", 4), "花子");
    EXPECT_EQ(truncated("abcdef", 1), "…");
    EXPECT_EQ(truncated("abcdef", 0), "");
    for (std::size_t columns = 0; columns < 12; ++columns)
        EXPECT_LE(display_width(truncated("a花b子c花d子", columns)), columns);
}

TEST(DisplayWidth, PaddingCountsColumns) {
    EXPECT_EQ(padded("花", 4), "花  ");
    EXPECT_EQ(padded("7", 3, true), "  7");
    EXPECT_EQ(padded("long", 2), "long");
}

TEST(Wrapping, BreaksAtSpacesAndCutsOnlyWordsThatAreTooLong) {
    EXPECT_EQ(wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrapped("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
    EXPECT_EQ(wrapped("", 10), std::vector<std::string>{""});
    for (const std::string& line : wrapped("花子 花子花子花子 x", 5)) EXPECT_LE(display_width(line), 5u);
}

TEST(PaintedLines, AreCutByWhatIsSeenAndEndTheirColour) {
    const Line line{{"Anna", Ink::bold}, {" is training", Ink::cyan}};
    EXPECT_EQ(to_text(line, unlimited, false), "Anna is training");
    EXPECT_EQ(to_text(line, 8, false), "Anna is…");
    EXPECT_EQ(to_text(line, 8, true), "\x1b[1mAnna\x1b[0m\x1b[36m is…\x1b[0m");
    EXPECT_EQ(to_text(line, 4, false), "Ann…");
    EXPECT_EQ(to_text({}, 4, true), "");
}

TEST(Words, NumbersAreGroupedAndBytesAreScaled) {
    EXPECT_EQ(grouped(1'000'000), "1,000,000");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(bytes_in_words(812), "812 B");
    EXPECT_EQ(bytes_in_words(1'023), "1.00 KiB");
    EXPECT_EQ(bytes_in_words(43'200'000), "41.2 MiB");
    EXPECT_EQ(bytes_in_words(430'000'000), "410 MiB");
    EXPECT_EQ(counted(1, "file"), "1 file");
    EXPECT_EQ(counted(1'527, "file"), "1,527 files");
}

TEST(Words, DurationsReadAsOnAClock) {
    EXPECT_EQ(duration_on_clock(1'858.9), "0:30:59");
    EXPECT_EQ(duration_on_clock(7'500), "2:05:00");
    EXPECT_EQ(duration_on_clock(-3), "0:00:00");
}

TEST(Words, TimesAreReadWithFractionsAndOffsets) {
    EXPECT_EQ(to_rfc3339(*parse_time("2026-11-23T05:43:18.000042Z")), "2026-11-23T05:43:18.000042Z");
    EXPECT_EQ(to_rfc3339(*parse_time("2026-11-23T05:43:18Z")), "2026-11-23T05:43:18.000000Z");
    EXPECT_EQ(to_rfc3339(*parse_time("2026-11-23T05:43:18.5+01:00")), "2026-11-23T04:43:18.500000Z");
}

TEST(Words, WhatIsNoTimeIsNoTime) {
    for (const char* text : {"", "yesterday", "2026-11-23", "2026-11-23T05:43:18", "2026-13-23T05:43:18Z",
                             "2026-11-23T05:43:18Zx", "2026-02-30T00:00:00Z"})
        EXPECT_FALSE(parse_time(text)) << text;
}

TEST(Words, AgoIsRoundedToSecondsAndNeverInTheFuture) {
    const Time now(seconds(1'000));
    EXPECT_EQ(ago(now - seconds(12), now), "12 s ago");
    EXPECT_EQ(ago(now + seconds(12), now), "just now");
}

}  // namespace
}  // namespace understudy::cli
