// apply: what an outcome makes of a job. Pure: no I/O, no clock, no threads.
#pragma once

#include <optional>

#include "core/happening.hpp"
#include "core/policy.hpp"
#include "core/step.hpp"

namespace understudy {

/// An outcome that no longer fits the job's position (it was canceled meanwhile, say) changes nothing, except
/// that the outcome of an intent is recorded whatever happened to the job. Throws BrokenInvariant where the
/// job or the happening contradicts itself.
[[nodiscard]] Step apply(Job job, Happening happening, const Policy& policy, Now now);

/// The transitions that need nothing from outside: a draft that is ready goes on, a due re-attempt begins, a
/// wish to cancel is fulfilled. nullopt when there is none; to be asked again after every step. `job` is
/// moved from only when a step is returned.
[[nodiscard]] std::optional<Step> advance(Job& job, const Policy& policy, Now now);

/// What a job that was just read from the store must become before anything else: an intent that is neither
/// confirmed nor void may have been sent by the process that died, so its outcome is unknown. `job` is moved
/// from only when a step is returned.
[[nodiscard]] std::optional<Step> recover(Job& job, const Policy& policy, Now now);

}  // namespace understudy
