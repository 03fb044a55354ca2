#include "audio/wav_header.hpp"

#include <string_view>

namespace understudy {
namespace {

// ffmpeg writes 0xFFFFFFFF into a pipe, sox a little less than 0x7FFFFFFF.
constexpr std::uint64_t least_unknown_size = 0x7FFF'0000;

std::uint64_t little_endian_32(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

}  // namespace

std::int64_t wav_header_duration_us(std::span<const std::byte> head) {
    constexpr std::size_t riff_header = 12, chunk_header = 8, byte_rate_at = 8, fmt_bytes = 16;
    std::string_view rest(reinterpret_cast<const char*>(head.data()), head.size());
    if (rest.size() < riff_header) return 0;
    rest.remove_prefix(riff_header);
    std::uint64_t byte_rate = 0;
    while (rest.size() >= chunk_header) {
        const std::string_view name = rest.substr(0, 4);
        const std::uint64_t size = little_endian_32(rest.substr(4));
        rest.remove_prefix(chunk_header);
        if (name == "data") {
            const bool promised = byte_rate > 0 && size < least_unknown_size;
            return promised ? static_cast<std::int64_t>(size * 1'000'000 / byte_rate) : 0;
        }
        if (name == "fmt " && rest.size() >= fmt_bytes)
            byte_rate = little_endian_32(rest.substr(byte_rate_at));
        const std::uint64_t padded = size + (size & 1);
        if (padded >= rest.size()) return 0;
        rest.remove_prefix(static_cast<std::size_t>(padded));
    }
    return 0;
}

}  // namespace understudy
