// What people ask of the webhooks.
#include "core/checkup_webhooks.hpp"
#include "core/marker.hpp"
#include "core/webhook.hpp"
#include "daemon/driver/problems.hpp"
#include "daemon/webhooks/courier.hpp"

namespace understudy {

namespace {

/// Those that the configuration has, for who asked for another one.
template <class Lines>
std::string names_of(const Lines& lines) {
    std::string names;
    for (const auto& [id, line] : lines) names += (names.empty() ? "" : ", ") + line.plan.name;
    return names.empty() ? "none is configured" : "those that there are: " + names;
}

Problem no_such_webhook(const std::string& name, const std::string& names) {
    return {404, "webhook-not-found", "There is no such webhook",
            "There is no webhook \"" + name.substr(0, 64) + "\"; " + names, ""};
}

Problem no_such_message(const std::string& id) {
    return {404, "webhook-message-not-found", "There is no such message",
            "No message \"" + id.substr(0, 100) +
                "\" waits or has failed: what was delivered is not kept, what failed for 30 days.",
            ""};
}

Problem unready_webhook(const WebhookPlan& plan) {
    return {409, "webhook-unready", "Nothing can be sent to this webhook",
            "Nothing was queued for webhook \"" + plan.name + "\", because nothing can be sent to it: " +
                plan.unready + "; correct that and reload the daemon",
            ""};
}

Problem problem_of_webhook(const StoreTrouble& trouble, const std::string& name, const std::string& names) {
    return trouble.kind == StoreTrouble::Kind::not_found ? no_such_webhook(name, names) : problem_of(trouble);
}

/// Why nothing may be queued for it; nullopt when it may. `plan`: null where there is no such webhook.
std::optional<Problem> refuse_queueing(const WebhookPlan* plan, const std::string& name,
                                       const std::string& names) {
    if (plan == nullptr) return no_such_webhook(name, names);
    if (!plan->unready.empty()) return unready_webhook(*plan);
    return std::nullopt;
}

}  // namespace

void Courier::webhooks(Answer<std::vector<WebhookView>> answer) {
    using Standings = std::vector<WebhookStanding>;
    world_.queue.standings([this, answer](const Result<Standings, StoreTrouble>& standings) {
        if (!standings) return answer(failure(problem_of(standings.error())));
        std::map<std::string, WebhookView> views;
        for (const auto& [id, line] : lines_)
            views[line.plan.name] = {line.plan.name,
                                     line.plan.url,
                                     line.plan.events.empty() ? webhook_default_types() : line.plan.events,
                                     line.plan.unready,
                                     {}};
        for (const WebhookStanding& standing : *standings) {
            if (const auto view = views.find(standing.name); view != views.end())
                view->second.standing = standing;
            else if (is_missed(standing))
                views[standing.name] = {standing.name, "", {}, orphan_words(standing), standing};
        }
        std::vector<WebhookView> list;
        for (auto& [name, view] : views) list.push_back(std::move(view));
        answer(std::move(list));
    });
}

void Courier::messages(WebhookMessageQuery query, Answer<std::vector<WebhookMessage>> answer) {
    if (find(query.webhook) == nullptr && orphan(query.webhook) == nullptr)
        return world_.clock.soon([answer, problem = no_such_webhook(query.webhook, names_of(lines_))] {
            answer(failure(problem));
        });
    using Messages = std::vector<WebhookMessage>;
    world_.queue.list_messages(std::move(query), [answer](Result<Messages, StoreTrouble> messages) {
        if (!messages) return answer(failure(problem_of(messages.error())));
        answer(std::move(*messages));
    });
}

WebhookMessage Courier::test_message(const Line& line) {
    WebhookMessage message;
    message.webhook = line.plan.name;
    message.message_id = "msg_test_" + base32(world_.entropy.bits()) + base32(world_.entropy.bits());
    message.type = webhook_test_type;
    message.made_at = message.due_at = world_.clock.wall();
    message.body = world_.body({message.type, message.made_at, message.webhook, nullptr, nullptr});
    return message;
}

/// A person wants something sent: neither a 410 nor a receiver's wish to wait stands in its way.
void Courier::reopened(const std::string& webhook) {
    Line* line = find(webhook);
    if (line == nullptr) return;
    line->gone = false;
    line->look = true;
    line->send_at = {};
    look_at_standings();
    wake_soon();
}

void Courier::test(std::string webhook, Answer<WebhookMessage> answer) {
    const Line* line = find(webhook);
    const auto problem = refuse_queueing(line == nullptr ? nullptr : &line->plan, webhook, names_of(lines_));
    if (problem) return world_.clock.soon([answer, problem] { answer(failure(*problem)); });
    const WebhookMessage message = test_message(*line);
    world_.queue.put(message, [this, answer, message](const Result<Nothing, StoreTrouble>& done) {
        if (!done)
            return answer(failure(problem_of_webhook(done.error(), message.webhook, names_of(lines_))));
        reopened(message.webhook);
        answer(message);
    });
}

void Courier::resend(std::string webhook, std::string message_id, Answer<std::int64_t> answer) {
    const Line* line = find(webhook);
    const auto problem = refuse_queueing(line == nullptr ? nullptr : &line->plan, webhook, names_of(lines_));
    if (problem) return world_.clock.soon([answer, problem] { answer(failure(*problem)); });
    world_.queue.resend(
        webhook, message_id, world_.clock.wall(),
        [this, answer, webhook, message_id](const Result<std::int64_t, StoreTrouble>& count) {
            if (!count) return answer(failure(problem_of_webhook(count.error(), webhook, names_of(lines_))));
            reopened(webhook);
            if (*count == 0 && !message_id.empty()) return answer(failure(no_such_message(message_id)));
            answer(*count);
        });
}

}  // namespace understudy
