// What was reserved and spent, what may be, and what a job will take.
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/money_views.hpp"
#include "daemon/api/pages.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/reuse.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {
namespace {

net::Response csv_answer(std::string text) {
    net::Response response = empty_answer(200);
    response.headers.set("Content-Type", "text/csv; charset=utf-8; header=present");
    response.headers.set("Content-Disposition", "attachment; filename=understudy-ledger.csv");
    response.body = std::move(text);
    return response;
}

net::Response page_answer(const LedgerPage& page, const std::string& cursor) {
    Json data = Json::array();
    for (const Movement& movement : page.movements) data.push_back(movement_view(movement));
    Json document = page_view(std::move(data), cursor);
    document["balance"] = balance_view(page.balance);
    return json_answer(200, document);
}

asio::awaitable<Asked<LedgerPage>> read_page(Desk& desk, MovementQuery query) {
    Asking<LedgerPage> ask = [&](Answer<LedgerPage> answer) {
        desk.ledger(std::move(query), std::move(answer));
    };
    Asked<LedgerPage> page = co_await answer_to<LedgerPage>(std::move(ask));
    co_return std::move(page);
}

/// All of what was asked for: a spreadsheet follows no cursor. Some hundred thousand trainings are a few MiB.
asio::awaitable<net::Response> whole_csv(Desk& desk, MovementQuery query) {
    std::string text = ledger_csv({}, true);
    for (query.limit = largest_read;;) {
        const Asked<LedgerPage> page = co_await read_page(desk, query);
        if (!page) co_return to_response(page.error());
        text += ledger_csv(page->movements, false);
        if (page->movements.size() < largest_read) co_return csv_answer(std::move(text));
        query.after_id = page->movements.back().id;
    }
}

}  // namespace

asio::awaitable<net::Response> show_ledger(Desk& desk, Call call) {
    auto query = read_movement_query(call.head.target);
    if (!query) co_return to_response(query.error());
    if (wants_csv(call.head)) co_return co_await whole_csv(desk, std::move(*query));
    const std::size_t limit = std::exchange(query->limit, read_ahead(query->limit));
    Asked<LedgerPage> page = co_await read_page(desk, std::move(*query));
    if (!page) co_return to_response(page.error());
    const bool more = cut_page(page->movements, limit);
    co_return page_answer(*page, more ? ledger_cursor(page->movements.back().id) : "");
}

asio::awaitable<net::Response> show_budget(Desk& desk, Call) {
    Asking<BudgetView> ask = [&](Answer<BudgetView> answer) { desk.budget(std::move(answer)); };
    const Asked<BudgetView> budget = co_await answer_to<BudgetView>(std::move(ask));
    co_return budget ? json_answer(200, budget_view(*budget)) : to_response(budget.error());
}

asio::awaitable<net::Response> quote_job(Desk& desk, Call call) {
    Asking<Quote> ask = [&](Answer<Quote> answer) { desk.quote(call.job_id, std::move(answer)); };
    const Asked<Quote> quote = co_await answer_to<Quote>(std::move(ask));
    if (!quote) co_return to_response(quote.error());
    Json view = quote_view(*quote);
    Json reuse = co_await reuse_for(call.shared.cloud, quote->job);
    view["reuse"] = std::move(reuse);
    co_return json_answer(200, view);
}

}  // namespace understudy::api
