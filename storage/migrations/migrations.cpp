#include "storage/migrations/migrations.hpp"

#include <array>

namespace understudy {

std::span<const Migration> migrations() {
    static const std::array all{
        Migration{1, "first schema", first_schema_sql}, Migration{2, "seals", seals_sql},
        Migration{3, "measurements", measurements_sql}, Migration{4, "controls", controls_sql},
        Migration{5, "pruning", pruning_sql},           Migration{6, "ledger", ledger_sql},
        Migration{7, "webhooks", webhooks_sql},         Migration{8, "webhook bounds", webhook_bounds_sql},
    };
    return all;
}

}  // namespace understudy
