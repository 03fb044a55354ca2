// submit --quote: a draft's quote, once its recordings are measured.
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/job_table.hpp"
#include "cli/money_shown.hpp"
#include "cli/requests.hpp"
#include "cli/submission.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds between_looks{500};

/// Measured and judged, or stopped by what only a person ends.
bool is_heard(const Job& job) {
    return job.state != "draft" || job.hold || !job.preflight.verdict.empty() || job.recordings.empty();
}

Result<Job, ExitCode> heard(Session& session, Job job) {
    const std::string draft_stays = visible(job.id) + " is made and not started";
    while (!is_heard(job)) {
        if (!session.world().pause(between_looks)) return failure(session.interrupted(draft_stays));
        auto seen = session.ask_for_job(get_job(job.id));
        if (!seen) return failure(seen.error());
        job = std::move(*seen);
    }
    return job;
}

}  // namespace

Result<Job, ExitCode> show_quote(Session& session, Job job) {
    if (!job.ignored.empty()) session.world().err(ignored_words(job.ignored) + "\n");
    auto ready = heard(session, std::move(job));
    if (!ready || session.json()) return ready;
    const auto body = session.ask_for_success(get_quote(ready->id));
    if (!body) return failure(body.error());
    const auto lines = quote_lines(*body, session.world().out_facts().colours);
    if (!lines) return failure(session.complain(not_understood("a quote was expected")));
    for (const std::string& line : *lines) session.say(line);
    return ready;
}

}  // namespace understudy::cli
