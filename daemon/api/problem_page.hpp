// What GET /problems/{type} shows: what the type means and how to cure it.
#pragma once

#include <string>

#include "daemon/api/json.hpp"
#include "daemon/api/problem_types.hpp"

namespace understudy::api {

/// `{type, status, title, meaning, cure}`.
[[nodiscard]] Json problem_view(const ProblemType& type);
/// For a terminal.
[[nodiscard]] std::string problem_text(const ProblemType& type);
/// A page without scripts and without anything to load.
[[nodiscard]] std::string problem_page(const ProblemType& type);

}  // namespace understudy::api
