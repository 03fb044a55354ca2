// The switches for all jobs, and the line in which these wait, as people read them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/table.hpp"
#include "core/time.hpp"

namespace understudy::cli {

/// Three lines: spending, uploading, bandwidth. nullopt: not the daemon's document.
[[nodiscard]] std::optional<std::vector<std::string>> controls_lines(std::string_view json, bool colours);

struct QueueShown {
    Table table;
    std::size_t length = 0, shown = 0;
};
/// A row a job: position, id, name, state, priority, what it waits for. nullopt: not the daemon's document.
[[nodiscard]] std::optional<QueueShown> queue_table(std::string_view json);

/// What canceling would mean, from the daemon's explanation; "" where there is nothing to decide.
[[nodiscard]] std::string if_canceled_in(std::string_view json);

}  // namespace understudy::cli
