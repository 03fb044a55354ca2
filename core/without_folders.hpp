// What leaves this machine says nothing of where things lie on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy {

/// The text with "…/" in the place of each path's folders: "…/take 1.wav cannot be read". A path is what is
/// in `known` (absolute; names with spaces are found whole only there), all of a text that begins with one,
/// and each word that begins with a '/'. Addresses of the web stay.
[[nodiscard]] std::string without_folders(std::string_view text, const std::vector<std::string>& known);

}  // namespace understudy
