// /v1/webhooks: who is told of jobs, and what waits for them.
#include <array>
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/members.hpp"
#include "daemon/api/pages.hpp"
#include "daemon/api/parameters.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/strict_json.hpp"
#include "daemon/api/views.hpp"
#include "daemon/api/webhook_views.hpp"

namespace understudy::api {

namespace {

using Messages = std::vector<WebhookMessage>;

/// Of a daemon that is put together without them.
Problem no_webhooks() {
    return {404, "webhook-not-found", "There is no such webhook", "This daemon has no webhooks.", ""};
}

Result<WebhookMessageQuery, Problem> read_message_query(const std::string& webhook, std::string_view target) {
    static constexpr std::array known{"status", "limit", "cursor"};
    const auto parameters = Parameters::parse(target, known);
    if (!parameters) return failure(parameters.error());
    WebhookMessageQuery query;
    query.webhook = webhook;
    const std::string status = parameters->text("status");
    if (!status.empty() && status != "waiting" && status != "failed")
        return failure(invalid_parameter("status", "status must be waiting or failed."));
    if (!status.empty()) query.failed = status == "failed";
    const auto limit = parameters->count("limit", 1'000, 100);
    if (!limit) return failure(limit.error());
    query.limit = *limit;
    if (const std::string cursor = parameters->text("cursor"); !cursor.empty()) {
        const auto after = read_webhook_cursor(webhook, cursor);
        if (!after) return failure(bad_cursor());
        query.after_id = *after;
    }
    return query;
}

Result<std::string, Problem> read_message_id(std::string_view body) {
    static constexpr std::array known{"message_id"};
    auto json = read_optional_json(body);
    if (!json) return failure(json.error());
    std::string message_id;
    Members members(*json, known, Null::absent);
    members.read("message_id", message_id);
    if (members.has("message_id") && message_id.empty())
        members.refuse("message_id", "message_id must name a message; leave it out for all that failed.");
    if (members.problem()) return failure(*members.problem());
    return message_id;
}

}  // namespace

asio::awaitable<net::Response> list_webhooks(Desk&, Call call) {
    Json data = Json::array();
    if (call.shared.webhooks != nullptr) {
        using Views = std::vector<WebhookView>;
        Asking<Views> ask = [&](Answer<Views> answer) { call.shared.webhooks->webhooks(std::move(answer)); };
        const Asked<Views> views = co_await answer_to<Views>(std::move(ask));
        if (!views) co_return to_response(views.error());
        for (const WebhookView& view : *views) data.push_back(webhook_view(view));
    }
    Json document = Json::object();
    document["data"] = std::move(data);
    co_return json_answer(200, document);
}

asio::awaitable<net::Response> list_webhook_messages(Desk&, Call call) {
    if (call.shared.webhooks == nullptr) co_return to_response(no_webhooks());
    auto query = read_message_query(call.job_id, call.head.target);
    if (!query) co_return to_response(query.error());
    const std::size_t limit = std::exchange(query->limit, read_ahead(query->limit));
    Asking<Messages> ask = [&](Answer<Messages> answer) {
        call.shared.webhooks->messages(std::move(*query), std::move(answer));
    };
    Asked<Messages> messages = co_await answer_to<Messages>(std::move(ask));
    if (!messages) co_return to_response(messages.error());
    const bool more = cut_page(*messages, limit);
    Json data = Json::array();
    for (const WebhookMessage& message : *messages) data.push_back(webhook_message_view(message));
    const std::string cursor = more ? webhook_cursor(call.job_id, messages->back().id) : "";
    co_return json_answer(200, page_view(std::move(data), cursor));
}

asio::awaitable<net::Response> test_webhook(Desk&, Call call) {
    if (call.shared.webhooks == nullptr) co_return to_response(no_webhooks());
    Asking<WebhookMessage> ask = [&](Answer<WebhookMessage> answer) {
        call.shared.webhooks->test(call.job_id, std::move(answer));
    };
    const Asked<WebhookMessage> message = co_await answer_to<WebhookMessage>(std::move(ask));
    co_return message ? json_answer(202, webhook_message_view(*message)) : to_response(message.error());
}

asio::awaitable<net::Response> resend_webhook_messages(Desk&, Call call) {
    if (call.shared.webhooks == nullptr) co_return to_response(no_webhooks());
    const auto message_id = read_message_id(call.body);
    if (!message_id) co_return to_response(message_id.error());
    Asking<std::int64_t> ask = [&](Answer<std::int64_t> answer) {
        call.shared.webhooks->resend(call.job_id, *message_id, std::move(answer));
    };
    const Asked<std::int64_t> count = co_await answer_to<std::int64_t>(std::move(ask));
    if (!count) co_return to_response(count.error());
    Json document = Json::object();
    document["resent"] = *count;
    co_return json_answer(202, document);
}

}  // namespace understudy::api
