#include "cli/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace understudy::cli {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    return {digest.begin(), digest.begin() + length};
}

std::string sha256_in_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const char byte : sha256(bytes)) {
        const auto value = static_cast<unsigned char>(byte);
        hex += {digits[value >> 4u], digits[value & 15u]};
    }
    return hex;
}

}  // namespace understudy::cli
