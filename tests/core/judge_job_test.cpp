// What preflight says of all of a job's recordings together.
#include "core/preflight.hpp"
#include "jobs.hpp"

namespace understudy::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Recordings that sound well, all alike, each with a content of its own.
std::vector<Recording> good_takes(int count, Duration each) {
    std::vector<Recording> takes = draft(count, each).recordings;
    for (Recording& take : takes) {
        Measurement& heard = *take.measurement;
        heard.meters = meters_version;
        heard.sound.digest = heard.sha256.substr(32);
        heard.sound.integrated_lufs = -23;
        heard.sound.sample_peak_dbfs = heard.sound.true_peak_dbtp = -6;
        heard.sound.noise_floor_dbfs = -65;
        heard.sound.snr_db = 40;
        heard.sound.speech_us = heard.duration_us;
        heard.sound.bandwidth_hz = 16'000;
        heard.sound.digest = heard.xxh3;
    }
    return takes;
}

std::vector<std::string> reasons_of(const Preflight& report) {
    std::vector<std::string> reasons;
    for (const FindingGroup& group : grouped(report)) reasons.push_back(group.reason);
    return reasons;
}

using Words = std::vector<std::string>;

TEST(AJobsRecordings, ThatAreEnoughAndOfOneKindPass) {
    const Preflight report = preflight(good_takes(8, minutes{20}), {});
    EXPECT_EQ(report.verdict, FileVerdict::pass);
    EXPECT_EQ(Duration{report.duration_us}, minutes{160});
    EXPECT_EQ(Duration{report.speech_us}, minutes{160});
    EXPECT_EQ(report.lowest_bandwidth_hz, 16'000);
    EXPECT_TRUE(grouped(report).empty());
}

TEST(AJobsRecordings, CountADuplicateOnceAndNameItsOriginal) {
    auto takes = good_takes(2, minutes{20});
    takes[1].measurement = takes[0].measurement;
    const Preflight report = preflight(takes, {});
    EXPECT_EQ(report.verdict, FileVerdict::block);  // 20 minutes, not 40
    EXPECT_EQ(Duration{report.duration_us}, minutes{20});
    ASSERT_EQ(report.files[1].findings.size(), 1u);
    EXPECT_EQ(report.files[1].findings[0].detail, "1.wav is a copy of 0.wav");
    EXPECT_TRUE(report.files[0].findings.empty());
}

TEST(AJobsRecordings, KnowTheSameSoundInAnotherContainer) {
    auto takes = good_takes(3, minutes{20});
    takes[2].measurement->sound.digest = takes[1].measurement->sound.digest;
    const Preflight report = preflight(takes, {});
    EXPECT_EQ(Duration{report.duration_us}, minutes{40});
    EXPECT_EQ(report.files[2].findings[0].detail, "2.wav holds the same sound as 1.wav");
    EXPECT_EQ(report.files[2].findings[0].reason, "duplicate");
}

TEST(AJobsRecordings, AreNotDuplicatesForBeingSilentAlike) {
    auto takes = good_takes(4, minutes{20});
    for (std::size_t i : {2u, 3u}) {
        takes[i].measurement->sound = {};
        takes[i].measurement->sound.digest = "the digest of silence";
    }
    EXPECT_EQ(grouped(preflight(takes, {})).back().detail, "2 of 4 recordings are silent: 2.wav and 3.wav");
}

TEST(AJobsRecordings, DoNotCountWhatBlocks) {
    auto takes = good_takes(3, minutes{20});
    takes[0].measurement->content = Content::not_audio;
    EXPECT_EQ(Duration{preflight(takes, {}).duration_us}, minutes{40});
}

TEST(AJobsRecordings, WithLittleSpeechWarn) {
    auto takes = good_takes(10, minutes{15});
    for (Recording& take : takes) take.measurement->sound.speech_us = take.measurement->duration_us / 2;
    const Preflight report = preflight(takes, {});
    EXPECT_EQ(reasons_of(report), Words{"little_speech_in_all"});
    EXPECT_EQ(report.findings[0].verdict, FileVerdict::warn);
    EXPECT_EQ(report.findings[0].detail, "of 2 h 30 min only 1 h 15 min are speech; 2 h are wanted");
}

TEST(AJobsRecordings, ThatNobodyListenedToAreNotSaidToLackSpeech) {
    EXPECT_TRUE(grouped(preflight(draft(8, minutes{20}).recordings, {})).empty());
}

TEST(AJobsRecordings, OfDifferentLoudnessWarnAndNameTheOutermost) {
    auto takes = good_takes(2, hours{1});
    takes[0].measurement->sound.integrated_lufs = -31;
    takes[1].measurement->sound.integrated_lufs = -18.5;
    const Preflight report = preflight(takes, {});
    EXPECT_EQ(reasons_of(report), Words{"loudness_spread"});
    EXPECT_EQ(report.findings[0].detail,
              "the recordings differ in loudness by 12.5 dB: from -31.0 LUFS (0.wav) to -18.5 LUFS (1.wav)");
}

TEST(AJobsRecordings, ForgiveOneOddTakeInTen) {
    auto takes = good_takes(20, minutes{10});
    takes[7].measurement->sound.integrated_lufs = -34;
    takes[9].measurement->sound.noise_floor_dbfs = -90;
    EXPECT_TRUE(grouped(preflight(takes, {})).empty());
}

TEST(AJobsRecordings, OfDifferentKindsWarn) {
    auto takes = good_takes(4, minutes{40});
    takes[0].measurement->sample_rate = 44'100;
    takes[1].measurement->channels = 2;
    takes[2].measurement->container = "mp3";
    takes[3].measurement->container = "flac";
    takes[2].file.path = "/srv/anna/2.mp3", takes[3].file.path = "/srv/anna/3.flac";
    const Preflight report = preflight(takes, {});
    EXPECT_EQ(reasons_of(report), (Words{"mixed_sample_rates", "mixed_channels", "many_formats"}));
    EXPECT_EQ(report.findings[0].detail, "the recordings have 2 sample rates: 44.1 kHz (1), 48 kHz (3)");
}

TEST(AJobsRecordings, WithOneFaultInCommonAreNamedTogether) {
    auto takes = good_takes(527, minutes{1});
    for (std::size_t i = 0; i < 41; ++i) takes[i].measurement->sound.clipped_runs = 9;
    const auto groups = grouped(preflight(takes, {}));
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].detail, "41 of 527 recordings are clipped: 0.wav, 1.wav and 39 more");
    EXPECT_EQ(groups[0].files, 41u);
    EXPECT_EQ(groups[0].path, "");
    EXPECT_FALSE(groups[0].cure.empty());
}

TEST(AJobsRecordings, AreReportedTheGravestFirstThenTheJobsThenTheMostFrequent) {
    auto takes = good_takes(6, minutes{10});
    for (std::size_t i = 0; i < 3; ++i) takes[i].measurement->sound.clipped_runs = 19;
    for (std::size_t i = 0; i < 4; ++i) takes[i].measurement->sound.dropouts = 2;
    takes[5].measurement->content = Content::not_audio;
    EXPECT_EQ(reasons_of(preflight(takes, {})),
              (Words{"not_audio", "shorter_than_recommended", "dropouts", "clipped"}));
}

}  // namespace
}  // namespace understudy::testing
