// Samples as the bytes that /tts/bytes answers with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::emulator {

enum class Encoding { pcm_s16le, pcm_f32le, pcm_mulaw, pcm_alaw };

[[nodiscard]] std::optional<Encoding> parse_encoding(std::string_view word);
/// Headerless samples.
[[nodiscard]] std::string encode_raw(const std::vector<float>& samples, Encoding encoding);
/// A RIFF/WAVE file, mono.
[[nodiscard]] std::string encode_wav(const std::vector<float>& samples, Encoding encoding, int sample_rate);
/// A valid stream of MPEG layer III frames of the right duration that hold silence: no encoder is needed to
/// test a client. `bit_rate` in bits a second; above what the sample rate's table has, the table's highest.
[[nodiscard]] std::string silent_mp3(double duration_s, int sample_rate, int bit_rate);

}  // namespace understudy::emulator
