// What every store promises of what was heard in files.
#pragma once

#include "tests/storage/store_conformance_fixture.hpp"

namespace understudy::testing {

using Recalled = std::vector<std::optional<Measurement>>;

/// A measurement with something in every member, told from others by its digest.
inline Measurement whole_measurement(const std::string& digest) {
    Measurement m{61'200'000, "wav", "pcm_s24le", 48'000, 2, digest, digest.substr(0, 32)};
    m.content = Content::recording;
    m.label = "a \"label\"";
    m.declared_duration_us = 61'300'000;
    m.decode_errors = 3;
    m.has_video = true;
    m.meters = 7;
    Sound& sound = m.sound;
    sound.bit_depth = 24;
    sound.effective_bits = 16;
    sound.floating_point = true;
    sound.integrated_lufs = -23.41;
    sound.loudness_range_lu = 7.5;
    sound.true_peak_dbtp = -1.02;
    sound.sample_peak_dbfs = -1.5;
    sound.clipped_samples = 12;
    sound.clipped_runs = 3;
    sound.dc_offset = 0.0125;
    sound.noise_floor_dbfs = -61.25;
    sound.snr_db = 38;
    sound.speech_us = 40'000'000;
    sound.silence_us = 9'000'000;
    sound.leading_silence_us = 250'000;
    sound.trailing_silence_us = 350'000;
    sound.bandwidth_hz = 18'500;
    sound.dead_channels = {1};
    sound.duplicated_channels = true;
    sound.dropouts = 2;
    sound.digest = "d" + digest;
    sound.curve_step_us = 255'000;
    sound.loudness_lufs = {-70, -23.5F, -20.1F};
    sound.peak_dbfs = {-90, -6.5F, -1.5F};
    sound.histogram = {0, 4, 600};
    return m;
}

inline std::string content(int number) {
    std::string digest = std::to_string(number);
    return digest.insert(0, 64 - digest.size(), 'c');
}

inline FileStamp file_of(std::uint64_t inode) { return {{4'000, -5, inode, ~std::uint64_t{0}}, -7}; }

class Memory : public StoreConformance {
  protected:
    void remember(std::vector<Heard> heard, Time now = Time{std::chrono::days{20'000}}) {
        EXPECT_TRUE(the.ask<Nothing>([&](auto reply) { the.store().remember(heard, now, reply); }));
    }
    Recalled recall(std::vector<FileStamp> files, int meters = 7) {
        auto found = the.ask<Recalled>([&](auto reply) { the.store().recall(files, meters, reply); });
        EXPECT_TRUE(found);
        return found ? *found : Recalled{};
    }
    Recalled recall_contents(std::vector<std::string> digests) {
        auto found = the.ask<Recalled>([&](auto reply) { the.store().recall_contents(digests, reply); });
        EXPECT_TRUE(found);
        return found ? *found : Recalled{};
    }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Memory);

TEST_P(Memory, OfAFileComesBackWholeByItsIdentityAndByItsContentAlsoAfterARestart) {
    const Measurement heard = whole_measurement(content(1));
    remember({{file_of(1), heard}});
    the.restart();
    EXPECT_EQ(recall({file_of(1)}), Recalled{heard});
    EXPECT_EQ(recall_contents({content(1)}), Recalled{heard});
}

TEST_P(Memory, KnowsNothingOfAFileThatDiffersInAnything) {
    remember({{file_of(1), whole_measurement(content(1))}});
    FileStamp size = file_of(1), time = file_of(1), inode = file_of(1), device = file_of(1),
              change = file_of(1);
    size.identity.size += 1, time.identity.mtime_ns += 1, inode.identity.inode += 1;
    device.identity.device -= 1, change.ctime_ns += 1;
    for (const std::optional<Measurement>& found : recall({size, time, inode, device, change}))
        EXPECT_FALSE(found);
    EXPECT_FALSE(recall_contents({content(2)}).at(0));
}

TEST_P(Memory, AnswersInTheOrderOfTheQuestion) {
    remember({{file_of(1), whole_measurement(content(1))}, {file_of(2), whole_measurement(content(2))}});
    const Recalled found = recall({file_of(2), file_of(9), file_of(1)});
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0]->sha256, content(2));
    EXPECT_FALSE(found[1]);
    EXPECT_EQ(found[2]->sha256, content(1));
}

TEST_P(Memory, OfOtherMetersIsNotTakenForAFile) {
    remember({{file_of(1), whole_measurement(content(1))}});
    EXPECT_FALSE(recall({file_of(1)}, 8).at(0));
}

TEST_P(Memory, KeepsTheLaterMetersMeasurementOfOneContent) {
    Measurement earlier = whole_measurement(content(1)), later = earlier;
    later.meters = 8, later.sound.snr_db = 12;
    remember({{file_of(1), later}});
    remember({{file_of(2), earlier}});
    EXPECT_EQ(recall({file_of(2)}, 8), Recalled{later});
    later.meters = 9;
    remember({{file_of(1), later}});
    EXPECT_EQ(recall_contents({content(1)}), Recalled{later});
}

TEST_P(Memory, TakesAFileThatWasWrittenAnewForItsNewContent) {
    remember({{file_of(1), whole_measurement(content(1))}});
    remember({{file_of(1), whole_measurement(content(2))}});
    EXPECT_EQ(recall({file_of(1)}).at(0)->sha256, content(2));
}

TEST_P(Memory, OfWhatBelongsToNoJobFadesAfterAMonth) {
    const Time then{std::chrono::days{20'000}};
    Commit commit = first_commit(plain_job(1));
    Recording kept;
    kept.measurement = whole_measurement(content(1));
    commit.recordings = {{0, kept}};
    commit.replace_recordings = true;
    ASSERT_TRUE(the.commit(commit));
    remember({{file_of(1), whole_measurement(content(1))}, {file_of(2), whole_measurement(content(2))}},
             then);
    remember({{file_of(3), whole_measurement(content(3))}}, then + std::chrono::days{29});
    EXPECT_TRUE(recall_contents({content(2)}).at(0));
    remember({{file_of(4), whole_measurement(content(4))}}, then + std::chrono::days{31});
    const Recalled found = recall_contents({content(1), content(2), content(3), content(4)});
    EXPECT_TRUE(found[0]) << "a job's";
    EXPECT_FALSE(found[1]) << "old and nobody's";
    EXPECT_TRUE(found[2] && found[3]) << "young";
    EXPECT_FALSE(recall({file_of(2)}).at(0));
}

TEST_P(StoreConformance, AJobsRecordingsKeepWhatWasMeasuredButTheCurves) {
    Commit commit = first_commit(plain_job(1));
    Recording recording;
    recording.measurement = whole_measurement(content(1));
    commit.recordings = {{0, recording}};
    commit.replace_recordings = true;
    ASSERT_TRUE(the.commit(commit));
    const auto stored = the.recordings(job_id(1));
    ASSERT_TRUE(stored && stored->size() == 1);
    Sound& sound = recording.measurement->sound;
    sound.curve_step_us = 0;
    sound.loudness_lufs = sound.peak_dbfs = {};
    sound.histogram = {};
    EXPECT_EQ(stored->front(), recording);
}

}  // namespace understudy::testing
