// Assertions that stay on in production: a broken invariant must stop the work, not go on with it.
#pragma once

#include <stdexcept>
#include <string>

namespace understudy {

/// Thrown by require(). The driver catches it around one job's step and quarantines that job; anywhere else
/// it ends the process, and the journal makes that safe.
struct BrokenInvariant : std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] inline void broken_invariant(const char* what) { throw BrokenInvariant(what); }

/// `what` says which rule would have been broken.
inline void require(bool holds, const char* what) {
    if (!holds) broken_invariant(what);
}

}  // namespace understudy
