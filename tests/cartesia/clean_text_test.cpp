#include "cartesia/clean_text.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

TEST(CleanText, OneLineHasNoLineFeedsAndNoControlCharacters) {
    EXPECT_EQ(one_line(" a\r\nb\tc\x1b[31m\x7f ", 100), "a  b c [31m");
    EXPECT_EQ(one_line("c1 \xC2\x9B end", 100), "c1   end");
}

TEST(CleanText, SomeLinesKeepTheirLineFeeds) { EXPECT_EQ(some_lines("\n a\nb \n", 100), "a\nb"); }

TEST(CleanText, BytesThatAreNotUtf8BecomeQuestionMarks) {
    EXPECT_EQ(one_line("a\xFF z", 100), "a? z");
    EXPECT_EQ(one_line("\xC0\xAF|\xED\xA0\x80|\xF5\x80\x80\x80|\xE2\x82", 100), "??|???|????|??");
    EXPECT_EQ(one_line("Grüße 日本 🎙", 100), "Grüße 日本 🎙");
}

TEST(CleanText, ACutFallsBetweenCharacters) {
    EXPECT_EQ(one_line("äääääääääää", 10), "äää…");
    EXPECT_EQ(one_line("abcdefghij", 10), "abcdefghij");
    EXPECT_EQ(one_line("abcdefghijk", 10), "abcdefg…");
    EXPECT_LE(one_line(std::string(100'000, 'x'), 200).size(), 200u);
}

TEST(CleanText, NothingComesOfNothing) {
    EXPECT_EQ(one_line("", 10), "");
    EXPECT_EQ(one_line(" \n\t ", 10), "");
}

}  // namespace
}  // namespace understudy::cartesia
