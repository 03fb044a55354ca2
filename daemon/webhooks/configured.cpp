#include "daemon/webhooks/configured.hpp"

#include <openssl/evp.h>

#include <array>

#include "config/read_file.hpp"
#include "daemon/webhooks/signature.hpp"

namespace understudy {

namespace {

constexpr std::size_t longest_secret_file = 4096;

/// Of where it leads: the query may be a secret, and is not kept as it is.
std::string digest_of(const Config::Webhook& webhook) {
    std::string text = webhook.url;
    for (const std::string& pattern : webhook.events) text += "\n" + pattern;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned byte = 0; byte < size; ++byte) {
        hex += digits[digest.at(byte) >> 4u];
        hex += digits[digest.at(byte) & 15u];
    }
    return hex;
}

void read_secrets(const std::string& path, WebhookTarget& target) {
    auto text = read_small_file(path, longest_secret_file);
    if (!text) {
        target.unready =
            "its secret: " + text.error().message +
            (text.error().missing ? "; make it with: echo whsec_$(openssl rand -base64 32)" : "");
        return;
    }
    auto secrets = read_webhook_secrets(*text);
    wipe(*text);
    if (secrets)
        target.secrets = std::move(*secrets);
    else
        target.unready = "its secret: " + path + ": " + secrets.error();
}

}  // namespace

ConfiguredWebhooks configured_webhooks(const Config& config) {
    ConfiguredWebhooks configured;
    for (const Config::Webhook& webhook : config.webhooks) {
        WebhookTarget target{webhook.name, webhook.url, {}};
        target.ca_file = config.cartesia.ca_file;
        if (webhook.through_proxy) target.proxy = Secret(config.cartesia.proxy);
        read_secrets(webhook.secret_file, target);
        if (webhook.through_proxy && config.cartesia.proxy.empty())
            target.unready =
                "it goes through [cartesia] proxy, and none is in use: a new one takes a restart";
        configured.plans.push_back({webhook.name, webhook.url.substr(0, webhook.url.find('?')),
                                    webhook.events, digest_of(webhook), target.unready});
        configured.targets.push_back(std::move(target));
    }
    return configured;
}

}  // namespace understudy
