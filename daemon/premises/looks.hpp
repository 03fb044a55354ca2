// Looks at the machine, each of which may block for as long as a disk likes. Any thread.
#pragma once

#include <string>

#include "core/checkup.hpp"

namespace understudy {

/// The folder that the database lies in; a file is written there, which nobody sees.
[[nodiscard]] DiskFacts look_at_disk(const std::string& folder);

/// Opens a sample of a root's folders and recordings, as the process's own user; stops at the first that it
/// cannot. Below the root it follows no links. `user`: that user's name.
[[nodiscard]] RootFacts look_at_root(const std::string& root, const std::string& user);

/// Starts the probe at `path` and has it hear a moment of sound.
[[nodiscard]] Check try_probe(const std::string& path);

/// The name of the process's effective user; its number where it has no name.
[[nodiscard]] std::string own_user();

}  // namespace understudy
