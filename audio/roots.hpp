// The folders that recordings may lie in, and the only way to open anything in them.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audio/file_descriptor.hpp"
#include "core/recordings.hpp"
#include "core/result.hpp"

namespace understudy {

/// Why a file of the disk could not be had.
struct FileError {
    int error_number = 0;
    std::string what;  ///< the path at fault, for people
};

/// May be used from every thread. What asks a disk may block; it asks no disk but the one that is meant, so
/// that a root whose disk hangs holds up nothing in the others. To know a root that is a link by what lies in
/// it, where each led when it was followed last is remembered; what may be opened is always looked up anew.
class Roots {
  public:
    /// `configured`: absolute paths. A root that does not exist (yet) holds nothing.
    explicit Roots(std::vector<std::string> configured);

    [[nodiscard]] std::size_t size() const { return configured_.size(); }
    /// Which root a path means, as far as that can be said without asking a disk; size() when that is
    /// unknown. Of roots in one another it is the innermost.
    [[nodiscard]] std::size_t find(std::string_view path) const;
    /// Follows the root's links, now: a root may be mounted later than the daemon is started.
    Result<std::string, FileError> learn(std::size_t index) const;

    /// As text alone: `clean_path` lies in a root, as it is configured or with its links resolved.
    [[nodiscard]] bool contains_text(std::string_view clean_path) const;
    /// `resolved` (by realpath) lies in a root.
    [[nodiscard]] bool contains_resolved(std::string_view resolved) const;
    /// Opens a resolved path for reading, going down from its root one component at a time and following no
    /// link at all, so that a link put there since it was resolved is refused (ELOOP or ENOTDIR). Only
    /// regular files (else EINVAL) and, with `folder`, directories; never a device or a pipe. EXDEV: not in a
    /// root; where its root is away, that root's error.
    [[nodiscard]] Result<FileDescriptor, FileError> open_resolved(const std::string& resolved,
                                                                  bool folder) const;

    [[nodiscard]] std::string in_words() const;

  private:
    [[nodiscard]] bool may_hold(std::size_t index, std::string_view path) const;
    [[nodiscard]] bool is_known(std::size_t index) const;
    /// The root that holds it, with its links resolved now.
    [[nodiscard]] Result<std::string, FileError> root_of(std::string_view resolved) const;

    std::vector<std::string> configured_;
    mutable std::mutex mutex_;
    mutable std::vector<std::optional<std::string>> resolved_;  ///< when they were followed last
};

/// realpath(3): the path with every link resolved.
[[nodiscard]] Result<std::string, FileError> resolve(const std::string& path);

/// What identifies the file that is open; an error from fstat(2).
[[nodiscard]] Result<FileIdentity, FileError> identity_of(int fd);
[[nodiscard]] Result<FileStamp, FileError> stamp_of(int fd);

/// Size, time of the last change and inode agree. The device's number is left out: it changes when a NAS is
/// mounted anew or the server restarts, and the content is checked by its digest anyway.
[[nodiscard]] bool is_same_file(const FileIdentity& a, const FileIdentity& b);

}  // namespace understudy
