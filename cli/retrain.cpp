// Voices trained anew, for another model: one, or a plan for all that is shown with its price before anything
// is made. The daemon then goes through them as its budgets and slots allow.
#include <algorithm>
#include <set>

#include "cli/acting.hpp"
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/every_job.hpp"
#include "cli/job_table.hpp"
#include "cli/money_shown.hpp"
#include "cli/requests.hpp"
#include "cli/submission.hpp"
#include "cli/table.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {
namespace {

bool has_labels(const Job& job, const Labels& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& label) {
        return std::find(job.labels.begin(), job.labels.end(), label) != job.labels.end();
    });
}

/// Jobs come the newest first: of each dataset the newest completed one, where none on it has that model, or
/// is on its way to it.
std::vector<Job> to_retrain(const std::vector<Job>& jobs, const RetrainCommand& command) {
    std::set<std::string> done;
    for (const Job& job : jobs)
        if (job.model_id == command.model && (job.state != "failed" || job.retry_at) &&
            job.state != "canceled")
            done.insert(job.dataset_id);
    std::vector<Job> plan;
    for (const Job& job : jobs) {
        if (job.state != "completed" || job.dataset_id.empty() || !has_labels(job, command.labels)) continue;
        if (done.insert(job.dataset_id).second) plan.push_back(job);
    }
    return plan;
}

std::string body_of(const RetrainCommand& command) {
    Body body;
    if (!command.model.empty()) body.text("model_id", command.model);
    if (command.accent) body.text("accent", *command.accent);
    if (!command.name.empty()) body.text("name", command.name);
    if (!command.draft) body.flag("start", true);
    return body.to_string();
}

Result<Job, ExitCode> retrain(Session& session, const std::string& id, const RetrainCommand& command) {
    return session.ask_for_job(act_on_job(id, "retrain", body_of(command), session.world().random_key()),
                               submission_patience);
}

/// What is refused for the model, the accent or the name is refused before a price is shown. A job whose
/// dataset is gone is for the daemon to judge.
ExitCode check_plan(Session& session, const Job& job, const RetrainCommand& command) {
    if (job.dataset_id.empty()) return ExitCode::done;
    SubmitCommand wanted;
    wanted.name = command.name.empty() ? job.name : command.name;
    wanted.language = job.language;
    wanted.dataset = job.dataset_id;
    wanted.model = command.model;
    wanted.accent = command.accent.value_or("");
    return check_first(session, wanted);
}

void show_plan(Session& session, const std::vector<Job>& plan) {
    Table table;
    table.columns = {{"ID"}, {"NAME", false, 8, 0}, {"MODEL NOW"}};
    for (const Job& job : plan)
        table.rows.push_back({{visible(job.id)}, {visible(job.name), Ink::bold}, {visible(job.model_id)}});
    World& world = session.world();
    const std::size_t width = world.err_facts().terminal ? world.width() : unlimited;
    for (const std::string& line : to_lines(table, width, world.err_facts().colours)) world.err(line + "\n");
}

/// What is planned, what it costs, and how far the budgets reach; then a question.
ExitCode agree(Session& session, const std::vector<Job>& plan, const RetrainCommand& command) {
    if (command.yes || command.draft) return ExitCode::done;
    show_plan(session, plan);
    const auto budget = session.ask_for_success(get_budget());
    if (!budget) return budget.error();
    if (const auto lines = budget_lines(*budget, session.world().err_facts().colours))
        for (const std::string& line : *lines) session.world().err(line + "\n");
    return confirm(session,
                   "This starts " + counted(plan.size(), "training") + " of " + visible(command.model) +
                       ": " + grouped(plan.size() * training_credits) + " credits when all succeed.",
                   "Start them?", "Nothing was made.");
}

ExitCode retrain_all(Session& session, const RetrainCommand& command) {
    const auto jobs = every_job(session);
    if (!jobs) return jobs.error();
    const std::vector<Job> plan = to_retrain(*jobs, command);
    if (!plan.empty()) {
        const ExitCode good = check_plan(session, plan.front(), command);
        if (good != ExitCode::done) return good;
        if (const ExitCode agreed = agree(session, plan, command); agreed != ExitCode::done) return agreed;
    }
    std::vector<std::string> documents;
    for (const Job& job : plan) {
        const auto made = retrain(session, job.id, command);
        if (!made) {
            if (session.json()) session.world().out(page_document(documents, ""));
            const bool refused = made.error() == ExitCode::refused;
            session.world().err("understudy: " + grouped(documents.size()) + " of " +
                                counted(plan.size(), "job") + " made; " +
                                (refused
                                     ? "once " + job.id + " is not refused any more, the same command goes on"
                                     : "the same command again goes on") +
                                "\n");
            return made.error();
        }
        documents.push_back(made->document);
        if (!session.json()) session.say(visible(made->id) + "  " + visible(made->name));
    }
    if (session.json()) session.world().out(page_document(documents, ""));
    if (plan.empty() && !session.json())
        session.say("Every completed voice has one of that model, or is on its way to it.");
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const RetrainCommand& command) {
    if (command.all) return retrain_all(session, command);
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    if (!command.yes && !command.draft) {
        const auto job = session.ask_for_job(get_job(*id));
        if (!job) return job.error();
        const ExitCode good = check_plan(session, *job, command);
        if (good != ExitCode::done) return good;
        const ExitCode agreed =
            confirm(session, spending_words(job->name), "Train it anew?", "Nothing was made.");
        if (agreed != ExitCode::done) return agreed;
    }
    const auto made = retrain(session, *id, command);
    return made ? report(session, *made, command.waiting) : made.error();
}

}  // namespace understudy::cli
