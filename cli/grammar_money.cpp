// The commands that are about credits.
#include "cli/subcommand.hpp"

namespace understudy::cli {

namespace {

void add_retrain(CLI::App& app, Invocation& invocation) {
    Subcommand<RetrainCommand> sub(
        app, invocation, "retrain",
        "Train a voice anew on its dataset, for another model or accent: this spends credits",
        "understudy retrain 01JD9Z --model sonic-3-2026-01-12\n"
        "  understudy retrain --all --model sonic-3-2026-01-12");
    RetrainCommand& command = sub.command();
    sub.id()->required(false)->description("The job that is over: its id or a beginning of it");
    sub->add_flag(
        "--all", command.all,
        "In place of ID: all completed jobs, each dataset once, that have no voice of that model yet");
    sub->add_option("--model", command.model,
                    "The model to train (default: the daemon's; wanted with --all)");
    sub->add_option("--accent", command.accent, "The accent, as the cloud names it (default: as before)");
    sub->add_option("--name", command.name, "The new job's name (default: as before)");
    sub.labels();
    sub->add_flag("--draft", command.draft, "Make the jobs, do not start them: nothing is spent");
    sub.yes("Do not ask before spending");
    sub.waiting();
}

}  // namespace

void add_money(CLI::App& app, Invocation& invocation) {
    add_retrain(app, invocation);
    Subcommand<QuoteCommand>(app, invocation, "quote", "What a job will take: credits, upload, training",
                             "understudy quote 01JD9Z")
        .id();
    Subcommand<BudgetCommand>(app, invocation, "budget", "What is spent, reserved, and left of each budget",
                              "understudy budget");
    Subcommand<ApproveCommand> approve(
        app, invocation, "approve", "Let a job spend beyond what [budget] approval_above lets go by itself",
        "understudy approve 01JD9Z --reason 'for the film'");
    approve.id();
    approve->add_option("--reason", approve.command().reason, "Why; kept with the job")->check(empty_text);
    Subcommand<LedgerCommand> ledger(
        app, invocation, "ledger", "Every movement of credits, oldest first",
        "understudy ledger --since 2026-11-01T00:00:00Z --until 2026-12-01T00:00:00Z --csv > november.csv");
    LedgerCommand& command = ledger.command();
    ledger->add_option("--job", command.job, "Only of this job: its id or a beginning of it")
        ->type_name("JOB");
    ledger.labels();
    ledger->add_option("--since", command.since, "Only from then on: 2026-11-23T05:43:18Z")
        ->type_name("TIME");
    ledger->add_option("--until", command.until, "Only before then")->type_name("TIME");
    ledger->add_option("--limit", command.limit, "No more than this many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    ledger->add_flag("--csv", command.csv, "All of them as a table for a spreadsheet (RFC 4180)");
}

}  // namespace understudy::cli
