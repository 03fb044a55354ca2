// The name that a recording bears in the cloud: ASCII, readable in the playground, unique in its job, with
// its content in it: "day-1_take-3.3f9a0c12be77.wav".
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

constexpr std::size_t longest_cloud_name = 120;  ///< characters

/// What a name is made of.
struct NamedRecording {
    std::string relative;  ///< UTF-8 path below the folder that was named: "day 1/take-3.wav"
    std::string sha256;    ///< of its bytes, hex, at least 12 digits
};

/// Safe relative path, 12 hex digits of the SHA-256, lower-case extension. Folders are joined by '_', spaces
/// become '-', Latin letters lose their accents, anything else becomes '-'. A long path keeps its end, which
/// is what tells takes apart. At most longest_cloud_name characters of [A-Za-z0-9._-], never beginning with a
/// dot or a dash.
[[nodiscard]] std::string cloud_name(std::string_view relative, std::string_view sha256);

/// The names of a whole manifest, in its order, no two equal (also not when case is ignored). Where two would
/// be, the later one gets a counter before the digest: "take-2.3f9a0c12be77.wav". The same manifest always
/// gives the same names.
[[nodiscard]] std::vector<std::string> cloud_names(std::span<const NamedRecording> recordings);

}  // namespace understudy
