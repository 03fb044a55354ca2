// What a job will take, what budgets are left, what was spent.
#include <algorithm>

#include "cli/acting.hpp"
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/money_shown.hpp"
#include "cli/requests.hpp"

namespace understudy::cli {
namespace {

constexpr std::size_t page_size = 500;

template <class Lines>
ExitCode show(Session& session, const Result<std::string, ExitCode>& body, Lines to_lines) {
    if (!body) return body.error();
    if (session.json()) return session.print_json(*body);
    const auto lines = to_lines(*body, session.world().out_facts().colours);
    if (!lines) return session.complain(not_understood("another document was expected"));
    for (const std::string& line : *lines) session.say(line);
    return ExitCode::done;
}

Result<LedgerShown, ExitCode> movements_up_to(Session& session, const LedgerCommand& command) {
    std::optional<LedgerShown> all;
    do {
        const std::size_t wanted = std::min(page_size, command.limit - (all ? all->documents.size() : 0));
        const auto body =
            session.ask_for_success(list_movements(command, wanted, all ? all->next_cursor : ""));
        if (!body) return failure(body.error());
        auto page = ledger_table(*body);
        if (!page) return failure(session.complain(not_understood("a page of the ledger was expected")));
        if (!all) {
            all = std::move(page);
            continue;
        }
        std::move(page->table.rows.begin(), page->table.rows.end(), std::back_inserter(all->table.rows));
        std::move(page->documents.begin(), page->documents.end(), std::back_inserter(all->documents));
        all->next_cursor = page->documents.empty() ? "" : page->next_cursor;
    } while (!all->next_cursor.empty() && all->documents.size() < command.limit);
    return *std::move(all);
}

bool is_narrowed(const LedgerCommand& command) {
    return !command.job.empty() || !command.since.empty() || !command.until.empty() ||
           !command.labels.empty();
}

ExitCode print_csv(Session& session, const LedgerCommand& command) {
    const auto body = session.ask_for_success(list_movements(command, page_size, ""));
    if (!body) return body.error();
    session.world().out(*body);
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const BudgetCommand&) {
    return show(session, session.ask_for_success(get_budget()), budget_lines);
}

ExitCode perform(Session& session, const QuoteCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    return show(session, session.ask_for_success(get_quote(*id)), quote_lines);
}

ExitCode perform(Session& session, const ApproveCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    Body body;
    if (!command.reason.empty()) body.text("reason", command.reason);
    const auto job = act(session, *id, "approve", command.reason.empty() ? "" : body.to_string());
    return job ? report(session, *job, {}) : job.error();
}

ExitCode perform(Session& session, const LedgerCommand& asked) {
    LedgerCommand command = asked;
    if (!command.job.empty()) {
        const auto id = session.full_id(command.job);
        if (!id) return id.error();
        command.job = *id;
    }
    if (command.csv) return print_csv(session, command);
    const auto ledger = movements_up_to(session, command);
    if (!ledger) return ledger.error();
    World& world = session.world();
    if (session.json()) {
        std::string document = page_document(ledger->documents, ledger->next_cursor);
        document.insert(document.rfind('}'), ",\"balance\":" + ledger->balance_document);
        world.out(document);
        return ExitCode::done;
    }
    if (ledger->documents.empty()) {
        session.say("Nothing was reserved or spent.");
        return ExitCode::done;
    }
    const std::size_t width = world.out_facts().terminal ? world.width() : unlimited;
    for (const std::string& line : to_lines(ledger->table, width, world.out_facts().colours))
        session.say(line);
    session.say((is_narrowed(command) ? "All that fit: " : "In all: ") + ledger->balance + ".");
    if (!ledger->next_cursor.empty()) world.err("There are more: see --limit.\n");
    return ExitCode::done;
}

}  // namespace understudy::cli
