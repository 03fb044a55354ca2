// The manifest against what stands in the dataset: matched by name and size, since the name holds the
// content's digest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/job.hpp"

namespace understudy {

struct Comparison {
    std::vector<std::pair<std::uint64_t, std::string>> present;  ///< position, the file's id
    std::vector<std::uint64_t> missing;                          ///< positions
    std::vector<CloudFile>
        surplus;  ///< our names a second time, or with another size: ours, made twice or cut short
    std::vector<CloudFile> foreign;  ///< names that are not in the manifest
    [[nodiscard]] bool equal() const { return missing.empty() && surplus.empty() && foreign.empty(); }
};

[[nodiscard]] Comparison compare(const std::vector<Recording>& manifest,
                                 const std::vector<CloudFile>& listing);

/// The manifest of a job on a dataset that somebody else filled: what is listed.
[[nodiscard]] std::vector<Recording> manifest_of(const std::vector<CloudFile>& listing);

}  // namespace understudy
