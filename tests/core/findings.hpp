// How the tests look at what a checkup found.
#pragma once

#include "core/checkup.hpp"
#include "jobs.hpp"

namespace understudy::testing {

[[nodiscard]] inline bool says(const Check& check, const std::string& part) {
    return (check.words + " " + check.cure).find(part) != std::string::npos;
}

[[nodiscard]] inline const Check* about(const Checks& checks, const std::string& subject) {
    for (const Check& check : checks)
        if (check.subject == subject) return &check;
    return nullptr;
}

}  // namespace understudy::testing
