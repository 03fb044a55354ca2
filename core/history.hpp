// A job's history: append-only, one entry for everything that changed and why.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace understudy {

/// Types: submitted, edited, measured, preflight_overruled, state_changed, held, released, intent_opened,
/// intent_confirmed, intent_voided, outcome_unknown, cloud_status, uploaded, cloud_file_deleted,
/// late_arrival, orphan, trouble, resolved, approved, cancel_wished, dataset_deleted, deleted.
struct HistoryEvent {
    std::int64_t id = 0;  ///< given by the store: rises over all jobs, never used twice
    std::string job_id;
    Time at{};
    std::string type;
    std::string state;  ///< the job's, after it
    int attempt = 0;
    std::string cause;                                      ///< one sentence for people
    std::vector<std::pair<std::string, std::string>> data;  ///< further fields, by name
    bool operator==(const HistoryEvent&) const = default;
};

}  // namespace understudy
