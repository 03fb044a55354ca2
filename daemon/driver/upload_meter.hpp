// How fast recordings are sent, as measured: for saying how long the next ones will take.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace understudy {

/// Bytes of whole recordings over the time in which at least one was on its way. Older ones count for less.
class UploadMeter {
  public:
    void begins(Duration steady) {
        if (under_way_++ == 0) busy_since_ = steady;
    }
    /// `bytes`: that arrived, 0 when they were in vain.
    void ends(Duration steady, std::uint64_t bytes) {
        busy_ += steady - busy_since_;
        busy_since_ = steady;
        bytes_ += static_cast<double>(bytes);
        under_way_ -= 1;
        constexpr Duration remembered = std::chrono::minutes{20};
        if (busy_ > remembered) busy_ /= 2, bytes_ /= 2;
    }
    /// Bytes a second; nullopt before a second's worth was seen.
    [[nodiscard]] std::optional<double> rate() const {
        if (busy_ < seconds{1} || bytes_ <= 0) return std::nullopt;
        return bytes_ / std::chrono::duration<double>(busy_).count();
    }

  private:
    int under_way_ = 0;
    Duration busy_since_{}, busy_{};
    double bytes_ = 0;
};

}  // namespace understudy
