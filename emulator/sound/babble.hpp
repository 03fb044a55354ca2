// A voice that nobody would take for a person: it babbles a transcript in vowels and breath, at a pace and
// a pitch of its own. It proves that audio was made from this text by this voice, not more.
#pragma once

#include <string_view>
#include <vector>

namespace understudy::emulator {

struct Babble {
    std::string_view transcript;  ///< UTF-8; at most the first 2,000 bytes are spoken
    std::string_view voice_id;    ///< sets the pitch
    int sample_rate = 44100;
    double speed = 1.0;   ///< 0.6–1.5
    double volume = 1.0;  ///< 0.5–2.0
};

/// Mono samples in [-1, 1]; the duration is proportional to the transcript's length.
[[nodiscard]] std::vector<float> babble(const Babble& request);

}  // namespace understudy::emulator
