// The port to copies of all that is stored, and to letting go of what is old. Production: storage/, which is
// the Store, too. Like a store's: called on the I/O thread, replies come there, later; work goes on
// meanwhile.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/store.hpp"

namespace understudy {

/// A copy in one file: read back, and sound, once it is told of.
struct BackupFile {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256;  ///< in hex
    std::int64_t jobs = 0;
};

/// One round of letting go.
struct Pruned {
    std::int64_t looked_to = 0;   ///< the next round begins behind this event
    std::int64_t let_go = 0;      ///< events
    std::int64_t free_pages = 0;  ///< of the database, that stand empty after it
    bool more = false;            ///< there are events behind
};

class Archive {
  public:
    virtual ~Archive() = default;

    /// A copy to be read and given back: it lies beside the database until then.
    virtual void lend(StoreReply<BackupFile> reply) = 0;
    /// `most` bytes of such a copy from `offset` on; fewer at its end, and none behind it.
    virtual void read(std::string path, std::uint64_t offset, std::size_t most,
                      StoreReply<std::string> reply) = 0;
    virtual void give_back(std::string path) = 0;

    /// A copy of its own in the folder, named by `now`; then all but the newest `keep` of them are removed
    /// (at least one stays). Nothing that has no such name is touched.
    virtual void back_up_into(std::string folder, std::size_t keep, Time now,
                              StoreReply<BackupFile> reply) = 0;
    /// When the newest copy in the folder was made; nullopt: there is none. Names later than `now` do not
    /// count.
    virtual void newest_backup(std::string folder, Time now, StoreReply<std::optional<Time>> reply) = 0;

    /// The next few of the small steps (a recording measured or sent, a word of the cloud's) that are older
    /// than `before`, of jobs at rest, are let go, and some empty pages given back to the disk. Everything
    /// else of a history stays for as long as its job. Short: no commit waits for more than one round.
    virtual void prune(Time before, std::int64_t behind, StoreReply<Pruned> reply) = 0;
};

}  // namespace understudy
