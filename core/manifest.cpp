#include "core/manifest.hpp"

#include <string_view>
#include <unordered_map>

namespace understudy {

Comparison compare(const std::vector<Recording>& manifest, const std::vector<CloudFile>& listing) {
    std::unordered_map<std::string_view, std::uint64_t> wanted;
    for (std::uint64_t position = 0; position < manifest.size(); ++position)
        wanted.emplace(manifest[position].cloud_name, position);

    Comparison comparison;
    std::vector<bool> found(manifest.size(), false);
    for (const CloudFile& file : listing) {
        const auto match = wanted.find(file.filename);
        if (match == wanted.end()) {
            comparison.foreign.push_back(file);
        } else if (found[match->second] || manifest[match->second].file.identity.size != file.size) {
            comparison.surplus.push_back(file);
        } else {
            found[match->second] = true;
            comparison.present.emplace_back(match->second, file.id);
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
