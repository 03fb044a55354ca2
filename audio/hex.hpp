// Bytes as lower-case hex digits.
#pragma once

#include <span>
#include <string>

namespace understudy {

[[nodiscard]] inline std::string hex_of(std::span<const unsigned char> bytes) {
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

}  // namespace understudy
