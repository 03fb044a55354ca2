#include "emulator/model/identifiers.hpp"

namespace understudy::emulator {

std::string Identifiers::prefixed(std::string_view prefix) {
    static constexpr std::string_view base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    std::string id(prefix);
    id += '_';
    for (int i = 0; i < 22; ++i) id += base58[engine_() % base58.size()];
    return id;
}

std::string Identifiers::uuid() {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string id;
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
        std::size_t digit = engine_() % 16;
        if (i == 12) digit = 4;
        if (i == 16) digit = 8 + digit % 4;
        id += hex[digit];
    }
    return id;
}

bool looks_like_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !digit) return false;
    }
    return true;
}

}  // namespace understudy::emulator
