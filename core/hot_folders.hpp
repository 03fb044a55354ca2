// The port to the watched folders on the studio's disks: which folders lie in them with a voice.toml, and
// what is below one. Nothing is ever written. Production: audio/.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/problem.hpp"
#include "core/recordings.hpp"
#include "core/result.hpp"

namespace understudy {

inline constexpr const char* voice_sheet_name = "voice.toml";
inline constexpr std::size_t longest_voice_sheet = 64 * 1024;  ///< bytes

/// A folder with a voice.toml in it.
struct DroppedFolder {
    std::string path;       ///< links resolved; the bytes of its name, which may be no UTF-8 where `misnamed`
    FileStamp sheet;        ///< which version of its voice.toml
    bool read = false;      ///< else it is the version that was known, and `text` is empty
    std::string text{};     ///< of the voice.toml
    std::string trouble{};  ///< why it cannot be read; "" when it was
    std::string misnamed{};  ///< why the folder or its voice.toml goes by no name that can be taken; "" else
    std::string cure{};      ///< of that
    std::string version{};   ///< another one whenever something was put into the folder itself or taken out
};

/// All that is below a folder, in a few words. Two that are equal: nothing has changed.
struct FolderCensus {
    std::uint64_t files = 0, bytes = 0;
    std::uint64_t recordings = 0;  ///< of the files, those with an extension that the cloud takes
    std::string digest;            ///< of every name, size and time
    std::string unfinished{};      ///< a file that is being copied, by its name: its path; "" for none
    bool operator==(const FolderCensus&) const = default;
};

template <class T>
using HotFolderReply = std::function<void(Result<T, Problem>)>;

/// Called on the I/O thread only; the disk is asked on another one; replies come on the I/O thread, later,
/// and those about one root wait for no other root.
class HotFolders {
  public:
    virtual ~HotFolders() = default;

    /// The folders directly in the watched one that have a voice.toml, or something that was meant to be one,
    /// sorted by path; hidden ones and links aside. `known`: the versions of voice.toml that need not be read
    /// again, by the folder's path. A watched folder that is not there, or may not be read, is a problem of
    /// status 422; a disk that does not answer one of status 503.
    virtual void find_dropped(std::string watched, std::map<std::string, FileStamp> known,
                              HotFolderReply<std::vector<DroppedFolder>> reply) = 0;

    /// Walks through all of a folder, hidden files as well, and through what links in it lead to, where that
    /// lies in a root.
    virtual void take_census(std::string folder, HotFolderReply<FolderCensus> reply) = 0;
};

}  // namespace understudy
