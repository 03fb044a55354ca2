// A job that begins with a fine-tune which somebody else began: it follows it to its voices and pays nothing.
// It never buys by itself; where its training failed it rests until a person re-attempts it, and that is a
// purchase like any other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"

namespace understudy {

/// What stands in a nonce's place where we began nothing: the store keeps each once, so no two jobs have it.
[[nodiscard]] std::string adopted_nonce(const std::string& fine_tune_id);
/// Did the job begin with what somebody else began, and has it bought nothing since?
[[nodiscard]] bool begun_by_hand(const Job& job);

/// What the store and the jobs at work know of a fine-tune that is to be adopted.
struct AdoptionSight {
    bool known = false;              ///< a job has it, or had it
    std::optional<std::string> job;  ///< that its marker names and that is here
    std::vector<Job> at_work;
};
/// 409 "in-use" where it may be another job's, 422 where there is nothing to follow.
[[nodiscard]] std::optional<Problem> forbids_following(const CloudFineTune& fine_tune,
                                                       const AdoptionSight& sight);

/// Of a submission with `adopted`: fills in what only the fine-tune knows.
[[nodiscard]] Result<Submission, Problem> check_adopted(Submission submission);
/// The new job, in training: watching it, or fetching the voices of one that is completed.
[[nodiscard]] Step follow(std::string job_id, Submission submission, Now now);

}  // namespace understudy
