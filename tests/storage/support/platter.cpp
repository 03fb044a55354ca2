#include "tests/storage/support/platter.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

namespace understudy::testing {
namespace {

constexpr std::int64_t sector = 512;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void put_into(const std::string& folder, const Image& image) {
    std::filesystem::create_directories(folder);
    for (const auto& [name, bytes] : image) std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
}

Platter::File* Platter::file(const std::string& path) {
    const auto found = names_.find(path);
    return found == names_.end() ? nullptr : &files_[static_cast<std::size_t>(found->second)];
}

void Platter::opened(const std::string& path, bool created, bool with_folder) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    if (File* known = file(path)) return void(known->syncs_folder |= with_folder);
    std::string content = created ? "" : content_of(path);
    const bool old = !content.empty();
    const int number = static_cast<int>(files_.size());
    files_.push_back({std::move(content), {}, with_folder});
    names_[path] = number;
    if (old)
        durable_names_[path] = number;
    else
        pending_names_.push_back({path, number});
}

void Platter::written(const std::string& path, std::int64_t offset, std::string bytes) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    if (File* there = file(path)) there->pending.push_back({false, offset, std::move(bytes)});
}

void Platter::truncated(const std::string& path, std::int64_t size) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    if (File* there = file(path)) there->pending.push_back({true, size, {}});
}

void Platter::synced(const std::string& path) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    File* there = file(path);
    if (there == nullptr) return;
    for (const Change& change : there->pending) apply(there->durable, change);
    there->pending.clear();
    if (std::exchange(there->syncs_folder, false)) sync_names();
}

void Platter::sync_failed(const std::string& path) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    if (File* there = file(path)) there->pending.clear();
}

void Platter::removed(const std::string& path, bool folder_synced) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    if (names_.erase(path) == 0) return;
    pending_names_.push_back({path, -1});
    if (folder_synced) sync_names();
}

void Platter::sync_names() {
    durable_names_ = names_;
    pending_names_.clear();
}

void Platter::apply(std::string& content, const Change& change) {
    const auto at = static_cast<std::size_t>(change.at);
    if (change.truncates) return content.resize(std::min(at, content.size()));
    if (content.size() < at + change.bytes.size()) content.resize(at + change.bytes.size());
    content.replace(at, change.bytes.size(), change.bytes);
}

std::vector<Platter::Change> Platter::sectors(const Change& change) {
    if (change.truncates) return {change};
    std::vector<Change> parts;
    for (std::size_t done = 0; done < change.bytes.size();) {
        const std::int64_t at = change.at + static_cast<std::int64_t>(done);
        const auto size = static_cast<std::size_t>(sector - at % sector);
        parts.push_back({false, at, change.bytes.substr(done, size)});
        done += parts.back().bytes.size();
    }
    return parts;
}

Image Platter::cut(Loss loss, std::uint64_t seed) const {
    const std::lock_guard lock(mutex_);
    std::mt19937_64 dice(seed);
    const auto survives = [&] { return loss == Loss::none || (loss != Loss::all && dice() % 2 == 0); };
    std::map<std::string, int> names = durable_names_;
    for (const auto& [path, number] : pending_names_) {
        if (!survives()) continue;
        if (number < 0)
            names.erase(path);
        else
            names[path] = number;
    }
    Image image;
    for (const auto& [path, number] : names) {
        const File& there = files_[static_cast<std::size_t>(number)];
        std::vector<Change> kept;
        for (const Change& change : there.pending)
            for (Change& part : loss == Loss::torn ? sectors(change) : std::vector{change})
                if (survives()) kept.push_back(std::move(part));
        if (loss != Loss::none) std::shuffle(kept.begin(), kept.end(), dice);
        std::string& content = image[std::filesystem::path(path).filename().string()];
        content = there.durable;
        for (const Change& change : kept) apply(content, change);
    }
    return image;
}

}  // namespace understudy::testing
