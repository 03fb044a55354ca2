// A job's state as columns: what is queried has one of its own, the rest of the state's data is JSON.
#pragma once

#include <optional>
#include <string>

#include "core/job.hpp"

namespace understudy::rows {

struct StateColumns {
    std::string state;                        ///< its word
    std::optional<std::string> step;          ///< of uploading and training
    std::optional<std::string> fine_tune_id;  ///< of training and completed, where there is one
    std::optional<Time> retry_at;             ///< of failed
    std::string data;                         ///< JSON object
};

[[nodiscard]] StateColumns to_columns(const State& state);

/// The state, or which column is wrong and why ("column step: …").
[[nodiscard]] Result<State, std::string> from_columns(const StateColumns& columns);

}  // namespace understudy::rows
