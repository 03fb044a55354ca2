// How budgets, quotes and the ledger read on a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/table.hpp"

namespace understudy::cli {

/// Of GET /v1/budget; nullopt for another document.
[[nodiscard]] std::optional<std::vector<std::string>> budget_lines(std::string_view text, bool colours);
/// Of GET /v1/jobs/{id}/quote.
[[nodiscard]] std::optional<std::vector<std::string>> quote_lines(std::string_view text, bool colours);

struct LedgerShown {
    Table table;
    std::vector<std::string> documents;  ///< the movements as they came
    std::string next_cursor;
    std::string balance;  ///< "1,000,000 reserved, 3,000,000 spent"
    std::string balance_document;
};
/// Of a page of GET /v1/ledger.
[[nodiscard]] std::optional<LedgerShown> ledger_table(std::string_view text);

}  // namespace understudy::cli
