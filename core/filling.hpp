// What of a set of recordings a dataset in the cloud holds already: by their digests, which our files' names
// carry. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cloud.hpp"
#include "core/job.hpp"

namespace understudy {

/// The 12 hex digits of the SHA-256 in a name that we gave ("day-1.3f9a0c12be77.wav"); nullopt for others.
[[nodiscard]] std::optional<std::string> digest_in(std::string_view filename);

/// One recording on its way into a dataset.
struct Filling {
    std::size_t recording = 0;  ///< its position
    std::string filename;       ///< as it is, or will be, in the dataset
    bool there = false;         ///< the dataset holds the same bytes already
    bool operator==(const Filling&) const = default;
};

/// In the order of the recordings, which are measured. What has the same digest and size as a file of the
/// dataset is there, under whatever name; new names clash with none that is there.
[[nodiscard]] std::vector<Filling> plan_filling(const std::vector<Recording>& recordings,
                                                const std::vector<CloudFile>& files);

/// How much a dataset has in common with a set of recordings.
struct Overlap {
    std::size_t wanted = 0;   ///< recordings with a digest, each content once
    std::size_t held = 0;     ///< of those, in the dataset
    std::size_t further = 0;  ///< files of the dataset that are none of them
    [[nodiscard]] bool whole() const { return wanted > 0 && held == wanted; }
    [[nodiscard]] bool exact() const { return whole() && further == 0; }
    bool operator==(const Overlap&) const = default;
};
[[nodiscard]] Overlap overlap_of(const std::vector<Recording>& recordings,
                                 const std::vector<CloudFile>& files);

}  // namespace understudy
