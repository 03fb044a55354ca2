// A job as the daemon shows it. Texts are as they came: visible() before they go to a terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace understudy::cli {

struct Hold {
    std::string reason, needs;
    std::optional<Time> since;
    bool operator==(const Hold&) const = default;
};

struct Voice {
    std::string id, name;
    bool operator==(const Voice&) const = default;
};

struct Progress {
    std::uint64_t files_total = 0, files_done = 0, bytes_total = 0, bytes_sent = 0;
    std::uint64_t files_measured = 0;
    bool operator==(const Progress&) const = default;
};

struct JobError {
    std::string type, title, detail, request_id;
    std::optional<int> http_status;
    bool operator==(const JobError&) const = default;
};

/// Preflight's judgement in short.
struct Judgement {
    std::string verdict;               ///< "" before it was judged
    std::vector<std::string> reasons;  ///< sentences
};

/// Members that a daemon leaves out, or sends as null, are empty here; what it adds is in `document`.
struct Job {
    std::string id, name, description, language, model_id, state, dataset_id, deleted_dataset_id,
        fine_tune_id, parent_id;
    int attempt = 0, max_attempts = 0;
    std::optional<Time> retry_at, created_at, updated_at;
    std::optional<Hold> hold;
    std::vector<std::string> recordings;
    std::vector<std::string>
        ignored;  ///< right after submission: files in the folders that are no recordings
    std::vector<Voice> voices;
    Progress progress;
    Judgement preflight;
    std::optional<JobError> error;
    std::vector<std::pair<std::string, std::string>> labels;
    std::string reuse;     ///< of a draft: a dataset that holds its recordings, and how to reuse it
    std::string document;  ///< the JSON that it was read from, on one line
};

/// Where waiting for a job ends.
enum class Ending { none, completed, failed, canceled, needs_person };

/// A hold that the daemon ends by itself when its cause does, or that somebody set on purpose and will end:
/// waiting goes on. The other reasons name a decision that nobody has made yet. A reason that this program
/// does not know is waited on.
[[nodiscard]] inline bool needs_decision(std::string_view reason) {
    return reason == "preflight" || reason == "unknown_outcome" || reason == "vanished" ||
           reason == "recordings_changed" || reason == "quarantined";
}

/// `through_holds`: wait on when a person has to decide, too.
[[nodiscard]] inline Ending ending_of(const Job& job, bool through_holds) {
    if (job.state == "completed") return Ending::completed;
    if (job.state == "canceled") return Ending::canceled;
    if (job.hold && needs_decision(job.hold->reason) && !through_holds) return Ending::needs_person;
    const bool waits_for_cause = job.hold && job.hold->reason != "paused";
    if (job.state == "failed" && !job.retry_at && !waits_for_cause) return Ending::failed;
    return Ending::none;
}

}  // namespace understudy::cli
