#include "daemon/api/base64url.hpp"

namespace understudy::api {

namespace {
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
}

std::string base64url(std::string_view bytes) {
    std::string text;
    unsigned pending = 0;
    int bits = 0;
    for (const char byte : bytes) {
        pending = (pending << 8 | static_cast<unsigned char>(byte)) & 0xFFFFu;
        for (bits += 8; bits >= 6; bits -= 6) text += alphabet[pending >> (bits - 6) & 63u];
    }
    if (bits > 0) text += alphabet[pending << (6 - bits) & 63u];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    unsigned pending = 0;
    int bits = 0;
    for (const char digit : text) {
        const auto value = alphabet.find(digit);
        if (value == std::string_view::npos) return std::nullopt;
        pending = (pending << 6 | static_cast<unsigned>(value)) & 0xFFFFu;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(pending >> bits & 0xFFu);
    }
    if (base64url(bytes) != text) return std::nullopt;
    return bytes;
}

}  // namespace understudy::api
