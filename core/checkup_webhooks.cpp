#include "core/checkup_webhooks.hpp"

#include <optional>

#include "core/counted.hpp"
#include "core/sentence.hpp"
#include "core/webhook.hpp"

namespace understudy {

bool is_missed(const WebhookStanding& standing) {
    return standing.orphaned_at && standing.waiting + standing.failed > 0;
}

std::string orphan_words(const WebhookStanding& standing) {
    const Time end = standing.orphaned_at.value_or(Time{}) + webhook_longest_age;
    return "it is not in the configuration any more: what waits for it (" +
           counted(static_cast<std::size_t>(standing.waiting), "message") + ") goes out when [webhooks." +
           standing.name + "] is there again, or another name leads where it led; on " +
           to_rfc3339(end).substr(0, 10) + " it is dropped";
}

namespace {

std::optional<Check> judge(const WebhookSight& webhook, Time now) {
    const WebhookStanding& standing = webhook.standing;
    const auto found = [&](CheckVerdict verdict, std::string words, std::string cure) {
        return Check{"webhook", webhook.name, verdict, std::move(words), std::move(cure)};
    };
    if (is_missed(standing))
        return found(CheckVerdict::warn, sentence(orphan_words(standing)),
                     "put it back into the configuration; or let it go: nothing need be done");
    const std::string resend = "understudy webhooks resend " + webhook.name;
    if (!webhook.unready.empty())
        return found(CheckVerdict::fail, sentence("Nothing can be sent to it: " + webhook.unready),
                     "correct it, then:\nsudo systemctl reload understudyd");
    if (standing.gone)
        return found(CheckVerdict::fail, "Its receiver said that it is gone (410): nothing is sent to it.",
                     "remove it from the configuration; or, when it is back:\n" + resend);
    if (standing.failed > 0)
        return found(CheckVerdict::warn,
                     sentence(counted(static_cast<std::size_t>(standing.failed), "message") +
                              " could not be delivered: " + standing.last_trouble),
                     "see to the receiver, then:\n" + resend);
    const bool troubled = standing.last_trouble_at.value_or(Time{}) > standing.last_success.value_or(Time{});
    if (standing.waiting == 0 || !troubled) return std::nullopt;
    const std::string next =
        standing.next_try ? ", tried again in " + in_words(*standing.next_try - now) : "";
    return found(CheckVerdict::warn,
                 sentence(counted(static_cast<std::size_t>(standing.waiting), "message") +
                          " could not be delivered yet" + next + ": " + standing.last_trouble),
                 "see to the receiver; to try at once:\nunderstudy webhooks test " + webhook.name);
}

}  // namespace

Checks judge_webhooks(const std::vector<WebhookSight>& webhooks, Time now) {
    Checks checks;
    for (const WebhookSight& webhook : webhooks)
        if (auto check = judge(webhook, now)) checks.push_back(std::move(*check));
    if (checks.empty() && !webhooks.empty())
        checks.push_back({"webhook", "", CheckVerdict::pass,
                          counted(webhooks.size(), "webhook") + " configured; nothing was refused.", ""});
    return checks;
}

}  // namespace understudy
