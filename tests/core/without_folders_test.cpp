// What of a text is said outside of this machine.
#include "core/without_folders.hpp"

#include <gtest/gtest.h>

namespace understudy::testing {
namespace {

TEST(WithoutFolders, OnlyTheLastNameOfAPathIsLeft) {
    for (const auto& [text, left] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/srv/recordings/hot/Anna", "…/Anna"},
             {"/srv/hot/Anna Smith", "…/Anna Smith"},
             {"/srv/My Disk/take 1.wav", "…/take 1.wav"},
             {"/srv/a/take 1.wav: Permission denied", "…/take 1.wav: Permission denied"},
             {"cannot read /srv/a/b.wav, nor \"/mnt/c.wav\"", "cannot read …/b.wav, nor \"…/c.wav\""},
             {"in=/srv/a/ (/b)", "in=…/ (…/b)"},
             {"see:/srv/a/b", "see:…/b"},
             {"/", "/"},
             {"", ""},
         })
        EXPECT_EQ(without_folders(text, {}), left);
}

TEST(WithoutFolders, APathThatIsKnownIsFoundWithItsSpaces) {
    const std::vector<std::string> known{"/srv", "/srv/Anna Smith/day 1/"};
    EXPECT_EQ(without_folders("not whole: /srv/Anna Smith/day 1/take 2.wav is", known),
              "not whole: …/day 1/take 2.wav is");
    EXPECT_EQ(without_folders("the job's /srv/Anna Smith/day 1", known), "the job's …/day 1");
}

TEST(WithoutFolders, WhatIsNoPathStays) {
    for (const char* text : {"https://studio.example/a/b?c=/d", "and/or 4/5", "text/plain", "a / b",
                             "trained: 4 voices", "POST or GET"})
        EXPECT_EQ(without_folders(text, {}), text);
}

}  // namespace
}  // namespace understudy::testing
