#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/job_table.hpp"
#include "cli/requests.hpp"

namespace understudy::cli {

namespace {

void print_report(Session& session, const PreflightReport& report) {
    World& world = session.world();
    const StreamFacts facts = world.out_facts();
    std::string text;
    const std::size_t width = facts.terminal ? world.width() : unlimited;
    if (!report.files.empty())
        for (const std::string& line : to_lines(preflight_table(report), width, facts.colours))
            text += line + "\n";
    for (const std::string& line : verdict_lines(report, facts.colours)) text += line + "\n";
    world.out(text);
}

}  // namespace

ExitCode perform(Session& session, const PreflightCommand& command) {
    Body body;
    body.texts("recordings", command.paths);
    if (session.world().err_facts().terminal) session.world().err("Listening to the recordings …\n");
    const auto answer = session.ask_for_success(preflight_recordings(body.to_string()), hearing_patience);
    if (!answer) return answer.error();
    const auto report = read_preflight(*answer);
    if (!report) return session.complain(not_understood("a report of preflight was expected"));
    if (session.json()) {
        const ExitCode printed = session.print_json(*answer);
        if (printed != ExitCode::done) return printed;
    } else {
        print_report(session, *report);
    }
    return report->verdict == "block" ? ExitCode::refused : ExitCode::done;
}

}  // namespace understudy::cli
