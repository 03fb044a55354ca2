#include "daemon/webhooks/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <optional>

namespace understudy {

namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t least_bytes = 24, most_bytes = 64, longest_text = 128, most_secrets = 8;

bool is_base64(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/// With its padding; nullopt for what is none.
std::optional<std::string> decoded(std::string_view text) {
    if (text.empty() || text.size() > longest_text || text.size() % 4 != 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    const std::string_view digits = text.substr(0, text.size() - padding);
    if (!std::all_of(digits.begin(), digits.end(), is_base64)) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string hmac_sha256(const Secret& secret, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.reveal().data(), static_cast<int>(secret.reveal().size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
    return {digest.begin(), digest.begin() + size};
}

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r') || line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    return line;
}

Failure<std::string> wrong(std::size_t line, const std::string& what) {
    return failure(
        "line " + std::to_string(line) + " " + what +
        "; write whsec_ and base64 of 24 to 64 random bytes, as this makes it: echo whsec_$(openssl "
        "rand -base64 32)");
}

}  // namespace

Result<std::vector<Secret>, std::string> read_webhook_secrets(std::string_view text) {
    std::vector<Secret> secrets;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = take_line(text);
        if (line.empty() || line.starts_with('#')) continue;
        if (!line.starts_with(prefix)) return wrong(number, "does not begin with whsec_");
        auto bytes = decoded(line.substr(prefix.size()));
        if (!bytes) return wrong(number, "is not base64 after whsec_");
        if (bytes->size() < least_bytes || bytes->size() > most_bytes)
            return wrong(number, "has " + std::to_string(bytes->size()) + " bytes");
        secrets.emplace_back(std::move(*bytes));
        wipe(*bytes);
        if (secrets.size() > most_secrets) return wrong(number, "is one secret more than the 8 that may be");
    }
    if (secrets.empty()) return wrong(1, "is missing: there is no secret in it");
    return secrets;
}

std::string webhook_signature(const std::vector<Secret>& secrets, std::string_view signed_text) {
    std::string signature;
    for (const Secret& secret : secrets)
        signature += (signature.empty() ? "v1," : " v1,") + base64(hmac_sha256(secret, signed_text));
    return signature;
}

}  // namespace understudy
