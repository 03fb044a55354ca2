// What was heard in files, as a store in memory keeps it.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/store.hpp"

namespace understudy::simulated {

class MemoryOfFiles {
  public:
    using Found = std::vector<std::optional<Measurement>>;

    void remember(const std::vector<Heard>& heard, Time now, const std::map<std::string, Job>& jobs) {
        for (const Heard& one : heard) {
            Kept& kept = contents_[one.measurement.sha256];
            if (one.measurement.meters >= kept.measurement.meters) kept.measurement = one.measurement;
            kept.at = now;
            files_[key_of(one.file)] = one.measurement.sha256;
        }
        forget(now - std::chrono::days{30}, jobs);
    }
    [[nodiscard]] Found of_files(const std::vector<FileStamp>& files, int meters) const {
        Found found;
        for (const FileStamp& file : files) {
            const auto content = files_.find(key_of(file));
            auto known = content == files_.end() ? std::nullopt : of_content(content->second);
            found.push_back(known && known->meters == meters ? std::move(known) : std::nullopt);
        }
        return found;
    }
    [[nodiscard]] Found of_contents(const std::vector<std::string>& sha256) const {
        Found found;
        for (const std::string& digest : sha256) found.push_back(of_content(digest));
        return found;
    }

  private:
    struct Kept {
        Measurement measurement;
        Time at{};
    };
    using Key = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::int64_t, std::int64_t>;

    static Key key_of(const FileStamp& stamp) {
        const FileIdentity& file = stamp.identity;
        return {file.device, file.inode, file.size, file.mtime_ns, stamp.ctime_ns};
    }
    [[nodiscard]] std::optional<Measurement> of_content(const std::string& sha256) const {
        const auto found = contents_.find(sha256);
        return found == contents_.end() ? std::nullopt : std::optional(found->second.measurement);
    }
    static bool belongs(const std::string& sha256, const std::map<std::string, Job>& jobs) {
        for (const auto& [id, job] : jobs)
            for (const Recording& recording : job.recordings)
                if (recording.measurement && recording.measurement->sha256 == sha256) return true;
        return false;
    }
    void forget(Time before, const std::map<std::string, Job>& jobs) {
        std::erase_if(contents_, [&](const auto& entry) {
            return entry.second.at < before && !belongs(entry.first, jobs);
        });
        std::erase_if(files_, [&](const auto& entry) { return !contents_.contains(entry.second); });
    }

    std::map<std::string, Kept> contents_;  ///< by SHA-256
    std::map<Key, std::string> files_;
};

}  // namespace understudy::simulated
