// Preflight's judgement: what the measurements of a job's recordings come to.
#pragma once

#include <string>
#include <vector>

#include "core/job.hpp"
#include "core/policy.hpp"

namespace understudy {

/// One finding: a stable word, a sentence for people with the cure, and the recording it is about ("" for the
/// job).
struct Finding {
    FileVerdict verdict = FileVerdict::warn;
    std::string reason;  ///< "too_short", "shorter_than_recommended", "not_audio", …
    std::string detail;
    std::string path;
    bool operator==(const Finding&) const = default;
};

struct Preflight {
    FileVerdict verdict = FileVerdict::pass;  ///< the worst of the findings
    std::int64_t duration_us = 0;
    std::vector<Finding> findings;
    bool operator==(const Preflight&) const = default;
};

/// Of recordings that are all measured. Blocks: less than min_duration in all, and every file that blocks.
[[nodiscard]] Preflight preflight(const std::vector<Recording>& recordings, const Policy& policy);
/// Blocking findings in one sentence: "too short: 25 min of 30 min; day1/a.wav: not audio".
[[nodiscard]] std::string blocking_words(const Preflight& preflight);

}  // namespace understudy
