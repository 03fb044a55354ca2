#include "cli/cloud_requests.hpp"
#include "cli/cloud_shown.hpp"
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/once.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

ExitCode all_voices(Session& session) {
    const auto body = session.ask_for_success(look_at("voices"), submission_patience);
    if (!body) return body.error();
    return show_list(session, *body,
                     {{{"ID"}, "id"},
                      {{"NAME", false, 12}, "name"},
                      {{"LANGUAGE"}, "language"},
                      {{"DESCRIPTION", false, 12, 1}, "description"}},
                     "The account owns no voices.");
}

ExitCode change(Session& session, const VoiceCommand& command) {
    Body body;
    if (command.name) body.text("name", *command.name);
    if (command.description) body.text("description", *command.description);
    const auto changed = ask_once(session, change_at("PATCH", "voices", command.id, "", body.to_string()),
                                  usual_patience, "understudy voice show " + command.id);
    return changed ? show_fields(session, changed->body) : changed.error();
}

ExitCode remove(Session& session, const VoiceCommand& command) {
    const auto body = session.ask_for_success(look_at("voices", command.id));
    if (!body) return body.error();
    const std::string users = users_in(*body);
    const std::string loses = users.empty() ? "" : " Of " + users + " it is gone then.";
    const std::string statement = "This deletes the voice “" + visible(member_of(*body, "name")) + "” (" +
                                  visible(command.id) + ") in the cloud." + loses +
                                  " Nothing brings it back.";
    return delete_there(session, command.yes, {command.id, *body, statement},
                        change_at("DELETE", "voices", command.id, "", ""), "understudy voices");
}

}  // namespace

ExitCode perform(Session& session, const VoicesCommand& command) {
    if (command.id.empty()) return all_voices(session);
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const auto job = session.ask_for_job(get_job(*id));
    if (!job) return job.error();
    if (session.json()) {
        session.world().out(voices_document(job->voices));
        return ExitCode::done;
    }
    if (job->voices.empty()) session.world().err("No voices yet: the job is " + visible(job->state) + ".\n");
    for (const Voice& voice : job->voices) session.say(visible(voice.id) + "  " + visible(voice.name));
    return ExitCode::done;
}

ExitCode perform(Session& session, const VoiceCommand& command) {
    if (command.deed == "change") return change(session, command);
    if (command.deed == "delete") return remove(session, command);
    const auto body = session.ask_for_success(look_at("voices", command.id));
    return body ? show_fields(session, *body) : body.error();
}

}  // namespace understudy::cli
