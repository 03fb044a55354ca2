// Measures recordings, each content once: what was heard before is taken from the store, what is being heard
// already is waited for, and what is heard now is kept.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "core/policy.hpp"
#include "core/store.hpp"

namespace understudy {

/// On the I/O thread. The ports and the policy outlive it; it outlives the calls that it makes. Only so many
/// as the policy's `parallel_measures` are heard at one time, first come, first served: whoever asks for a
/// few at a time gets its turn, and what is known already waits for nobody.
class Ears {
  public:
    Ears(Store& store, RecordingsPort& recordings, Clock& clock, const Policy& policy)
        : store_(store), recordings_(recordings), clock_(clock), policy_(policy) {}

    /// As RecordingsPort::measure(), with the curves, of what stands at the path now. A file that is still
    /// the one that was measured before, and was not touched since, is not read. A store that is away only
    /// costs the measuring.
    void measure(std::string path, FileIdentity file, Reply<Measurement> reply);

  private:
    using Key = std::pair<std::string, std::uint64_t>;  ///< path, and the size that it must have

    void recall(const Key& key, const FileStamp& file);
    void hear_next();
    void hear(const Key& key, const FileStamp& file);
    void tell(const Key& key, const Outcome<Measurement>& outcome);
    void keep(const FileStamp& file, const Measurement& heard);

    Store& store_;
    RecordingsPort& recordings_;
    Clock& clock_;
    const Policy& policy_;
    std::deque<std::pair<Key, FileStamp>> to_hear_;
    int hearing_ = 0;
    std::map<Key, std::vector<Reply<Measurement>>> waiting_;
};

}  // namespace understudy
