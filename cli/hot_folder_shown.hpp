// The hot folder as the daemon's JSON has it, in lines for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

/// Each dropped folder with its state, its job, why and the cure; then what is watched. nullopt: no JSON of a
/// hot folder.
[[nodiscard]] std::optional<std::vector<std::string>> hot_folder_lines(std::string_view json);

}  // namespace understudy::cli
