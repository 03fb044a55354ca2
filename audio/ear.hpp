// All meters together: hears a decoder's frames and says how the recording sounds.
#pragma once

extern "C" {
#include <libavutil/frame.h>
}

#include <memory>

#include "core/sound.hpp"

namespace understudy {

/// What the decoder says of its source, beside the samples.
struct SampleSource {
    bool lossless = false;
    int bits = 0;  ///< of the source's samples, as declared; 0: not known
};

/// Takes a few megabytes at most, however long the recording is. Sound of more than 32 channels or 768 kHz is
/// not measured: no microphone makes it.
class Ear {
  public:
    explicit Ear(SampleSource source);
    Ear(const Ear&) = delete;
    Ear& operator=(const Ear&) = delete;
    ~Ear();

    void hear(const AVFrame& frame);
    /// At the end, once.
    [[nodiscard]] Sound finish();

  private:
    struct Meters;
    std::unique_ptr<Meters> meters_;
};

}  // namespace understudy
