// Recordings of a job that this daemon has sent to the cloud before, for another one: a dataset that may be
// reused. Known from the store alone; what became of the dataset since, the cloud is not asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store.hpp"

namespace understudy {

struct Reuse {
    std::string dataset_id;
    std::string job_id;       ///< whose dataset it is; the newest of them
    std::size_t wanted = 0;   ///< the recordings of the job that asks, each content once
    std::size_t held = 0;     ///< of those, sent to the dataset
    std::size_t further = 0;  ///< sent to it, and none of them
    bool operator==(const Reuse&) const = default;
};

/// The port to what was sent, by content. Production: storage/, which is the Store, too. Like a store's.
class ReusableDatasets {
  public:
    virtual ~ReusableDatasets() = default;

    /// The datasets of other jobs that hold recordings of this one, by SHA-256, those that hold most of them
    /// and fewest others first; ten at most.
    virtual void datasets_holding(std::string job_id, StoreReply<std::vector<Reuse>> reply) = 0;
};

/// May a job still be submitted on another dataset in its stead: a draft whose recordings are all measured?
[[nodiscard]] bool may_reuse(const Job& job);

/// "dataset_1 holds 198 of these 200 recordings already, …".
[[nodiscard]] std::string in_words(const Reuse& reuse);
/// The commands that reuse it, and send only what is missing.
[[nodiscard]] std::string cure_of(const Reuse& reuse);

}  // namespace understudy
