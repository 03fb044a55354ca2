#include "audio/disk_lanes.hpp"

#include <algorithm>

#include "core/paths.hpp"

namespace understudy {

DiskLanes::DiskLanes(std::shared_ptr<const Roots> roots, const DiskCrew::Options& selecting,
                     const DiskCrew::Options& reading)
    : roots_(std::move(roots)) {
    for (std::size_t index = 0; index <= roots_->size(); ++index)
        lanes_.push_back({std::make_shared<DiskCrew>(selecting), std::make_shared<DiskCrew>(reading)});
    for (std::size_t index = 0; index < roots_->size(); ++index)
        lanes_[index].selecting->submit(
            [known = roots_, index](const DiskCrew::GoesOn&) { static_cast<void>(known->learn(index)); },
            [] {});
}

std::size_t DiskLanes::index_of(const std::string& path) const { return roots_->find(lexically_clean(path)); }

const DiskLane& DiskLanes::of(const std::string& path) const { return lanes_[index_of(path)]; }

const DiskLane& DiskLanes::of(const std::vector<std::string>& paths) const {
    if (paths.empty()) return lanes_.back();
    const std::size_t first = index_of(paths.front());
    const bool one_root =
        std::all_of(paths.begin(), paths.end(), [&](const auto& path) { return index_of(path) == first; });
    return one_root ? lanes_[first] : lanes_.back();
}

bool DiskLanes::stop(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::vector<DiskCrew*> crews;
    for (const DiskLane& lane : lanes_) crews.insert(crews.end(), {lane.selecting.get(), lane.reading.get()});
    for (DiskCrew* crew : crews) crew->begin_stop();
    bool none_stuck = true;
    for (DiskCrew* crew : crews) none_stuck = crew->stop(until) && none_stuck;
    return none_stuck;
}

}  // namespace understudy
