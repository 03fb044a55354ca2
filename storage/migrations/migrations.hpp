// The schema's versions, in order. One that has been released is never edited: add the next one.
#pragma once

#include <span>

namespace understudy {

/// Brings a database from `version - 1` to `version`, in one transaction. Tables may be rebuilt: foreign keys
/// are not enforced meanwhile, and checked at the end. `seal(…)` is known to it: what changes a sealed
/// column's values seals its row anew.
struct Migration {
    int version;
    const char* name;
    const char* sql;
};

extern const char* const first_schema_sql;
extern const char* const seals_sql;
extern const char* const measurements_sql;
extern const char* const controls_sql;
extern const char* const pruning_sql;
extern const char* const ledger_sql;
extern const char* const webhooks_sql;
extern const char* const webhook_bounds_sql;

/// Versions 1, 2, 3, … without a gap.
[[nodiscard]] std::span<const Migration> migrations();

}  // namespace understudy
