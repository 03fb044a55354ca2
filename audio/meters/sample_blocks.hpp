// From a decoder's frames, of any sample format and length, to planar blocks of a tenth of a second.
#pragma once

extern "C" {
#include <libavutil/frame.h>
}

#include <cstdint>
#include <functional>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

/// What the frame's samples are made of. `lossless`: the codec gives what it was given.
[[nodiscard]] SoundFormat format_of(const AVFrame& frame, bool lossless);

class SampleBlocks {
  public:
    using Listener = std::function<void(const Block&)>;

    /// What was gathered must have been flushed before.
    void begin(const SoundFormat& format);
    /// Values that are no numbers count as zero.
    void hear(const AVFrame& frame, const Listener& listener);
    /// Hands over a last block that is not whole.
    void flush(const Listener& listener);

    /// The bits of integer samples that were ever set, from the highest: 16 of 24 where eight were padded. 0:
    /// no integers, or silence.
    [[nodiscard]] int bits_in_use() const;

  private:
    std::vector<std::vector<float>> channels_;
    std::vector<const float*> pointers_;
    std::size_t filled_ = 0, whole_ = 0;
    std::uint32_t bits_ = 0;  // all integer samples, left-aligned, or-ed
};

}  // namespace understudy
