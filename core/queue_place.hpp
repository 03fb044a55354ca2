// The one line in which all jobs wait for what they share: the uploads, the trainings at one time, the
// credits that are left.
#pragma once

#include <string>
#include <string_view>

#include "core/job.hpp"

namespace understudy {

inline constexpr int lowest_priority = -100, highest_priority = 100;

/// A job's place: the higher priority goes first, of one priority the lesser key.
struct QueuePlace {
    int priority = 0;
    std::string key;     ///< a job that was never moved stands by its age
    std::string job_id;  ///< so that no two places are the same
    [[nodiscard]] friend bool operator<(const QueuePlace& left, const QueuePlace& right) {
        if (left.priority != right.priority) return left.priority > right.priority;
        if (left.key != right.key) return left.key < right.key;
        return left.job_id < right.job_id;
    }
    bool operator==(const QueuePlace&) const = default;
};

[[nodiscard]] QueuePlace place_of(const Job& job);
/// It is neither at rest nor a draft that nobody has started.
[[nodiscard]] bool stands_in_line(const Job& job);
/// The key of a job with this id that was never moved.
[[nodiscard]] std::string key_by_age(std::string_view job_id);

/// A key between two others, so that one job moves and no other one's key changes. "" stands for the end of
/// the line on that side. Keys are digits of a fraction in Crockford's base 32 that never ends in 0: there is
/// always room for one more, and a digit is added at every fifth halving only.
[[nodiscard]] std::string key_between(std::string_view before, std::string_view after);

}  // namespace understudy
