// The ends of a process that could not go on, or not begin.
#pragma once

#include <exception>

namespace understudy {

/// The service manager tries again at once, and for as long as it takes: not so often that it harms. Waits
/// two seconds under one, else not at all.
void breathe_before_the_next_try();

/// Says why, and ends the process: whatever was promised is in the store, and destructors have nothing to add
/// to a process that is not sound.
[[noreturn]] void end_at_once(const std::exception& trouble);

}  // namespace understudy
