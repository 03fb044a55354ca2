// How the ledger, the budgets and a quote read in the API. Credits are whole numbers.
#pragma once

#include <string>

#include "daemon/api/json.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy::api {

/// `{id, at, kind, from, to, credits, job_id, attempt, fine_tune_id, labels}`.
[[nodiscard]] Json movement_view(const Movement& movement);
/// `{available, reserved, spent}`: together zero.
[[nodiscard]] Json balance_view(const Balance& balance);
/// `{balance, committed: {day, month}, approval_above, limits: [{period, label, credits, committed, left,
/// until}]}`.
[[nodiscard]] Json budget_view(const BudgetView& budget);
/// `{job_id, credits, upload: {bytes, bytes_per_second, seconds}, training: {trainings, median_s, p90_s},
/// shortfall: {words, needs, until} or null, budget}`.
[[nodiscard]] Json quote_view(const Quote& quote);

/// The movements as RFC 4180 has it: a line of names, then a line each; lines end with CR LF. A text that a
/// spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] std::string ledger_csv(const std::vector<Movement>& movements, bool with_names);

}  // namespace understudy::api
