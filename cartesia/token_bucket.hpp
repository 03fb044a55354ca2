// How fast bytes may leave, as a pure account: credit grows with time, and sending spends it. Sending is
// allowed while the balance is not negative and may overdraw it by one slice; the next has to wait until it
// is made good. A new rate counts from now on, also for what is already owed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/time.hpp"

namespace understudy::cartesia {

class TokenBucket {
  public:
    /// 0: no limit. `now` is steady time and never goes back.
    explicit TokenBucket(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}
    void set_rate(std::uint64_t bytes_per_second, Duration now);

    /// Zero: `bytes` are taken and may be sent. Else nothing is taken; ask again after that long.
    [[nodiscard]] Duration take(std::size_t bytes, Duration now);
    /// The most that should be sent at once, so that a slow limit is not a long silence: an eighth of a
    /// second's worth, between 512 bytes and 64 KiB; `available` where there is no limit.
    [[nodiscard]] std::size_t slice(std::size_t available) const;

  private:
    void earn(Duration now);

    std::uint64_t bytes_per_second_;
    double balance_ = 0;  ///< bytes
    Duration at_{};
};

}  // namespace understudy::cartesia
