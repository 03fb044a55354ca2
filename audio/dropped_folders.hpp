// The watched folders on the disk: what lies in one, and what is below a folder that was dropped into it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "audio/roots.hpp"
#include "core/hot_folders.hpp"

namespace understudy {

constexpr std::size_t most_dropped_entries = 200'000;  ///< names in one watched folder, or below one dropped

/// As HotFolders says. Asks the disk: may block; `goes_on` is asked again and again between two calls to it,
/// and ends the look when it says no.
[[nodiscard]] Result<std::vector<DroppedFolder>, Problem> find_dropped_folders(
    const std::string& watched, const std::map<std::string, FileStamp>& known, const Roots& roots,
    const std::function<bool()>& goes_on = [] { return true; });
[[nodiscard]] Result<FolderCensus, Problem> census_of_folder(
    const std::string& folder, const Roots& roots,
    const std::function<bool()>& goes_on = [] { return true; });

namespace dropped_problem {
/// 503: it may pass.
[[nodiscard]] Problem silent(const std::string& path);
}  // namespace dropped_problem

}  // namespace understudy
