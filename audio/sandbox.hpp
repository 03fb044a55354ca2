// What the probe takes from itself before it looks at anything that somebody else made.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace understudy {

/// Dies with the thread that started it (at once when `parent` is gone already), gains no privileges, writes
/// no core and no file. False when the kernel refuses.
[[nodiscard]] bool bind_to_parent(pid_t parent);
[[nodiscard]] bool give_up_privileges();
/// At most a gibibyte of address space, and no descriptors but the standard three and `most_files` more. (Not
/// under sanitizers, which need terabytes and pipes of their own.)
[[nodiscard]] bool limit_memory_and_files(unsigned most_files);
/// From now on so much processor time for a file of this size, then SIGXCPU.
[[nodiscard]] bool limit_computing_time(std::uint64_t size_bytes);
[[nodiscard]] std::int64_t computing_seconds_allowed(std::uint64_t size_bytes);

}  // namespace understudy
