// How fast something grows that is only ever counted.
#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace understudy {

class Rate {
  public:
    /// A second since the last look, or as it was seen then. 0 after ten seconds without a look: what was
    /// counted long ago says nothing of now.
    double look(std::uint64_t total, Duration steady) {
        constexpr Duration too_soon = seconds{1}, too_late = seconds{10};
        const Duration since = steady - last_look_;
        if (since < too_soon) return rate_;
        const double span = std::chrono::duration<double>(since).count();
        rate_ = since > too_late ? 0 : static_cast<double>(total - last_total_) / span;
        last_total_ = total;
        last_look_ = steady;
        return rate_;
    }

  private:
    std::uint64_t last_total_ = 0;
    Duration last_look_{};
    double rate_ = 0;
};

}  // namespace understudy
