#include "cli/dataset_files.hpp"

#include "cli/cloud_requests.hpp"
#include "cli/cloud_shown.hpp"
#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/json_reading.hpp"
#include "cli/once.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

ExitCode stopped(Session& session, const Json& report, const std::string& dataset_id) {
    const Json* why = member(report, "stopped_by");
    return session.complain(
        {ExitCode::failed,
         {"not-all-sent", counted(count_in(report, "left"), "recording") + " were not sent",
          why == nullptr ? "" : visible(text_in(*why, "detail")), "",
          "when that is cured, give the same command again: what is in " + visible(dataset_id) +
              " is not sent again",
          0}});
}

}  // namespace

ExitCode list_files(Session& session, const std::string& dataset_id) {
    const auto body = session.ask_for_success(look_at("datasets", dataset_id, "files"));
    if (!body) return body.error();
    return show_list(session, *body,
                     {{{"ID"}, "id"}, {{"SIZE", true}, "size"}, {{"FILE", false, 20}, "filename"}},
                     "The dataset is empty.");
}

ExitCode add_files(Session& session, const DatasetsCommand& command) {
    Body body;
    body.texts("recordings", command.paths);
    const auto answer =
        ask_once(session, change_at("POST", "datasets", command.id, "files", body.to_string()),
                 hearing_patience, "understudy datasets files " + command.id);
    if (!answer) return answer.error();
    const auto report = parsed_json(answer->body);
    if (!report) return session.complain(not_understood("a report was expected"));
    const bool all = count_in(*report, "left") == 0;
    if (session.json()) {
        const ExitCode printed = session.print_json(answer->body);
        return printed != ExitCode::done || all ? printed : ExitCode::failed;
    }
    session.say(counted(count_in(*report, "sent"), "recording") + " sent, " +
                grouped(count_in(*report, "there")) + " there already.");
    return all ? ExitCode::done : stopped(session, *report, command.id);
}

ExitCode remove_files(Session& session, const DatasetsCommand& command) {
    if (!command.yes) {
        const std::string statement = "This deletes " + counted(command.things.size(), "file") +
                                      " of the dataset " + visible(command.id) +
                                      " in the cloud. The recordings here stay.";
        const ExitCode agreed = confirm(session, statement, "Delete?", "Nothing was deleted.");
        if (agreed != ExitCode::done) return agreed;
    }
    for (const std::string& file_id : command.things) {
        const auto answer = ask_once(session, remove_file(command.id, file_id), usual_patience,
                                     "understudy datasets files " + command.id);
        if (!answer) return answer.error();
        if (!session.json()) session.say(visible(file_id) + " was deleted.");
    }
    return session.json() ? show_done(session, "deleted", command.id, "") : ExitCode::done;
}

}  // namespace understudy::cli
