// Preflight's judgement: what the measurements of a job's recordings come to.
#pragma once

#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/job.hpp"
#include "core/policy.hpp"

namespace understudy {

/// What is said of one recording, at its position.
struct FileJudgement {
    FileVerdict verdict = FileVerdict::pass;
    std::vector<Finding> findings;
    bool operator==(const FileJudgement&) const = default;
};

struct Preflight {
    FileVerdict verdict = FileVerdict::pass;  ///< the worst of all findings
    std::int64_t duration_us = 0;             ///< decoded; what is there twice counts once
    std::int64_t speech_us = 0;               ///< of that; 0 where it was not measured
    int lowest_bandwidth_hz = 0;              ///< of the recordings where it is known; 0: of none
    std::vector<Finding> findings;            ///< of the job as a whole
    std::vector<FileJudgement> files;         ///< by position; one that is not measured yet passes
    bool operator==(const Preflight&) const = default;
};

/// Of recordings that are measured, as far as they are. Blocks: less than min_duration in all, and every file
/// that blocks.
[[nodiscard]] Preflight preflight(const std::vector<Recording>& recordings, const Thresholds& thresholds);

/// All findings, the gravest first, those of many recordings in one sentence each that names two of them.
[[nodiscard]] std::vector<FindingGroup> grouped(const Preflight& preflight);

/// Blocking findings in one sentence, with their cures.
[[nodiscard]] std::string blocking_words(const Preflight& preflight);

/// What is kept of it with the job.
[[nodiscard]] JobPreflight summary_of(const Preflight& preflight, const Thresholds& thresholds);
/// A draft whose recordings are all measured and were never judged, or by other thresholds or as other meters
/// heard them.
[[nodiscard]] bool to_be_judged(const Job& job, const Policy& policy);
/// What a job is shown by: a draft by today's thresholds, any other by those that let it through.
[[nodiscard]] const Thresholds& judged_by(const Job& job, const Policy& policy);
/// What is measured of a recording that the disk does not give.
[[nodiscard]] Measurement unreadable_recording(const Trouble& trouble);
/// The same of one that was refused when it was selected.
[[nodiscard]] Measurement refused_recording(const Problem& problem);
/// For a job on a dataset that somebody else filled: there is nothing to measure.
[[nodiscard]] Preflight unmeasurable_dataset(const std::string& dataset_id, std::size_t files);

/// The part of preflight() that looks at all recordings together (judge_job.cpp): fills duration_us,
/// speech_us, lowest_bandwidth_hz and findings, and adds what is a duplicate to `files`.
void judge_job(Preflight& report, const std::vector<Recording>& recordings, const Thresholds& thresholds);

}  // namespace understudy
