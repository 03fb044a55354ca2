// Which files of this machine a sending is about.
#pragma once

#include <string>
#include <vector>

#include "cli/local_files.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

struct FilesToSend {
    std::vector<LocalFile> files;  ///< at least one
    bool recordings = false;       ///< one of them at least is a recording
};

/// What the paths mean: a file, or in a folder all recordings, and its voice.toml for who watches the inbox.
/// What else lies there is left out, as a job leaves it out, and named on standard error. Refused before
/// anybody is asked: a path that cannot be read, a file that is named and no recording, an empty recording,
/// a name that the inbox does not take, two files of one name.
[[nodiscard]] Result<FilesToSend, ExitCode> files_to_send(Session& session,
                                                          const std::vector<std::string>& paths);

}  // namespace understudy::cli
