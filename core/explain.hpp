// Why a job is where it is, what happens next and when: in words and in fields.
#pragma once

#include <optional>
#include <string>

#include "core/job.hpp"
#include "core/policy.hpp"

namespace understudy {

struct Explanation {
    std::string why;              ///< "The training failed: …"
    std::string next;             ///< "A new training starts by itself."
    std::optional<Time> next_at;  ///< when, where a time is known
    std::string needs;            ///< what a person has to do, "" when nothing
    bool operator==(const Explanation&) const = default;
};

[[nodiscard]] Explanation explain(const Job& job, const Policy& policy, Now now);

}  // namespace understudy
