// Packets in, frames of samples out, damage counted.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <cstdint>
#include <functional>
#include <memory>

#include "audio/ear.hpp"

namespace understudy {

/// Whoever wants to hear the samples.
using FrameListener = std::function<void(const AVFrame&)>;

class Decoder {
  public:
    /// A null pointer when there is no decoder for it among those that are allowed.
    [[nodiscard]] static std::unique_ptr<Decoder> open(const AVStream& stream);

    /// Decodes one packet, or with a null pointer what the decoder still holds back.
    void decode(const AVPacket* packet, const FrameListener& listener);

    [[nodiscard]] SampleSource source() const;
    /// Of the packets that sound came of.
    [[nodiscard]] std::uint64_t sound_bytes() const { return sound_bytes_; }

    /// Packets that could not be decoded, or only with losses. Leading ones are not counted, because a file
    /// may begin in the middle of a stream; nor is a last one, which tags behind the sound look like.
    [[nodiscard]] std::int64_t errors() const { return errors_; }

  private:
    Decoder() = default;
    struct FreeContext {
        void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    };
    struct FreeFrame {
        void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    };
    void receive(const FrameListener& listener);
    void damaged();

    std::unique_ptr<AVCodecContext, FreeContext> context_;
    std::unique_ptr<AVFrame, FreeFrame> frame_{av_frame_alloc()};
    std::int64_t errors_ = 0, errors_since_sound_ = 0;
    std::uint64_t sound_bytes_ = 0, pending_bytes_ = 0;
    bool heard_anything_ = false;
};

}  // namespace understudy
