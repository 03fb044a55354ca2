// A digest of the decoded sound: XXH3-128 of each channel's samples as 32-bit floats, put together with the
// rate and the number of channels. The container, its tags, the size of its packets and zero bits at the
// samples' end make no difference; a lossy codec does.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

class SampleDigest {
  public:
    SampleDigest();
    SampleDigest(const SampleDigest&) = delete;
    SampleDigest& operator=(const SampleDigest&) = delete;
    ~SampleDigest();

    void begin(const SoundFormat& format);
    void hear(const Block& block);
    /// 32 hex digits, once, at the end; "" when nothing was heard.
    [[nodiscard]] std::string finish();

  private:
    struct States;
    void end_stretch();
    std::unique_ptr<States> states_;
    SoundFormat format_;
    bool heard_ = false;
};

}  // namespace understudy
