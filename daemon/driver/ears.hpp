// Measures recordings, each content once: what was heard before is taken from the store, what is being heard
// already is waited for, and what is heard now is kept.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "core/store.hpp"

namespace understudy {

/// On the I/O thread. The ports outlive it; it outlives the calls that it makes.
class Ears {
  public:
    Ears(Store& store, RecordingsPort& recordings, Clock& clock)
        : store_(store), recordings_(recordings), clock_(clock) {}

    /// As RecordingsPort::measure(), with the curves, of what stands at the path now. A file that is still
    /// the one that was measured before, and was not touched since, is not read. A store that is away only
    /// costs the measuring.
    void measure(std::string path, FileIdentity file, Reply<Measurement> reply);

  private:
    using Key = std::pair<std::string, std::uint64_t>;  ///< path, and the size that it must have

    void recall(const Key& key, const FileStamp& file);
    void hear(const Key& key, const FileStamp& file);
    void tell(const Key& key, const Outcome<Measurement>& outcome);
    void keep(const FileStamp& file, const Measurement& heard);

    Store& store_;
    RecordingsPort& recordings_;
    Clock& clock_;
    std::map<Key, std::vector<Reply<Measurement>>> waiting_;
};

}  // namespace understudy
