// A voice.toml is read whole or not at all, with every mistake at once.
#include "config/voice_sheet.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"

namespace understudy {
namespace {

using testing::has;

std::vector<std::string> mistakes_of(std::string_view text) {
    const auto sheet = parse_voice_sheet(text);
    std::vector<std::string> found;
    if (sheet) return found;
    for (const ConfigError& error : sheet.error())
        found.push_back(std::to_string(error.line) + ": " + error.key + ": " + error.message);
    return found;
}

std::string mistake_of(const std::string& more) {
    const auto found = mistakes_of("name = \"Anna\"\nlanguage = \"en\"\n" + more + "\n");
    EXPECT_EQ(found.size(), 1u) << more;
    return found.empty() ? "" : found.front();
}

TEST(AVoiceSheet, SaysWhatASubmissionDoes) {
    const auto sheet = parse_voice_sheet(R"(
name = "Anna"
language = "en"
description = "the November session"
model_id = "sonic-3-2026-01-12"
accent = "US"
max_attempts = 2
priority = -5
recordings = ["day 1", "day 2/take-3.wav"]
start = true
[labels]
client = "acme")");
    ASSERT_TRUE(sheet.ok());
    EXPECT_EQ(sheet->spec.name, "Anna");
    EXPECT_EQ(sheet->spec.description, "the November session");
    EXPECT_EQ(sheet->spec.model_id, "sonic-3-2026-01-12");
    EXPECT_EQ(sheet->spec.accent, "US");
    EXPECT_EQ(sheet->spec.max_attempts, 2);
    EXPECT_EQ(sheet->spec.priority, -5);
    EXPECT_EQ(sheet->spec.paths, (std::vector<std::string>{"day 1", "day 2/take-3.wav"}));
    EXPECT_EQ(sheet->spec.labels.at("client"), "acme");
    EXPECT_TRUE(sheet->start);
}

TEST(AVoiceSheet, NeedsANameAndALanguage) {
    const auto sheet = parse_voice_sheet("name = \"Anna\"\nlanguage = \"en\"");
    ASSERT_TRUE(sheet.ok());
    EXPECT_FALSE(sheet->start);
    EXPECT_EQ(sheet->spec.max_attempts, 0) << "the configuration's";
    EXPECT_EQ(mistakes_of("").size(), 2u);
    EXPECT_TRUE(has(mistakes_of("name = \"Anna\"").at(0), "0: language: is missing; name the language"));
}

TEST(AVoiceSheet, TellsEveryMistakeAtOnce) {
    const auto found = mistakes_of("name = \"\"\nlanguge = \"en\"\nmax_attempts = 0\n[lables]\na = \"b\"");
    ASSERT_EQ(found.size(), 5u);
    EXPECT_TRUE(has(found[0], "0: language: is missing"));
    EXPECT_TRUE(has(found[1], "1: name: give the voice a name"));
    EXPECT_TRUE(has(found[2], "2: languge: there is no such key; did you mean language?"));
    EXPECT_TRUE(has(found[3], "3: max_attempts: must be from 1 to 100"));
    EXPECT_TRUE(has(found[4], "4: lables: there is no such table; did you mean [labels]?"));
}

TEST(AVoiceSheet, IsAsStrictAsASubmission) {
    EXPECT_TRUE(has(mistake_of("accent = \"a\\nb\""), "3: accent: an accent is named"));
    EXPECT_TRUE(has(mistake_of("start = \"yes\""), "3: start: must be true or false without quotes"));
    EXPECT_TRUE(has(mistake_of("priority = 101"), "must be from -100 to 100"));
    EXPECT_TRUE(has(mistake_of("labels = \"a\""), "3: labels: must be a table"));
    EXPECT_TRUE(has(mistake_of("[labels]\nclient = 7"), "4: labels.client: must be a string in quotes"));
    EXPECT_TRUE(has(mistake_of("[labels]\n\"a b\" = \"x\""), "a label's name has 1 to 63"));
    EXPECT_TRUE(has(mistakes_of("name = \"Anna\"\nlanguage = \"xx\"").at(0), "does not know this language"));
    EXPECT_TRUE(has(mistakes_of("name = Anna").at(0), "1: : this is not TOML"));
}

TEST(AVoiceSheet, NamesNothingOutsideOfItsFolder) {
    for (const char* path : {"/srv/x", "..", "../Bob", "day 1/../../Bob", ""})
        EXPECT_TRUE(has(mistake_of("recordings = [\"" + std::string(path) + "\"]"), "3: recordings: "))
            << path;
    EXPECT_TRUE(mistakes_of("name = \"A\"\nlanguage = \"en\"\nrecordings = [\"..a/b..\"]").empty());
}

}  // namespace
}  // namespace understudy
