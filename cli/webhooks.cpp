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

/// Below the list: of each that nothing can be sent to, why, and what to do.
void say_unready(Session& session, const std::string& body) {
    const auto json = session.json() ? std::nullopt : parsed_json(body);
    if (!json) return;
    for (const Json& webhook : array_in(*json, "data"))
        if (const std::string why = text_in(webhook, "unready"); !why.empty())
            session.say(visible(text_in(webhook, "name")) + ": " + visible(why));
}

ExitCode list(Session& session) {
    const auto body = session.ask_for_success(look_at("webhooks"));
    if (!body) return body.error();
    const ExitCode shown = show_list(session, *body,
                                     {{{"NAME", false, 8}, "name"},
                                      {{"WAITING", true}, "waiting"},
                                      {{"FAILED", true}, "failed"},
                                      {{"GONE"}, "gone"},
                                      {{"NEXT TRY", false, 16, 2}, "next_try"},
                                      {{"URL", false, 12, 1}, "url"}},
                                     "There are no webhooks; docs/webhooks.md says how to set one up.");
    if (shown == ExitCode::done) say_unready(session, *body);
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
    return show_list(session, *body,
                     {{{"MESSAGE"}, "message_id"},
                      {{"TYPE"}, "type"},
                      {{"STATUS"}, "status"},
                      {{"TRIES", true}, "tries"},
                      {{"NEXT TRY", false, 16, 2}, "next_try"},
                      {{"LAST OUTCOME", false, 12, 1}, "last_outcome"}},
                     "Nothing waits, and nothing has failed.");
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
