#include "core/cloud_name.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace understudy {
namespace {

const std::string digest = "3f9a0c12be77" + std::string(52, '0');

TEST(CloudNames, AreReadableAndCarryTheContent) {
    EXPECT_EQ(cloud_name("digits-1.wav", digest), "digits-1.3f9a0c12be77.wav");
    EXPECT_EQ(cloud_name("day 1/take 3.WAV", digest), "day-1_take-3.3f9a0c12be77.wav");
    EXPECT_EQ(cloud_name("a.b/c.d.flac", digest), "a.b_c.d.3f9a0c12be77.flac");
}

TEST(CloudNames, AreAsciiWhateverTheStudioWrites) {
    EXPECT_EQ(cloud_name("Ægir/Größe ñandú.mp3", digest), "AEgir_Grosse-nandu.3f9a0c12be77.mp3");
    EXPECT_EQ(cloud_name("Łódź Žižek.ogg", digest), "Lodz-Zizek.3f9a0c12be77.ogg");
    EXPECT_EQ(cloud_name("u\xCC\x88"
                         "ben.opus",
                         digest),
              "uben.3f9a0c12be77.opus");
    EXPECT_EQ(cloud_name("録音.wav", digest), "recording.3f9a0c12be77.wav");
    EXPECT_EQ(cloud_name("録音 12.wav", digest), "12.3f9a0c12be77.wav");
    EXPECT_EQ(cloud_name("a\"b;c\\d.wav", digest), "a-b-c-d.3f9a0c12be77.wav");
    EXPECT_EQ(cloud_name("\xff\xc3", digest), "recording.3f9a0c12be77");
}

TEST(CloudNames, NeverBeginLikeAHiddenFileOrAnOption) {
    EXPECT_EQ(cloud_name("../-rf.wav", digest), "rf.3f9a0c12be77.wav");
    EXPECT_EQ(cloud_name(".wav", digest), "wav.3f9a0c12be77");
}

TEST(CloudNames, KeepTheEndOfALongPath) {
    const std::string name = cloud_name(std::string(300, 'f') + "/take-0031.wav", digest);
    EXPECT_EQ(name.size(), longest_cloud_name);
    EXPECT_TRUE(name.ends_with("f_take-0031.3f9a0c12be77.wav")) << name;
}

TEST(CloudNames, IdenticalFilesInDifferentFoldersHaveDifferentNames) {
    const std::vector<NamedRecording> manifest = {{"a/b.wav", digest},
                                                  {"a_b.wav", digest},
                                                  {"c/b.wav", digest},
                                                  {"A b.wav", digest},
                                                  {"a_b-2.wav", digest}};
    EXPECT_EQ(
        cloud_names(manifest),
        (std::vector<std::string>{"a_b.3f9a0c12be77.wav", "a_b-2.3f9a0c12be77.wav", "c_b.3f9a0c12be77.wav",
                                  "A-b.3f9a0c12be77.wav", "a_b-2-2.3f9a0c12be77.wav"}));
}

TEST(CloudNames, StayUniqueWithinTheirLengthForThousandsOfTwins) {
    std::vector<NamedRecording> manifest;
    for (int i = 0; i < 3000; ++i)
        manifest.push_back({std::to_string(i) + "/" + std::string(200, 'x') + ".wav", digest});
    std::vector<std::string> names = cloud_names(manifest);
    EXPECT_TRUE(std::all_of(names.begin(), names.end(),
                            [](const auto& n) { return n.size() <= longest_cloud_name; }));
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(CloudNames, DifferInTheDigestWhenOnlyTheContentDiffers) {
    const std::vector<NamedRecording> manifest = {{"a b.wav", digest}, {"a-b.wav", std::string(64, '1')}};
    EXPECT_EQ(cloud_names(manifest),
              (std::vector<std::string>{"a-b.3f9a0c12be77.wav", "a-b.111111111111.wav"}));
}

}  // namespace
}  // namespace understudy
