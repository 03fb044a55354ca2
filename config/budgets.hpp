// Credits as people write them, and the budget of a label: "client=acme day 3M".
#pragma once

#include <string>
#include <string_view>

#include "core/budget.hpp"
#include "core/result.hpp"

namespace understudy {

/// "3M" (millions), "500k" (thousands), "3000000", "0" for none. What is less than a training takes would
/// only ever stop everything, and is refused. The error says what is wrong and how to write it.
[[nodiscard]] Result<std::int64_t, std::string> parse_credits(std::string_view text);

/// A label and its value, "day" or "month", and credits.
[[nodiscard]] Result<BudgetLimit, std::string> parse_label_budget(std::string_view text);
/// What is wrong with it, "" when nothing.
[[nodiscard]] std::string label_budget_problem(std::string_view text);

}  // namespace understudy
