#include "cli/dataset_files.hpp"

#include <algorithm>
#include <set>

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

/// Those of the dataset's files that are meant, as the daemon shows them, each once.
Result<Json, ExitCode> files_meant(Session& session, const DatasetsCommand& command) {
    const auto body = session.ask_for_success(look_at("datasets", command.id, "files"));
    if (!body) return failure(body.error());
    const auto listed = parsed_json(*body);
    if (!listed) return failure(session.complain(not_understood("a list was expected")));
    Json meant = Json::array();
    std::string unknown;
    for (const std::string& id : std::set(command.things.begin(), command.things.end())) {
        const Json& files = array_in(*listed, "data");
        const auto is_it = [&](const Json& file) { return text_in(file, "id") == id; };
        const auto found = std::find_if(files.begin(), files.end(), is_it);
        if (found != files.end())
            meant.push_back(*found);
        else
            unknown += (unknown.empty() ? "" : ", ") + visible(id);
    }
    if (unknown.empty()) return meant;
    return failure(session.complain(
        {ExitCode::refused,
         {"file-not-found", "The dataset has no such file", unknown + "; nothing was deleted", "FILE_ID",
          "see which it has: understudy datasets files " + command.id, 0}}));
}

void show_meant(Session& session, const Json& files, const std::string& dataset_id) {
    World& world = session.world();
    world.err("In the cloud, of the dataset " + visible(dataset_id) + ":\n");
    for (const Json& file : files)
        world.err("  " + visible(text_in(file, "id")) + "  " + bytes_in_words(count_in(file, "size")) + "  " +
                  visible(text_in(file, "filename")) + "\n");
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
    const auto files = files_meant(session, command);
    if (!files) return files.error();
    if (!command.yes || !session.json()) show_meant(session, *files, command.id);
    if (!command.yes) {
        const std::string statement = "This deletes " + counted(files->size(), "file") + " of the dataset " +
                                      visible(command.id) + " in the cloud. The recordings here stay.";
        const ExitCode agreed = confirm(session, statement, "Delete?", "Nothing was deleted.");
        if (agreed != ExitCode::done) return agreed;
    }
    for (const Json& file : *files) {
        const std::string file_id = text_in(file, "id");
        const auto answer = ask_once(session, remove_file(command.id, file_id), usual_patience,
                                     "understudy datasets files " + command.id);
        if (!answer) return answer.error();
        if (!session.json()) session.say(visible(file_id) + " was deleted.");
    }
    if (!session.json()) return ExitCode::done;
    return session.print_json(dumped(Json{{"done", "deleted"}, {"id", command.id}, {"files", *files}}));
}

}  // namespace understudy::cli
