// A pulse train at the voice's pitch goes through two resonators tuned to the vowel nearest to each letter;
// consonants are noise through the same resonators; everything else is a pause.
#include "emulator/sound/babble.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace understudy::emulator {

namespace {

struct Sound {
    double first_formant_hz = 0, second_formant_hz = 0;
    double voiced = 0, breath = 0;  ///< amplitudes
};

Sound sound_of(char letter) {
    switch (letter | 0x20) {
        case 'a':
            return {730, 1090, 1, 0};
        case 'e':
            return {530, 1840, 1, 0};
        case 'i':
        case 'y':
            return {300, 2290, 1, 0};
        case 'o':
            return {570, 840, 1, 0};
        case 'u':
        case 'w':
            return {300, 870, 1, 0};
        case 'm':
        case 'n':
        case 'l':
        case 'r':
            return {300, 1300, 0.5, 0};
        case 's':
        case 'z':
        case 'c':
        case 'x':
            return {2500, 4000, 0, 0.5};
        default:
            break;
    }
    const bool letter_like = (letter & 0x80) != 0 || ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z');
    return letter_like ? Sound{600, 1500, 0.3, 0.25} : Sound{};
}

/// A two-pole filter that rings at one frequency.
class Resonator {
  public:
    double pass(double input, double frequency_hz, double sample_rate) {
        const double nearness = std::exp(-std::numbers::pi * 90.0 / sample_rate);
        const double angle = 2 * std::numbers::pi * std::min(frequency_hz, sample_rate * 0.45) / sample_rate;
        const double output =
            (1 - nearness) * input + 2 * nearness * std::cos(angle) * last_ - nearness * nearness * before_;
        before_ = last_;
        return last_ = output;
    }

  private:
    double last_ = 0, before_ = 0;
};

double pitch_of(std::string_view voice_id) {
    std::uint32_t sum = 2166136261u;
    for (const char c : voice_id) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619u;
    return 90.0 + sum % 140;
}

void scale_to(std::vector<float>& samples, double peak) {
    float loudest = 1e-6f;
    for (const float sample : samples) loudest = std::max(loudest, std::abs(sample));
    for (float& sample : samples)
        sample = std::clamp(static_cast<float>(sample * peak / loudest), -1.0f, 1.0f);
}

constexpr std::size_t spoken_at_most = 2'000;
constexpr double seconds_a_letter = 0.07;

}  // namespace

std::vector<float> babble(const Babble& request) {
    const std::string_view text = request.transcript.substr(0, spoken_at_most);
    const double rate = request.sample_rate;
    const auto a_letter = static_cast<std::size_t>(seconds_a_letter * rate / request.speed);
    const double pitch = pitch_of(request.voice_id);
    std::vector<float> samples;
    samples.reserve(text.size() * a_letter);
    Resonator first, second;
    double phase = 0;
    std::uint32_t noise = 1;
    for (const char letter : text) {
        const Sound sound = sound_of(letter);
        for (std::size_t n = 0; n < a_letter; ++n) {
            phase += pitch / rate;
            const double pulse = phase >= 1 ? 1.0 : 0.0;
            phase -= std::floor(phase);
            noise = noise * 1664525u + 1013904223u;
            const double breath = (noise >> 16) / 32768.0 - 1.0;
            const double rise =
                std::sin(std::numbers::pi * static_cast<double>(n) / static_cast<double>(a_letter));
            const double source = rise * (sound.voiced * pulse * 12 + sound.breath * breath);
            const double formed = first.pass(source, sound.first_formant_hz, rate) +
                                  0.6 * second.pass(source, sound.second_formant_hz, rate);
            samples.push_back(static_cast<float>(formed));
        }
    }
    scale_to(samples, std::min(1.0, 0.4 * request.volume));
    return samples;
}

}  // namespace understudy::emulator
