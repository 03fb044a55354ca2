// Drop-outs: where sound was lost on its way to the disk.
//
// Two kinds. Zeros: 1 ms (and 16 samples) to half a second of nothing but zeros that begins and ends
// abruptly, with sound within a quarter of a millisecond on both sides. (A noise gate and a fade go to
// silence gently, a pause is not made of zeros.) Jumps: one step between neighbours of more than a quarter of
// full scale, and twelve times any other within sixteen samples: where a piece is missing the wave goes on
// elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

class DropoutMeter {
  public:
    /// May be called again when the format changes on the way; what was counted stays.
    void begin(const SoundFormat& format);
    void hear(const Block& block);
    /// Of the channel that has most of them: all channels are lost together.
    [[nodiscard]] std::int64_t dropouts() const;

    static constexpr std::size_t reach = 16;  // samples on either side of a jump that are looked at

  private:
    struct Channel {
        std::vector<float> past;  // the last samples, for the steps that still want a right side
        std::size_t zeros = 0;    // the run that is under way
        bool abrupt = false;      // sound stood right before it
        float recent = 0;         // the largest magnitude right before this block
        std::int64_t found = 0;
    };
    void hear_zeros(Channel& channel, std::span<const float> samples) const;
    [[nodiscard]] std::size_t continue_run(Channel& channel, std::span<const float> samples) const;
    void end_run(Channel& channel, std::span<const float> after) const;
    void hear_jumps(Channel& channel, std::span<const float> samples);
    std::size_t shortest_ = 0, longest_ = 0;
    std::size_t near_ = 1;
    std::vector<Channel> channels_;
    std::vector<float> joined_;
};

}  // namespace understudy
