// How one recording sounds: what the probe measured in the decoded samples. Facts only; what they mean for a
// voice is preflight's judgement. Levels are in decibels relative to full scale, times in microseconds of
// decoded sound, shares from 0 to 1. What cannot be said of a recording (the loudness of silence) is empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy {

struct Sound {
    int bit_depth = 0;       ///< of the source's samples; 0: not known, or a lossy codec
    int effective_bits = 0;  ///< of those, the ones in use: 16 where 16 bits were padded to 24; 0: not known
    bool floating_point = false;  ///< samples may exceed full scale

    // Loudness: ITU-R BS.1770-4, EBU R128, EBU Tech 3342.
    std::optional<double> integrated_lufs;
    std::optional<double> loudness_range_lu;
    std::optional<double> true_peak_dbtp;    ///< of the loudest channel, at least four times oversampled
    std::optional<double> sample_peak_dbfs;  ///< of the loudest channel

    // Faults of level.
    std::int64_t clipped_samples = 0;  ///< in runs at full scale; all channels together
    std::int64_t clipped_runs = 0;
    double dc_offset = 0;  ///< of the worst channel, absolute, as a share of full scale

    // Speech, noise and silence.
    std::optional<double> noise_floor_dbfs;  ///< RMS of the quiet moments between speech
    std::optional<double> snr_db;            ///< speech's level above that floor; an estimate
    std::int64_t speech_us = 0, silence_us = 0;
    std::int64_t leading_silence_us = 0, trailing_silence_us = 0;
    int bandwidth_hz = 0;  ///< up to which there is sound; 0: not known

    // Faults of channels and time.
    std::vector<int> dead_channels;    ///< silent ones beside others that are not, from 0
    bool duplicated_channels = false;  ///< two channels or more, all the same
    std::int64_t dropouts = 0;         ///< digital silence, or jumps, in the middle of sound

    /// XXH3-128 of the decoded samples, 32 hex digits: the same sound in two containers or with other tags
    /// has the same one where the codec is lossless.
    std::string digest;

    // For plots.
    std::int64_t curve_step_us = 0;    ///< one point of the curves stands for so long
    std::vector<float> loudness_lufs;  ///< over time, at most 240 points; -70 is silence
    std::vector<float> peak_dbfs;      ///< over time, as many points
    std::vector<std::uint32_t>
        histogram;  ///< how many tenths of a second have which RMS: bins of 1 dB from -100 dBFS to 0
    bool operator==(const Sound&) const = default;
};

}  // namespace understudy
