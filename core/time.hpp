// Time is a value that callers pass in; nothing in core/ asks a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace understudy {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Duration = std::chrono::microseconds;
/// Wall-clock time, UTC. May step; used for what people see and for what must survive a restart.
using Time = std::chrono::sys_time<microseconds>;

/// What a decision may know of the moment it is made in.
struct Now {
    Time wall{};
    /// Steady time since this process began: never steps, means nothing after a restart.
    Duration steady{};
    /// Uniform in [0, 1): the jitter of waits. Passed in so that a run can be repeated.
    double dice = 0.5;
};

/// RFC 3339 in UTC with microseconds: "2026-11-23T05:43:18.000042Z".
[[nodiscard]] std::string to_rfc3339(Time time);
/// Words for people: "850 ms", "12 s", "4 min 10 s", "2 h 5 min", "3 d 4 h". Negative counts as zero.
[[nodiscard]] std::string in_words(Duration duration);

}  // namespace understudy
