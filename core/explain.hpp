// Why a job is where it is, what happens next and when: in words and in fields.
#pragma once

#include <optional>
#include <string>

#include "core/job.hpp"
#include "core/policy.hpp"

namespace understudy {

/// What must happen before the job goes on.
enum class WaitsFor {
    nothing,           ///< it is at its end
    work,              ///< it is being worked on now
    person,            ///< `needs` says what for
    time,              ///< `next_at`
    training,          ///< the cloud trains
    recording,         ///< one that cannot be read now
    key,               ///< one that the cloud takes
    credits,           ///< or a slot of the plan
    budget,            ///< that has room again, or a higher one
    cloud,             ///< it does not answer
    store,             ///< the database
    training_slot,     ///< one of max_concurrent
    upload_turn,       ///< jobs before it are sending
    spending_paused,   ///< by a person, for all jobs
    uploading_paused,  ///< likewise
};

[[nodiscard]] const char* to_word(WaitsFor value);

/// A place in the line of all jobs that are not at rest; the first is 1.
struct Position {
    std::size_t position = 0, length = 0;
    bool operator==(const Position&) const = default;
};

struct Explanation {
    std::string why;                           ///< "The training failed: …"
    std::string next;                          ///< "A new training starts by itself."
    std::optional<Time> next_at{};             ///< when, where a time is known
    std::string needs{};                       ///< what a person has to do, "" when nothing
    WaitsFor waits_for = WaitsFor::work;       ///< for programs
    std::string state{}, step{};               ///< words; the step is "" where a state has none
    int attempts_left = 0;                     ///< trainings that it may still begin by itself
    std::string if_canceled{};                 ///< see below
    std::optional<Position> queue_position{};  ///< nullopt at rest
    bool operator==(const Explanation&) const = default;
};

/// What canceling it now would mean for money, and for what stands in the cloud.
[[nodiscard]] std::string if_canceled(const Job& job);

[[nodiscard]] Explanation explain(const Job& job, const Policy& policy, Now now);

}  // namespace understudy
