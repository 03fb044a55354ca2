#include "config/webhooks.hpp"

#include <algorithm>

#include "config/addresses.hpp"
#include "config/section_reader.hpp"
#include "core/webhook.hpp"

namespace understudy {
namespace {

constexpr std::size_t most_webhooks = 32, longest_name = 64;

std::string name_problem(std::string_view name) {
    const bool right =
        !name.empty() && name.size() <= longest_name && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '_';
        });
    return right ? "" : "a webhook's name has 1 to 64 letters, digits, hyphens and underscores";
}

/// What is wrong with keys that are right in themselves: the key, and the words for it.
std::pair<std::string, std::string> contradiction(const Config::Webhook& webhook, const std::string& proxy) {
    if (webhook.url.empty()) return {"url", "must be set: where the messages are sent to"};
    if (webhook.secret_file.empty())
        return {
            "secret_file",
            "must name a file with a secret, which signs the messages; docs/webhooks.md has a command that "
            "makes one"};
    const bool plain = webhook.url.starts_with("http://");
    if (plain && !webhook.insecure && !url_is_loopback(webhook.url.substr(0, webhook.url.find('?'))))
        return {"url",
                "http:// leaves this machine, so anybody on the way can read the messages; use https://, or "
                "say insecure = true where that network is your own"};
    if (webhook.through_proxy && proxy.empty())
        return {"through_proxy", "needs [cartesia] proxy, which is not set"};
    if (webhook.through_proxy && plain)
        return {"through_proxy", "the proxy is asked for a tunnel, which is for https:// only"};
    return {};
}

void read_webhook(const ConfigSection& table, std::string name, Config& config,
                  std::vector<ConfigError>& errors) {
    const std::size_t before = errors.size();
    Config::Webhook webhook;
    webhook.name = std::move(name);
    SectionReader in(table, errors);
    in.text("url", webhook.url, webhook_url_problem);
    in.text("secret_file", webhook.secret_file, path_problem);
    in.texts("events", webhook.events, webhook_pattern_problem);
    in.truth("insecure", webhook.insecure);
    in.truth("through_proxy", webhook.through_proxy);
    in.finish([](const std::string&) { return ""; });
    if (errors.size() == before)
        if (auto [key, words] = contradiction(webhook, config.cartesia.proxy); !key.empty())
            errors.push_back({table.line, table.name + "." + key, std::move(words)});
    config.webhooks.push_back(std::move(webhook));
}

}  // namespace

void read_webhooks(const ConfigSection& section, Config& config, std::vector<ConfigError>& errors) {
    const auto complain = [&](int line, const std::string& key, std::string words) {
        errors.push_back({line, section.name + "." + key, std::move(words)});
    };
    auto table = section.tables.begin();
    for (const ConfigEntry& entry : section.entries) {
        const bool is_table = table != section.tables.end() && table->name == section.name + "." + entry.key;
        if (!is_table)
            complain(entry.value.line, entry.key,
                     "must stand in the table of a webhook, such as [webhooks.studio]");
        else if (std::string problem = name_problem(entry.key); !problem.empty())
            complain(entry.value.line, entry.key, std::move(problem));
        else
            read_webhook(*table, entry.key, config, errors);
        if (is_table) ++table;
    }
    if (config.webhooks.size() > most_webhooks)
        complain(section.line, "", "there may be 32 webhooks at most");
}

}  // namespace understudy
