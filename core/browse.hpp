// The port through which a person looks around on the recordings' disks and listens to what lies there. It
// changes nothing, and shows nothing outside of the roots. Production: audio/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/problem.hpp"
#include "core/recordings.hpp"
#include "core/result.hpp"

namespace understudy {

/// What lies directly in a folder, sorted by name: hidden things, links that lead out of the roots, and names
/// that no submission could carry are left out.
struct Listing {
    struct Folder {
        std::string name, path;
        bool operator==(const Folder&) const = default;
    };
    struct File {
        std::string name, path;
        std::uint64_t bytes = 0;
        bool operator==(const File&) const = default;
    };
    std::string path;              ///< of the folder itself, absolute
    std::vector<Folder> folders;   ///< their paths may be asked for next
    std::vector<File> recordings;  ///< with one of the twelve extensions; nobody has looked into them
    bool more = false;             ///< there is more than most_listed
    bool operator==(const Listing&) const = default;
};

inline constexpr std::size_t most_listed = 2'000;  ///< folders and recordings together

/// All calls on the I/O thread. Replies come once, on it, never from inside the call, also where a disk does
/// not answer: then with a problem of status 503, and only those wait who asked that disk.
class Browser {
  public:
    virtual ~Browser() = default;

    /// Absolute, as configured; whether they are there now is not asked.
    [[nodiscard]] virtual std::vector<std::string> roots() const = 0;

    /// `path` is absolute. Refused with a problem that says why: outside of the roots, not there, no folder,
    /// not readable.
    virtual void list(std::string path, std::function<void(Result<Listing, Problem>)> reply) = 0;

    /// Bytes of a recording as it is on the disk: `most` of them from `offset` on, fewer only at its end. 409
    /// where its size is not `identity`'s any more.
    virtual void read(std::string path, FileIdentity identity, std::uint64_t offset, std::size_t most,
                      std::function<void(Result<std::string, Problem>)> reply) = 0;
};

}  // namespace understudy
