// What the probe takes from itself before it looks at anything that somebody else made.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace understudy {

/// Dies with the thread that started it (at once when `parent` is gone already), gains no privileges, writes
/// no core and no file. False when the kernel refuses.
[[nodiscard]] bool bind_to_parent(pid_t parent);
[[nodiscard]] bool give_up_privileges();
/// Of the above only the privileges: what shut_in() needs.
[[nodiscard]] bool gain_no_privileges();
/// At most memory_allowance_bytes of address space beyond what the libraries take already, and no descriptors
/// but the standard three and `most_files` more. (Not under sanitizers, which need terabytes and pipes of
/// their own.)
[[nodiscard]] bool limit_memory_and_files(unsigned most_files);
/// From now on so much processor time for a file of this size, then SIGXCPU.
[[nodiscard]] bool limit_computing_time(std::uint64_t size_bytes);
[[nodiscard]] std::int64_t computing_seconds_allowed(std::uint64_t size_bytes);

constexpr std::uint64_t memory_allowance_bytes = 64u << 20;

/// Gives way to whoever else has something to compute: the service answers first.
void step_back();

enum class MayOpen { nothing, files_for_reading };
/// From now on the process computes, reads the descriptors that it has, receives more of them over its
/// standard input, writes to its standard streams, and ends; nothing else. The network, other processes,
/// programs and memory to run code from are beyond its reach, and with MayOpen::nothing so are files. Trying
/// to start a program, a process or a connection, or to touch another process, ends it (SIGSYS); anything
/// else that is not on the list is refused (EPERM). For good: there is no way back. False when the kernel
/// refuses.
[[nodiscard]] bool shut_in(MayOpen may_open);

/// The descriptor cannot be written to.
[[nodiscard]] bool is_read_only(int fd);

}  // namespace understudy
