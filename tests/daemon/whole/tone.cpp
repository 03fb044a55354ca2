#include "tone.hpp"

#include <cmath>
#include <cstdint>
#include <fstream>
#include <vector>

namespace understudy::test {

namespace {

template <class Number>
void put(std::string& bytes, Number number) {
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFFu);
}

std::string wav(const std::vector<std::int16_t>& samples, std::uint32_t rate) {
    const auto size = static_cast<std::uint32_t>(samples.size() * 2);
    std::string bytes = "RIFF";
    put(bytes, size + 36);
    bytes += "WAVEfmt ";
    put(bytes, std::uint32_t{16});
    put(bytes, std::uint16_t{1});
    put(bytes, std::uint16_t{1});
    put(bytes, rate);
    put(bytes, rate * 2);
    put(bytes, std::uint16_t{2});
    put(bytes, std::uint16_t{16});
    bytes += "data";
    put(bytes, size);
    for (const std::int16_t sample : samples) put(bytes, static_cast<std::uint16_t>(sample));
    return bytes;
}

}  // namespace

void write_tone(const std::string& path, int seconds, double pitch) {
    constexpr std::uint32_t rate = 8'000;
    std::vector<std::int16_t> samples;
    for (std::uint32_t i = 0; i < rate * static_cast<std::uint32_t>(seconds); ++i)
        samples.push_back(static_cast<std::int16_t>(8'000 * std::sin(i * pitch * 6.2832 / rate)));
    std::ofstream(path, std::ios::binary) << wav(samples, rate);
}

}  // namespace understudy::test
