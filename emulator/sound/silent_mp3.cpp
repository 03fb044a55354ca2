// An MPEG audio frame whose side information is all zeros asks for no Huffman data at all: it decodes to
// silence. The rest of the frame is padding that a decoder skips.
#include <algorithm>
#include <array>

#include "emulator/sound/encode.hpp"

namespace understudy::emulator {

namespace {

/// kbit/s by index, for MPEG-1 and for the half-rate MPEG-2 and 2.5.
constexpr std::array<int, 15> full_rates{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
constexpr std::array<int, 15> half_rates{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

struct Generation {
    unsigned version_bits;  ///< 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
    unsigned rate_index;
};

Generation generation_of(int sample_rate) {
    switch (sample_rate) {
        case 44100:
            return {3, 0};
        case 48000:
            return {3, 1};
        case 22050:
            return {2, 0};
        case 24000:
            return {2, 1};
        case 16000:
            return {2, 2};
        default:
            return {0, 2};  // 8000
    }
}

}  // namespace

std::string silent_mp3(double duration_s, int sample_rate, int bit_rate) {
    const auto [version, rate_index] = generation_of(sample_rate);
    const bool full = version == 3;
    const auto& table = full ? full_rates : half_rates;
    std::size_t index = table.size() - 1;
    while (index > 1 && table[index] * 1000 > bit_rate) --index;
    const int samples_a_frame = full ? 1152 : 576;
    const int frame_bytes = samples_a_frame / 8 * table[index] * 1000 / sample_rate;
    std::string frame(static_cast<std::size_t>(frame_bytes), '\0');
    frame[0] = static_cast<char>(0xff);
    frame[1] = static_cast<char>(0xe0 | version << 3 | 1u << 1 | 1u);
    frame[2] = static_cast<char>(index << 4 | rate_index << 2);
    frame[3] = static_cast<char>(0xc0);  // mono
    const auto frames = std::max(1, static_cast<int>(duration_s * sample_rate / samples_a_frame));
    std::string stream;
    stream.reserve(frame.size() * static_cast<std::size_t>(frames));
    for (int n = 0; n < frames; ++n) stream += frame;
    return stream;
}

}  // namespace understudy::emulator
