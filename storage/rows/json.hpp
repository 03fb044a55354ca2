// The structured parts of a row as JSON text. Writing never fails: bytes that are not UTF-8 become U+FFFD
// (paths of recordings are columns and keep theirs). Reading answers nullopt for anything but what was
// written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/job.hpp"

namespace understudy::rows {

using Labels = std::map<std::string, std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] std::string write_strings(const std::vector<std::string>& strings);
[[nodiscard]] std::optional<std::vector<std::string>> read_strings(std::string_view text);

[[nodiscard]] std::string write_labels(const Labels& labels);
[[nodiscard]] std::optional<Labels> read_labels(std::string_view text);

[[nodiscard]] std::string write_pairs(const Pairs& pairs);
[[nodiscard]] std::optional<Pairs> read_pairs(std::string_view text);

[[nodiscard]] std::string write_error(const JobError& error);
[[nodiscard]] std::optional<JobError> read_error(std::string_view text);

}  // namespace understudy::rows
