// Checks of single members, shared by a submission and an edit. nullopt means good.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/job.hpp"
#include "core/policy.hpp"
#include "core/problem.hpp"

namespace understudy {

[[nodiscard]] Problem invalid_field(std::string field, std::string detail);
[[nodiscard]] std::optional<Problem> check_name(
    const std::string& name);  ///< 1 to 200 bytes, no control characters
[[nodiscard]] std::optional<Problem> check_description(
    const std::string& description);  ///< at most 2,000 bytes
[[nodiscard]] std::optional<Problem> check_language(const std::string& language);
[[nodiscard]] std::optional<Problem> check_model(const std::string& model_id, const Policy& policy);
[[nodiscard]] std::optional<Problem> check_attempts(int max_attempts);
[[nodiscard]] std::optional<Problem> check_priority(int priority);
[[nodiscard]] std::optional<Problem> check_labels(const std::map<std::string, std::string>& labels);
[[nodiscard]] std::optional<Problem> check_accent(const std::string& accent);  ///< "" is none
/// A reason that a person gives for a decision: it is kept, so it says something.
[[nodiscard]] std::optional<Problem> check_reason(const std::string& field, const std::string& reason);
/// Why no job can be made of it: what is wrong with the first recording, and how many more there are like it.
[[nodiscard]] std::optional<Problem> check_selection(const Selection& selection);
/// A fresh manifest: nothing measured, nothing sent.
[[nodiscard]] std::vector<Recording> recordings_of(const Selection& selection);

}  // namespace understudy
