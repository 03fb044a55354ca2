// Who is told of jobs, and what waits for them.
#include "cli/cloud_requests.hpp"
#include "cli/cloud_shown.hpp"
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/json_reading.hpp"
#include "cli/once.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

constexpr const char* see_webhooks = "understudy webhooks";

bool is_gone(const Json& webhook) {
    const Json* gone = member(webhook, "gone");
    return gone != nullptr && *gone == true;
}

/// Why nothing is sent to it, and what to do; "" of one that is well.
std::string trouble_of(const Json& webhook) {
    const std::string name = visible(text_in(webhook, "name"));
    if (const std::string why = text_in(webhook, "unready"); !why.empty())
        return name + ": nothing is sent to it: " + visible(why);
    if (is_gone(webhook))
        return name + ": nothing is sent to it: its receiver is gone (410); try it with: " +
               "understudy webhooks test " + name;
    return "";
}

/// Below the list: of each that nothing is sent to, or of the one that is named.
void say_troubles(Session& session, const Json& json, const std::string& only = "") {
    for (const Json& webhook : array_in(json, "data"))
        if (only.empty() || text_in(webhook, "name") == only)
            if (const std::string trouble = trouble_of(webhook); !trouble.empty()) session.say(trouble);
}

/// With a word for what the table has one column for.
Json with_states(Json json) {
    if (json.contains("data") && json["data"].is_array())
        for (Json& webhook : json["data"])
            if (webhook.is_object())
                webhook["state"] = !text_in(webhook, "unready").empty() ? "unready"
                                   : is_gone(webhook)                   ? "gone"
                                                                        : "ready";
    return json;
}

ExitCode list(Session& session) {
    const auto body = session.ask_for_success(look_at("webhooks"));
    if (!body) return body.error();
    const auto json = session.json() ? std::nullopt : parsed_json(*body);
    const ExitCode shown = show_list(session, json ? dumped(with_states(*json)) : *body,
                                     {{{"NAME", false, 8}, "name"},
                                      {{"WAITING", true}, "waiting"},
                                      {{"FAILED", true}, "failed"},
                                      {{"STATE"}, "state"},
                                      {{"NEXT TRY", false, 16, 2}, "next_try"},
                                      {{"URL", false, 12, 1}, "url"}},
                                     "There are no webhooks; docs/webhooks.md says how to set one up.");
    if (shown == ExitCode::done && json) say_troubles(session, *json);
    return shown;
}

std::string messages_below(const WebhooksCommand& command, const std::string& cursor) {
    std::string below = "messages?limit=1000";
    if (!command.status.empty()) below += "&status=" + command.status;
    if (!cursor.empty()) below += "&cursor=" + net::percent_encode(cursor);
    return below;
}

/// Page by page, as one document.
Result<std::string, ExitCode> all_messages(Session& session, const WebhooksCommand& command) {
    Json all{{"data", Json::array()}, {"next_cursor", nullptr}};
    std::string cursor;
    do {
        const auto body =
            session.ask_for_success(look_at("webhooks", command.name, messages_below(command, cursor)));
        if (!body) return failure(body.error());
        const auto page = parsed_json(*body);
        if (!page) return failure(session.complain(not_understood("a list was expected")));
        for (const Json& message : array_in(*page, "data")) all["data"].push_back(message);
        cursor = text_in(*page, "next_cursor");
    } while (!cursor.empty());
    return dumped(all);
}

ExitCode messages(Session& session, const WebhooksCommand& command) {
    const auto body = all_messages(session, command);
    if (!body) return body.error();
    const ExitCode shown = show_list(session, *body,
                                     {{{"MESSAGE"}, "message_id"},
                                      {{"TYPE"}, "type"},
                                      {{"STATUS"}, "status"},
                                      {{"TRIES", true}, "tries"},
                                      {{"NEXT TRY", false, 16, 2}, "next_try"},
                                      {{"LAST OUTCOME", false, 12, 1}, "last_outcome"}},
                                     "Nothing waits, and nothing has failed.");
    if (session.json() || shown != ExitCode::done) return shown;
    const auto all = session.ask_for_success(look_at("webhooks"));
    if (!all) return all.error();
    if (const auto json = parsed_json(*all)) say_troubles(session, *json, command.name);
    return shown;
}

ExitCode test(Session& session, const std::string& name) {
    const auto made =
        ask_once(session, change_at("POST", "webhooks", name, "test", ""), usual_patience, see_webhooks);
    if (!made) return made.error();
    if (session.json()) return session.print_json(made->body);
    session.say(visible(member_of(made->body, "message_id")) +
                " is on its way; until it is delivered, it is shown by: understudy webhooks messages " +
                visible(name));
    return ExitCode::done;
}

ExitCode resend(Session& session, const WebhooksCommand& command) {
    Body body;
    if (!command.message.empty()) body.text("message_id", command.message);
    const auto done = ask_once(session,
                               change_at("POST", "webhooks", command.name, "resend",
                                         command.message.empty() ? "" : body.to_string()),
                               usual_patience, see_webhooks);
    if (!done) return done.error();
    if (session.json()) return session.print_json(done->body);
    const auto json = parsed_json(done->body);
    session.say(counted(json ? count_in(*json, "resent") : 0, "message") + " sent again");
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const WebhooksCommand& command) {
    if (command.deed == "list") return list(session);
    if (command.deed == "test") return test(session, command.name);
    if (command.deed == "messages") return messages(session, command);
    return resend(session, command);
}

}  // namespace understudy::cli
