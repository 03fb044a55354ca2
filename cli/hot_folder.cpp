// What was dropped into the watched folders.
#include "cli/commands.hpp"
#include "cli/complaint.hpp"
#include "cli/hot_folder_shown.hpp"

namespace understudy::cli {

ExitCode perform(Session& session, const HotFolderCommand&) {
    const auto body = session.ask_for_success({"GET", "/v1/hot-folder", {}, ""});
    if (!body) return body.error();
    const auto lines = hot_folder_lines(*body);
    if (!lines) return session.complain(not_understood("no hot folder"));
    if (session.json()) return session.print_json(*body);
    for (const std::string& line : *lines) session.say(line);
    return ExitCode::done;
}

}  // namespace understudy::cli
