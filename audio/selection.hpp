// From the paths of a submission to the files that they mean: the manifest's first half.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "audio/roots.hpp"
#include "core/problem.hpp"
#include "core/recordings.hpp"
#include "core/result.hpp"

namespace understudy {

constexpr std::size_t most_recordings = 10'000;          ///< files in one submission
constexpr std::size_t most_entries_looked_at = 200'000;  ///< of all folders that one submission names

/// A file is taken as it is; a folder means every recording in it and below it, hidden files left out. A link
/// to a folder inside the roots is followed once; where the folder is also reached without the link, that
/// way counts. Every file has been opened once, to know that it can be. Asks the disk: may block; `goes_on`
/// is asked again and again between two calls to it, and ends the selection when it says no.
[[nodiscard]] Result<Selection, Problem> select_recordings(
    const std::vector<std::string>& paths, const Roots& roots,
    const std::function<bool()>& goes_on = [] { return true; });

}  // namespace understudy
