// Preflight: the daemon measures in the background while progress is shown; then its report, as a table, as a
// page, or as it is.
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/html_page.hpp"
#include "cli/live_region.hpp"
#include "cli/preflight_table.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds first_pause{200}, longest_pause{1'000};
/// More rows than that nobody reads on a terminal.
constexpr std::size_t most_rows = 40;

/// Waits for the report on recordings that belong to no job.
class Hearing {
  public:
    explicit Hearing(Session& session)
        : session_(session), world_(session.world()), region_(world_, Stream::err) {}

    /// The whole report's JSON.
    Result<std::string, ExitCode> run(const std::vector<std::string>& paths) {
        Body body;
        body.texts("recordings", paths);
        auto begun = session_.ask(begin_preflight(body.to_string()), submission_patience);
        if (!begun) return failure(begun.error());
        const auto location = begun->response.headers.find("Location");
        location_ = location && location->starts_with("/v1/preflight/") ? *location : "";
        const bool later = begun->response.status == 202 && !location_.empty();
        auto answer = session_.success_of(std::move(begun->response));
        return answer && later ? wait() : std::move(answer);
    }

  private:
    Result<std::string, ExitCode> wait() {
        for (milliseconds pause = first_pause;; pause = std::min(pause * 2, longest_pause)) {
            auto answer = session_.ask_for_success(get_preflight(location_, true));
            if (!answer) return failure(answer.error());
            const auto report = read_preflight(*answer);
            if (!report)
                return failure(session_.complain(not_understood("a report of preflight was expected")));
            show(*report);
            if (report->state != "measuring") return take();
            if (!world_.pause(pause)) return failure(give_up());
        }
    }

    /// Nobody asks for it again.
    Result<std::string, ExitCode> take() {
        auto whole = session_.ask_for_success(get_preflight(location_, false));
        static_cast<void>(session_.daemon().call(drop_preflight(location_), usual_patience));
        return whole;
    }

    void show(const PreflightReport& report) {
        const StreamFacts facts = world_.err_facts();
        if (facts.redraws)
            return region_.draw(
                {measuring_line(report.files_measured, report.files_total, world_.width(), facts.utf8)});
        if (std::exchange(said_, true) || !facts.terminal) return;
        world_.err("Listening to the recordings …\n");
    }

    ExitCode give_up() {
        static_cast<void>(session_.daemon().call(drop_preflight(location_), usual_patience));
        return session_.interrupted("the preflight was ended");
    }

    Session& session_;
    World& world_;
    LiveRegion region_;
    std::string location_;
    bool said_ = false;
};

void print_report(World& world, const PreflightReport& report, bool all) {
    const StreamFacts facts = world.out_facts();
    const std::size_t width = facts.terminal ? world.width() : unlimited;
    const std::string folder = common_folder(report.files);
    auto files = gravest_first(report);
    const std::size_t left_out = all || files.size() <= most_rows + 10 ? 0 : files.size() - most_rows;
    files.resize(files.size() - left_out);
    std::string text = folder.empty() ? "" : visible(folder) + "\n";
    if (!files.empty())
        for (const std::string& line :
             to_lines(preflight_table(files, folder, facts.utf8), width, facts.colours))
            text += line + "\n";
    if (left_out > 0)
        text += "… and " + std::to_string(left_out) + " more: --all lists them, --html FILE shows them\n";
    if (!files.empty()) text += "\n";
    for (const std::string& line : verdict_lines(report, width, facts.colours, facts.utf8))
        text += line + "\n";
    world.out(text);
}

Result<std::string, ExitCode> report_of(Session& session, const PreflightCommand& command) {
    if (command.job.empty()) return Hearing(session).run(command.paths);
    auto id = session.full_id(command.job);
    if (!id) return failure(id.error());
    return session.ask_for_success(job_preflight(*id, false), submission_patience);
}

/// False when the page could not be written, and that has been said.
bool write_page(Session& session, const PreflightReport& report, const std::string& path) {
    const std::string trouble =
        session.world().write_file(path, html_page(report, session.world().now().wall));
    if (trouble.empty()) {
        session.world().err("The report is in " + visible(path) + "\n");
        return true;
    }
    static_cast<void>(session.complain(
        {ExitCode::output_lost,
         {"page-not-written", "The page could not be written", path + ": " + trouble, "--html", "", 0}}));
    return false;
}

}  // namespace

ExitCode perform(Session& session, const PreflightCommand& command) {
    const auto answer = report_of(session, command);
    if (!answer) return answer.error();
    const auto report = read_preflight(*answer);
    if (!report) return session.complain(not_understood("a report of preflight was expected"));
    if (!command.html.empty() && !write_page(session, *report, command.html)) return ExitCode::output_lost;
    if (session.json()) {
        const ExitCode printed = session.print_json(*answer);
        if (printed != ExitCode::done) return printed;
    } else {
        print_report(session.world(), *report, command.all);
    }
    const auto& reasons = report->reasons;
    if (!report->verdict.empty()) return report->verdict == "block" ? ExitCode::refused : ExitCode::done;
    const bool blocks = std::any_of(reasons.begin(), reasons.end(),
                                    [](const Finding& reason) { return reason.verdict == "block"; });
    return blocks ? ExitCode::refused : ExitCode::failed;
}

}  // namespace understudy::cli
