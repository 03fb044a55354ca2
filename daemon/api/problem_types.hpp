// Every type of problem that the API answers with: the one list that /problems/{type}, docs/problems.md and
// the contract are held to.
#pragma once

#include <span>
#include <string_view>

namespace understudy::api {

/// What is true of all problems of one type. A single one adds in its `detail` what it was this time.
struct ProblemType {
    int status;
    std::string_view name;  ///< stable: `type` is "/problems/" and this
    std::string_view title, meaning, cure;
};

/// By status, then in the order of a reader's interest.
[[nodiscard]] std::span<const ProblemType> problem_types();
/// nullptr for a name that stands for none.
[[nodiscard]] const ProblemType* find_problem_type(std::string_view name);

}  // namespace understudy::api
