// The commands that are about credits.
#include "cli/subcommand.hpp"

namespace understudy::cli {

void add_money(CLI::App& app, Invocation& invocation) {
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
    Subcommand<LedgerCommand> ledger(app, invocation, "ledger", "Every movement of credits, oldest first",
                                     "understudy ledger --since 2026-11-01T00:00:00Z --csv > november.csv");
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
