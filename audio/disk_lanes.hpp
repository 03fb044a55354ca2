// A lane for each root: the crews for its disk, which share nothing with those of the others.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audio/disk_crew.hpp"
#include "audio/roots.hpp"

namespace understudy {

/// A selection may ask its disk for minutes; what is being sent does not wait behind it.
struct DiskLane {
    std::shared_ptr<DiskCrew> selecting, reading;
};

/// The disks are told apart by root: two that can hang by themselves are best two roots.
class DiskLanes {
  public:
    /// Sets out at once to follow the roots that are links, each in its own lane.
    DiskLanes(std::shared_ptr<const Roots> roots, const DiskCrew::Options& selecting,
              const DiskCrew::Options& reading);

    /// The lane of its root. Asks no disk.
    [[nodiscard]] const DiskLane& of(const std::string& path) const;
    /// That of their root when it is one for all of them.
    [[nodiscard]] const DiskLane& of(const std::vector<std::string>& paths) const;

    /// As DiskCrew::stop(), for all together.
    bool stop(std::chrono::milliseconds patience);

  private:
    [[nodiscard]] std::size_t index_of(const std::string& path) const;

    const std::shared_ptr<const Roots> roots_;
    std::vector<DiskLane> lanes_;  ///< by root; the last is for what lies in none, or in several
};

}  // namespace understudy
