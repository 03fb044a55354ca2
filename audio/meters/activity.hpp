// Speech, noise and silence, from frames of 20 ms of the loudest channel.
//
// Speech is told from other sound by how it moves. A second of it is loud and soft in turn (syllables), and
// now voiced, now a hiss: both the level and the rate of zero crossings vary. Noise is steady in both; tones
// are steady in the second. A second in which both vary is speech-like.
//
// The speech level is measured as by ITU-T P.56, method B: the energy of the speech-like seconds, over the
// time in which the level, held for 200 ms on both sides, lies above a threshold 15.9 dB under that same
// speech level. That time is the speech's duration: short pauses between words belong to it.
//
// The noise floor is the level under which 5 % of the frames lie, digital silence left out: the room, where
// there are pauses; where there are none, the softest sounds, and then the estimate is too high. The
// signal-to-noise ratio is the speech's energy without the noise's, over the noise's.
//
// Silence is what lies (held in the same way) under -60 dBFS or less than 6 dB above the noise floor, the
// latter where speech is at least 20 dB above that; never what is closer than 20 dB to the speech level.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "audio/meters/frame_statistics.hpp"

namespace understudy {

struct Activity {
    std::optional<double> noise_floor_dbfs, speech_dbfs, snr_db;
    std::int64_t speech_us = 0, silence_us = 0;
    std::int64_t leading_silence_us = 0, trailing_silence_us = 0;
};

class ActivityMeter {
  public:
    /// May be called again when the format changes on the way.
    void begin(const SoundFormat& format) { sample_rate_ = format.sample_rate; }
    void hear(std::span<const float> samples);
    /// At the end, once.
    [[nodiscard]] Activity finish();

  private:
    static constexpr std::size_t window = frames_a_second, held = frames_a_second / 5;
    void hear(const Frame& frame);
    void classify(std::size_t first, std::size_t count);
    [[nodiscard]] std::int64_t first_from(double level_dbfs) const;
    [[nodiscard]] std::int64_t last_from(double level_dbfs) const;
    [[nodiscard]] double silence_threshold(const Activity& activity) const;

    int sample_rate_ = 0;
    std::vector<Frame> frames_;  // up to `held` done ones, then those that wait
    std::size_t done_ = 0;
    std::int64_t heard_ = 0;
    LevelCounts all_, all_held_, speech_like_held_;
    std::array<std::int64_t, LevelCounts::steps> last_at_{};  // the last frame of each level, from 1
    std::array<std::int64_t, LevelCounts::steps> first_at_{};
};

/// A second, or a part of it, moves as speech does.
[[nodiscard]] bool is_speech_like(std::span<const Frame> frames);

}  // namespace understudy
