#include "emulator/api/accounts.hpp"

#include <string_view>

namespace understudy::emulator {

namespace {
std::string base64url(std::string_view bytes) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (held += 8; held >= 6; held -= 6) text += digits[bits >> (held - 6) & 63];
    }
    if (held > 0) text += digits[bits << (6 - held) & 63];
    return text;
}
}  // namespace

Accounts::Accounts(CloudSettings settings, const std::string& api_key, std::uint64_t seed)
    : seed_(seed), keys_{{api_key, 0}} {
    clouds_.push_back(std::make_unique<CloudModel>(std::move(settings), seed));
}

CloudModel* Accounts::find(const std::string& api_key) {
    const auto key = keys_.find(api_key);
    return key == keys_.end() ? nullptr : &at(key->second);
}

CloudModel& Accounts::at(std::size_t account) {
    while (clouds_.size() <= account)
        clouds_.push_back(std::make_unique<CloudModel>(main().settings(), seed_ + clouds_.size()));
    return *clouds_[account];
}

std::string AccessTokens::issue(Grant grant, const std::string& claims, Identifiers& identifiers) {
    std::string token = base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64url(claims) + '.' +
                        base64url(identifiers.uuid());
    grants_[token] = grant;
    return token;
}

const AccessTokens::Grant* AccessTokens::find(const std::string& token, Time now) const {
    const auto grant = grants_.find(token);
    return grant == grants_.end() || grant->second.expires_at <= now ? nullptr : &grant->second;
}

}  // namespace understudy::emulator
