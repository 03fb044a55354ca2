// Signals by their definition, and meters that listen to them.
#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

/// Planar samples.
struct Signal {
    int sample_rate = 48'000;
    std::vector<std::vector<float>> channels = std::vector<std::vector<float>>(1);
    std::vector<double> weights{};  ///< of loudness; all 1 when empty
    bool exact = true;
    float full_scale = 32'767.0F / 32'768;

    [[nodiscard]] std::size_t samples() const { return channels[0].size(); }
    [[nodiscard]] SoundFormat format() const {
        SoundFormat f;
        f.sample_rate = sample_rate;
        f.channels = static_cast<int>(channels.size());
        f.loudness_weights = weights.empty() ? std::vector<double>(channels.size(), 1.0) : weights;
        f.exact = exact;
        f.full_scale = full_scale;
        return f;
    }
};

[[nodiscard]] inline double amplitude_of(double dbfs) { return std::pow(10.0, dbfs / 20); }

/// Appends a sine to a channel; the phase, in degrees, is that of its first sample.
inline void add_sine(std::vector<float>& to, int sample_rate, double hz, double amplitude, double seconds,
                     double phase_degrees = 0) {
    const auto count = static_cast<std::size_t>(std::lround(seconds * sample_rate));
    const double begin = phase_degrees / 180 * std::numbers::pi;
    for (std::size_t i = 0; i < count; ++i)
        to.push_back(static_cast<float>(
            amplitude * std::sin(begin + 2 * std::numbers::pi * hz * static_cast<double>(i) / sample_rate)));
}

/// Even noise, the same for the same seed.
inline void add_noise(std::vector<float>& to, std::size_t count, double amplitude, std::uint64_t seed = 1) {
    std::uint64_t state = seed;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        to.push_back(
            static_cast<float>((static_cast<double>(state >> 11) / 4503599627370496.0 - 1) * amplitude));
    }
}

/// One sine of 1 kHz in both channels: levels in dBFS (of the peak) and their seconds.
struct Tone {
    double dbfs, seconds;
};
[[nodiscard]] inline Signal stereo_tones(const std::vector<Tone>& tones) {
    Signal s;
    for (const Tone& tone : tones)
        add_sine(s.channels[0], s.sample_rate, 1'000, amplitude_of(tone.dbfs), tone.seconds);
    s.channels.push_back(s.channels[0]);
    return s;
}

/// Gives every block of the signal to hear(block), the last one shorter.
template <class Hear>
void play(const Signal& s, Hear hear) {
    const std::size_t whole = block_samples(s.sample_rate);
    for (std::size_t from = 0; from < s.samples(); from += whole) {
        std::vector<const float*> pointers;
        for (const auto& channel : s.channels) pointers.push_back(channel.data() + from);
        hear(Block{pointers, std::min(whole, s.samples() - from)});
    }
}

/// 16-bit mono WAVs of an asterisk-core-sounds package, joined; empty where it is not installed.
[[nodiscard]] Signal recorded_speech(const std::string& language, std::size_t most_files);

}  // namespace understudy
