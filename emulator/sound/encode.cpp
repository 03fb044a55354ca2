#include "emulator/sound/encode.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace understudy::emulator {

namespace {

void put16(std::string& out, unsigned value) {
    out += static_cast<char>(value & 0xff);
    out += static_cast<char>(value >> 8 & 0xff);
}
void put32(std::string& out, std::uint32_t value) {
    put16(out, value & 0xffff);
    put16(out, value >> 16);
}

int to_s16(float sample) { return static_cast<int>(std::lround(std::clamp(sample, -1.0f, 1.0f) * 32767.0f)); }

/// G.711: sign, position of the highest bit, the four bits after it.
unsigned segment_of(int magnitude, int first_limit) {
    unsigned segment = 0;
    while (segment < 7 && magnitude >= first_limit << segment) ++segment;
    return segment;
}

char to_mulaw(int sample) {
    const unsigned sign = sample < 0 ? 0x80u : 0u;
    const int magnitude = std::min(std::abs(sample), 32635) + 132;
    const unsigned segment = segment_of(magnitude, 256);
    const unsigned mantissa = static_cast<unsigned>(magnitude) >> (segment + 3) & 0x0f;
    return static_cast<char>(~(sign | segment << 4 | mantissa));
}

char to_alaw(int sample) {
    const unsigned sign = sample < 0 ? 0u : 0x80u;
    const int magnitude = sample < 0 ? -sample - 1 : sample;
    const unsigned segment = segment_of(magnitude, 256);
    const unsigned shift = segment == 0 ? 4 : segment + 3;
    const unsigned mantissa = static_cast<unsigned>(magnitude) >> shift & 0x0f;
    return static_cast<char>((sign | segment << 4 | mantissa) ^ 0x55);
}

unsigned bytes_a_sample(Encoding encoding) {
    if (encoding == Encoding::pcm_f32le) return 4;
    return encoding == Encoding::pcm_s16le ? 2 : 1;
}

unsigned wave_format(Encoding encoding) {
    switch (encoding) {
        case Encoding::pcm_s16le:
            return 1;
        case Encoding::pcm_f32le:
            return 3;
        case Encoding::pcm_alaw:
            return 6;
        case Encoding::pcm_mulaw:
            return 7;
    }
    return 1;
}

}  // namespace

std::optional<Encoding> parse_encoding(std::string_view word) {
    if (word == "pcm_s16le") return Encoding::pcm_s16le;
    if (word == "pcm_f32le") return Encoding::pcm_f32le;
    if (word == "pcm_mulaw") return Encoding::pcm_mulaw;
    if (word == "pcm_alaw") return Encoding::pcm_alaw;
    return std::nullopt;
}

std::string encode_raw(const std::vector<float>& samples, Encoding encoding) {
    std::string out;
    out.reserve(samples.size() * bytes_a_sample(encoding));
    for (const float sample : samples) {
        switch (encoding) {
            case Encoding::pcm_s16le:
                put16(out, static_cast<unsigned>(to_s16(sample)) & 0xffff);
                break;
            case Encoding::pcm_mulaw:
                out += to_mulaw(to_s16(sample));
                break;
            case Encoding::pcm_alaw:
                out += to_alaw(to_s16(sample));
                break;
            case Encoding::pcm_f32le: {
                std::uint32_t bits = 0;
                std::memcpy(&bits, &sample, sizeof bits);
                put32(out, bits);
            }
        }
    }
    return out;
}

std::string encode_wav(const std::vector<float>& samples, Encoding encoding, int sample_rate) {
    const std::string data = encode_raw(samples, encoding);
    const unsigned frame = bytes_a_sample(encoding);
    const auto rate = static_cast<std::uint32_t>(sample_rate);
    const bool pcm = encoding == Encoding::pcm_s16le;  // the others carry an extension size and a fact chunk
    const auto padding = static_cast<std::uint32_t>(data.size() % 2);
    std::string out = "RIFF";
    put32(out, (pcm ? 36u : 50u) + static_cast<std::uint32_t>(data.size()) + padding);
    out += "WAVEfmt ";
    put32(out, pcm ? 16 : 18);
    put16(out, wave_format(encoding));
    put16(out, 1);
    put32(out, rate);
    put32(out, rate * frame);
    put16(out, frame);
    put16(out, frame * 8);
    if (!pcm) {
        put16(out, 0);
        out += "fact";
        put32(out, 4);
        put32(out, static_cast<std::uint32_t>(samples.size()));
    }
    out += "data";
    put32(out, static_cast<std::uint32_t>(data.size()));
    out += data;
    out.append(padding, '\0');
    return out;
}

}  // namespace understudy::emulator
