// The calls that the inbox makes of the disk, counted; one of them can be the process's last, or fail. The
// linker puts these in the calls' places (see CMakeLists.txt).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy::inbox::disk_calls {

enum class Fate { none, killed_before, killed_after, io_error, no_room };

/// From now on call number `at` (from 0) meets its fate.
void plan(Fate fate, int at);
/// From now on every disk has so many bytes left; nullopt: what it has.
void say_free(std::optional<std::uint64_t> bytes);
/// Calls since then that met or could have met it.
[[nodiscard]] int made();
/// The names of all calls since then, in their order.
[[nodiscard]] const std::vector<std::string>& names();

}  // namespace understudy::inbox::disk_calls
