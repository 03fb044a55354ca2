// Channels that carry nothing while others do, and channels that all carry the same.
#pragma once

#include <cstdint>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

class ChannelMeter {
  public:
    /// When the number of channels changes on the way, what was heard before counts no more.
    void begin(const SoundFormat& format);
    void hear(const Block& block);

    /// Under -70 dBFS in the mean, and 50 dB under the loudest channel. The channel of the low effects, which
    /// is silent by its nature, is none of them.
    [[nodiscard]] std::vector<int> dead() const;
    /// Two channels or more, and the others' difference from the first is 60 dB under it: a voice that was
    /// recorded once and stored twice, also after a lossy codec.
    [[nodiscard]] bool duplicated() const;

  private:
    std::vector<double> energy_, difference_;
    std::vector<bool> optional_;
    std::int64_t samples_ = 0;
};

}  // namespace understudy
