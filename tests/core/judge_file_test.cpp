// What preflight says of a file itself, sentence by sentence.
#include <gtest/gtest.h>

#include <functional>

#include "core/judge.hpp"

namespace understudy::testing {
namespace {

Measurement good_wav() {
    Measurement m{61'200'000, "wav", "pcm_s16le", 48'000, 1, std::string(64, 'a'), std::string(32, 'b')};
    m.declared_duration_us = m.duration_us;
    return m;
}

std::vector<Finding> judged(const char* path, const std::function<void(Measurement&)>& change) {
    Measurement m = good_wav();
    change(m);
    return judge(m, path, {});
}

Finding only(const std::vector<Finding>& findings) {
    EXPECT_EQ(findings.size(), 1u);
    return findings.empty() ? Finding{} : findings.front();
}

TEST(AFile, ThatIsRightPassesWithoutAWord) {
    EXPECT_TRUE(judge(good_wav(), "/r/take.WAV", {}).empty());
    EXPECT_EQ(worst({}), FileVerdict::pass);
}

TEST(AFile, InAFormatThatTheCloudDoesNotTakeBlocksWithTheCommandThatCuresIt) {
    const Finding finding = only(judged("/r/my take.wav", [](Measurement& m) {
        m.content = Content::other_format;
        m.label = "AIFF";
    }));
    EXPECT_EQ(finding.verdict, FileVerdict::block);
    EXPECT_EQ(finding.reason, "format_not_accepted");
    EXPECT_EQ(finding.detail, "my take.wav is AIFF, which the cloud does not accept");
    EXPECT_EQ(finding.cure,
              "convert it to FLAC, which loses nothing: ffmpeg -i 'my take.wav' 'my take.flac'");
    EXPECT_EQ(finding.path, "/r/my take.wav");
}

TEST(AFile, ThatIsNoSoundBlocks) {
    const auto reason_of = [](Content content) {
        const Finding finding = only(judged("/r/a.webm", [&](Measurement& m) { m.content = content; }));
        EXPECT_EQ(finding.verdict, FileVerdict::block);
        return finding.reason;
    };
    EXPECT_EQ(reason_of(Content::not_audio), "not_audio");
    EXPECT_EQ(reason_of(Content::no_sound), "no_sound");
    EXPECT_EQ(reason_of(Content::unreadable), "unreadable");
    EXPECT_EQ(reason_of(Content::probe_failed), "probe_failed");
    EXPECT_EQ(only(judged("/r/a.wav", [](Measurement& m) { m.duration_us = 0; })).reason, "empty");
}

TEST(AFile, ThatIsDamagedWarnsWithWhatCouldBeHeard) {
    const Finding holes = only(judged("/r/a.wav", [](Measurement& m) { m.decode_errors = 2; }));
    EXPECT_EQ(holes.verdict, FileVerdict::warn);
    EXPECT_EQ(holes.reason, "damaged");
    EXPECT_EQ(holes.detail, "a.wav is damaged in 2 places: 61.2 s could be heard");
    const Finding cut = only(judged("/r/a.wav", [](Measurement& m) { m.duration_us = 30'000'000; }));
    EXPECT_EQ(cut.detail, "a.wav ends early: 30.0 s of the 61.2 s that its header promises");
}

TEST(AFile, WhoseHeaderPromisesLessThanThereIsPasses) {
    EXPECT_TRUE(judged("/r/a.wav", [](Measurement& m) { m.declared_duration_us = 1; }).empty());
}

TEST(AFile, WhoseExtensionLiesWarns) {
    const Finding finding = only(judge(good_wav(), "/r/a.mp3", {}));
    EXPECT_EQ(finding.reason, "extension_lies");
    EXPECT_EQ(finding.detail, "a.mp3 is named .mp3 but holds wav");
    EXPECT_EQ(finding.cure, "rename it to .wav");
}

TEST(AFile, InAFormatOfOneOfTheCloudsTwoListsWarns) {
    const auto reasons = [](const char* path, const char* container) {
        return judged(path, [&](Measurement& m) { m.container = container; });
    };
    for (const auto& [path, container] : {std::pair{"a.wav", "wav"},
                                          {"a.mp3", "mp3"},
                                          {"a.flac", "flac"},
                                          {"a.ogg", "ogg"},
                                          {"a.oga", "ogg"},
                                          {"a.webm", "webm"}})
        EXPECT_TRUE(reasons(path, container).empty()) << path;
    for (const auto& [path, container] : {std::pair{"a.ogx", "ogg"},
                                          {"a.aac", "aac"},
                                          {"a.wma", "asf"},
                                          {"a.m4a", "mp4"},
                                          {"a.opus", "ogg"},
                                          {"a.ac3", "ac3"}})
        EXPECT_EQ(only(reasons(path, container)).reason, "format_disputed") << path;
}

TEST(AFile, CarriesEverythingThatIsWrongWithIt) {
    const auto findings = judged("/r/a.mp3", [](Measurement& m) {
        m.container = "mp4";
        m.decode_errors = 1;
        m.has_video = true;
        m.sample_rate = 8'000;
    });
    std::vector<std::string> reasons;
    for (const Finding& finding : findings) reasons.push_back(finding.reason);
    EXPECT_EQ(reasons, (std::vector<std::string>{"damaged", "extension_lies", "has_video", "format_disputed",
                                                 "low_bandwidth"}));
}

TEST(AFile, IsNamedAsItMayBeShown) {
    const Finding finding = only(judged("/r/a\n\x1b[2J.wav", [](Measurement& m) { m.decode_errors = 1; }));
    EXPECT_EQ(finding.detail, "a\\x0a\\x1b[2J.wav is damaged in 1 place: 61.2 s could be heard");
}

}  // namespace
}  // namespace understudy::testing
