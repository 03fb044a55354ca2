// What a disk holds if the power goes now: what was written and not synced may be there, in part, in another
// order, or not at all; a file that was made may have no name yet, and one that was removed may have it
// still.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace understudy::testing {

/// What becomes of that which was not synced.
enum class Loss {
    all,   ///< nothing of it is there
    none,  ///< everything is: as after a kill
    some,  ///< any of it, in any order
    torn,  ///< the same, sector by sector of 512 bytes
};

/// Files by name, without their folder.
using Image = std::map<std::string, std::string>;

/// Makes the folder and the files.
void put_into(const std::string& folder, const Image& image);

/// Told by the file layer what is done to each file. Any thread.
class Platter {
  public:
    /// One that is seen first with something in it was always there. `with_folder`: its first sync makes the
    /// names in its folder safe too.
    void opened(const std::string& path, bool created, bool with_folder);
    void written(const std::string& path, std::int64_t offset, std::string bytes);
    void truncated(const std::string& path, std::int64_t size);
    void synced(const std::string& path);
    /// What was not safe by then never will be, though everybody still reads it: the system believes its
    /// pages to be clean.
    void sync_failed(const std::string& path);
    void removed(const std::string& path, bool folder_synced);

    [[nodiscard]] Image cut(Loss loss, std::uint64_t seed) const;
    /// How often any of it changed: between two that are equal a cut leaves the same.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

  private:
    struct Change {
        bool truncates = false;
        std::int64_t at = 0;
        std::string bytes;
    };
    struct File {
        std::string durable;
        std::vector<Change> pending;
        bool syncs_folder = false;
    };
    struct Naming {
        std::string path;
        int file = -1;  ///< none: the name is removed
    };
    File* file(const std::string& path);
    void sync_names();
    static void apply(std::string& content, const Change& change);
    static std::vector<Change> sectors(const Change& change);

    std::atomic<std::uint64_t> changes_{0};
    mutable std::mutex mutex_;
    std::vector<File> files_;
    std::map<std::string, int> names_, durable_names_;
    std::vector<Naming> pending_names_;
};

}  // namespace understudy::testing
