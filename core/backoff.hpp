// How long to wait: after a failure, and between looks at an outcome that is not known.
#pragma once

#include <optional>

#include "core/policy.hpp"

namespace understudy {

/// Full-jitter exponential wait after the `tries`-th failure in a row (1, 2, …): uniform in [0, min(longest,
/// first·2^(tries−1))), and never shorter than what the cloud asked for. Source: «Exponential Backoff And
/// Jitter», AWS Architecture Blog, 2015.
[[nodiscard]] Duration wait_after(int tries, std::optional<milliseconds> retry_after, const Policy& policy,
                                  double dice);

/// When the next look at an unknown outcome is due (steady): soon at first, then evenly, and once at the
/// window's end, so that `listings` complete ones span the `window`.
[[nodiscard]] Duration next_look(Duration since, Duration last, int looks, Duration window, int listings);

/// The wait before the automatic re-attempt that follows `attempts_failed` failures of this allowance; the
/// last delay repeats.
[[nodiscard]] Duration retry_delay(int attempts_failed, const Policy& policy);

}  // namespace understudy
