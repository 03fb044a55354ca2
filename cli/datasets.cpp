#include "cli/cloud_requests.hpp"
#include "cli/cloud_shown.hpp"
#include "cli/commands.hpp"
#include "cli/dataset_files.hpp"
#include "cli/documents.hpp"
#include "cli/once.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr const char* see_datasets = "understudy datasets";

ExitCode list(Session& session) {
    const auto body = session.ask_for_success(look_at("datasets"));
    if (!body) return body.error();
    return show_list(session, *body,
                     {{{"ID"}, "id"},
                      {{"NAME", false, 12}, "name"},
                      {{"JOB", false, unlimited, 2}, "job_id"},
                      {{"DESCRIPTION", false, 12, 1}, "description"}},
                     "There are no datasets in the cloud.");
}

ExitCode show(Session& session, const std::string& id) {
    const auto body = session.ask_for_success(look_at("datasets", id));
    return body ? show_fields(session, *body) : body.error();
}

ExitCode create(Session& session, const DatasetsCommand& command) {
    Body body;
    body.text("name", *command.name);
    if (command.description) body.text("description", *command.description);
    const auto made = ask_once(session, change_at("POST", "datasets", "", "", body.to_string()),
                               usual_patience, see_datasets);
    return made ? show_fields(session, made->body) : made.error();
}

ExitCode change(Session& session, const DatasetsCommand& command) {
    Body body;
    if (command.name) body.text("name", *command.name);
    if (command.description) body.text("description", *command.description);
    const auto changed = ask_once(session, change_at("PATCH", "datasets", command.id, "", body.to_string()),
                                  usual_patience, see_datasets);
    return changed ? show_fields(session, changed->body) : changed.error();
}

/// What is lost with it is said first.
ExitCode remove(Session& session, const DatasetsCommand& command) {
    const auto body = session.ask_for_success(look_at("datasets", command.id));
    if (!body) return body.error();
    const std::string statement = "This deletes the dataset “" + visible(member_of(*body, "name")) + "” (" +
                                  visible(command.id) + ") in the cloud with its " +
                                  member_of(*body, "files_total") +
                                  " files. The recordings here and voices that were trained stay.";
    return delete_there(session, command.yes, {command.id, *body, statement},
                        change_at("DELETE", "datasets", command.id, "", ""), see_datasets);
}

ExitCode holding(Session& session, const std::string& given) {
    const auto id = session.full_id(given);
    if (!id) return id.error();
    const auto body = session.ask_for_success(datasets_of_job(*id), hearing_patience);
    if (!body) return body.error();
    return show_list(session, *body,
                     {{{"ID"}, "id"},
                      {{"NAME", false, 12}, "name"},
                      {{"HELD", true}, "files_held"},
                      {{"OF", true}, "files_wanted"},
                      {{"OTHERS", true}, "further_files"},
                      {{"REUSE"}, "reuse"}},
                     "No dataset holds any of its recordings.");
}

}  // namespace

ExitCode perform(Session& session, const DatasetsCommand& command) {
    if (command.deed == "list") return list(session);
    if (command.deed == "show") return show(session, command.id);
    if (command.deed == "create") return create(session, command);
    if (command.deed == "change") return change(session, command);
    if (command.deed == "delete") return remove(session, command);
    if (command.deed == "holding") return holding(session, command.id);
    if (command.deed == "files") return list_files(session, command.id);
    return command.deed == "add" ? add_files(session, command) : remove_files(session, command);
}

}  // namespace understudy::cli
