#include "core/manifest.hpp"

#include <string_view>
#include <unordered_map>

namespace understudy {

namespace {

/// Finds the recording that a listed file is a copy of: by its id where we know it (somebody else's dataset
/// may hold a name twice), else by its name.
class Matcher {
  public:
    explicit Matcher(const std::vector<Recording>& manifest) {
        for (std::uint64_t position = 0; position < manifest.size(); ++position) {
            by_name_.emplace(manifest[position].cloud_name, position);
            if (!manifest[position].file_id.empty()) by_id_.emplace(manifest[position].file_id, position);
        }
    }

    [[nodiscard]] std::optional<std::uint64_t> position_of(const CloudFile& file) const {
        if (const auto known = by_id_.find(file.id); known != by_id_.end()) return known->second;
        if (const auto named = by_name_.find(file.filename); named != by_name_.end()) return named->second;
        return std::nullopt;
    }

  private:
    std::unordered_map<std::string_view, std::uint64_t> by_name_, by_id_;
};

}  // namespace

Comparison compare(const std::vector<Recording>& manifest, const std::vector<CloudFile>& listing) {
    const Matcher matcher(manifest);
    Comparison comparison;
    std::vector<bool> found(manifest.size(), false);
    for (const CloudFile& file : listing) {
        const auto position = matcher.position_of(file);
        if (!position) {
            comparison.foreign.push_back(file);
        } else if (found[*position] || manifest[*position].file.identity.size != file.size) {
            comparison.surplus.push_back(file);
        } else {
            found[*position] = true;
            comparison.present.emplace_back(*position, file.id);
        }
    }
    for (std::uint64_t position = 0; position < manifest.size(); ++position)
        if (!found[position]) comparison.missing.push_back(position);
    return comparison;
}

std::vector<Recording> manifest_of(const std::vector<CloudFile>& listing) {
    std::vector<Recording> manifest;
    manifest.reserve(listing.size());
    for (const CloudFile& file : listing) {
        Recording recording;
        recording.file.relative = file.filename;
        recording.file.identity.size = file.size;
        recording.cloud_name = file.filename;
        recording.delivery = Delivery::listed;
        recording.file_id = file.id;
        manifest.push_back(std::move(recording));
    }
    return manifest;
}

}  // namespace understudy
