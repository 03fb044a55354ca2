#include "cli/acting.hpp"
#include "cli/cloud_requests.hpp"
#include "cli/cloud_shown.hpp"
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/json_reading.hpp"
#include "cli/once.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

/// Of each orphan what it is and what can be done about it, below the table.
void say_findings(Session& session, const std::string& body) {
    const auto json = parsed_json(body);
    if (!json) return;
    for (const Json& fine_tune : array_in(*json, "data")) {
        const std::string words = text_in(fine_tune, "words"), cure = text_in(fine_tune, "cure");
        if (words.empty() && cure.empty()) continue;
        session.say("");
        session.say(words.empty() ? visible(text_in(fine_tune, "id")) + " is none of ours." : visible(words));
        if (!cure.empty()) session.say("  " + visible(cure));
    }
}

ExitCode list(Session& session) {
    const auto body = session.ask_for_success(look_at("fine-tunes"), submission_patience);
    if (!body) return body.error();
    const ExitCode shown = show_list(session, *body,
                                     {{{"ID"}, "id"},
                                      {{"NAME", false, 12}, "name"},
                                      {{"STATUS"}, "status"},
                                      {{"STANDING"}, "standing"},
                                      {{"JOB", false, unlimited, 1}, "job_id"},
                                      {{"DATASET", false, unlimited, 2}, "dataset_id"}},
                                     "There are no fine-tunes in the cloud.");
    if (shown == ExitCode::done && !session.json()) say_findings(session, *body);
    return shown;
}

ExitCode remove(Session& session, const FineTunesCommand& command) {
    const auto body = session.ask_for_success(look_at("fine-tunes", command.id), submission_patience);
    if (!body) return body.error();
    const std::string status = member_of(*body, "status");
    std::string statement = "This deletes the fine-tune “" + visible(member_of(*body, "name")) + "” (" +
                            visible(command.id) + ", " + visible(status) + ") in the cloud.";
    statement += status == "completed"
                     ? " It was paid for; whether its voices go with it, the cloud does not say."
                     : " Whether a training that is deleted is charged, the cloud does not say.";
    return delete_there(session, command.yes, {command.id, *body, statement},
                        change_at("DELETE", "fine-tunes", command.id, "", ""), "understudy fine-tunes");
}

/// Spends nothing, so it does not ask.
ExitCode adopt(Session& session, const FineTunesCommand& command) {
    Body body;
    if (command.name) body.text("name", *command.name);
    const auto made = ask_once(
        session, change_at("POST", "fine-tunes", command.id, "adopt", command.name ? body.to_string() : ""),
        submission_patience, "understudy list");
    if (!made) return made.error();
    const auto job = session.job_of(made->body);
    return job ? report(session, *job, {}) : job.error();
}

}  // namespace

ExitCode perform(Session& session, const FineTunesCommand& command) {
    if (command.deed == "list") return list(session);
    if (command.deed == "delete") return remove(session, command);
    if (command.deed == "adopt") return adopt(session, command);
    const auto body = session.ask_for_success(look_at("fine-tunes", command.id), submission_patience);
    return body ? show_fields(session, *body) : body.error();
}

}  // namespace understudy::cli
