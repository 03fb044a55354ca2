// The numbers that decisions depend on: the configuration's, as values. Sources: the design's config table;
// limits of the cloud from its guide (30 minutes, 2 hours, a million credits).
#pragma once

#include <string>
#include <vector>

#include "core/budget.hpp"
#include "core/thresholds.hpp"
#include "core/time.hpp"
#include "core/timetable.hpp"

namespace understudy {

struct Policy {
    std::string model_id = "sonic-3-2026-01-12";
    Duration poll_interval = seconds{30};
    int max_attempts = 3;
    Budget budget;
    int max_concurrent = 0;  ///< trainings bought at one time; 0: no limit of our own
    std::vector<Duration> retry_delays{std::chrono::minutes{5}, std::chrono::minutes{30},
                                       std::chrono::hours{2}};
    Duration settle_window = std::chrono::minutes{10};
    Duration dataset_settle_window =
        std::chrono::minutes{1};  ///< a dataset costs nothing: a second one is only untidy
    int settle_listings = 3;
    Duration check_good_for =
        std::chrono::minutes{1};    ///< the listings before a purchase; then they are made anew
    int max_voids = 3;              ///< in one attempt; then a person decides
    bool ask_when_unknown = false;  ///< on_unknown = "ask"
    Thresholds thresholds;          ///< what preflight judges by
    int parallel_files = 4;
    int parallel_jobs = 2;
    int parallel_measures = 2;
    std::uint64_t bandwidth_limit = 0;  ///< bytes a second of all uploads, outside the timetable; 0: none
    Timetable bandwidth_timetable;
    int max_resets = 5;  ///< broken connections in a row at one recording: then the job is held
    Duration first_wait = seconds{1}, longest_wait = std::chrono::minutes{5};  ///< full-jitter exponential
    Duration funds_retry = std::chrono::minutes{15};
    Duration credentials_retry = std::chrono::minutes{1};
};

}  // namespace understudy
