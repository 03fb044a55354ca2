#include "audio/decoder.hpp"

extern "C" {
#include <libavutil/mem.h>
}

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "audio/media_input.hpp"

namespace understudy {
namespace {

// Joined files carry the later ones' headers and tags in their middle, as packets that hold no sound.
bool is_tag(const AVPacket& packet) {
    const std::string_view bytes(reinterpret_cast<const char*>(packet.data),
                                 static_cast<std::size_t>(packet.size));
    constexpr std::array<std::string_view, 5> beginnings = {"OpusHead", "OpusTags", "ID3", "TAG", "APETAGEX"};
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto b) { return bytes.starts_with(b); });
}

}  // namespace

std::unique_ptr<Decoder> Decoder::open(const AVStream& stream) {
    const AVCodecParameters& parameters = *stream.codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    if (codec == nullptr) return nullptr;
    std::unique_ptr<Decoder> decoder(new Decoder);
    decoder->context_.reset(avcodec_alloc_context3(codec));
    AVCodecContext* context = decoder->context_.get();
    if (context == nullptr || !decoder->frame_ || avcodec_parameters_to_context(context, &parameters) < 0)
        return nullptr;
    context->thread_count = 1;  // one process a file is concurrency enough
    context->pkt_timebase = stream.time_base;
    context->codec_whitelist = av_strdup(allowed_decoders());
    if (avcodec_open2(context, codec, nullptr) < 0) return nullptr;
    return decoder;
}

SampleSource Decoder::source() const {
    const AVCodecDescriptor* codec = avcodec_descriptor_get(context_->codec_id);
    const int kinds = codec == nullptr ? 0 : codec->props & (AV_CODEC_PROP_LOSSLESS | AV_CODEC_PROP_LOSSY);
    const int declared = context_->bits_per_raw_sample;
    return {kinds == AV_CODEC_PROP_LOSSLESS,
            std::max(0, declared > 0 ? declared : av_get_exact_bits_per_sample(context_->codec_id))};
}

void Decoder::damaged() {
    if (heard_anything_) ++errors_since_sound_;
}

void Decoder::decode(const AVPacket* packet, const FrameListener& listener) {
    if (packet != nullptr && packet->size > 0 && is_tag(*packet)) return;
    int sent = avcodec_send_packet(context_.get(), packet);
    if (sent == AVERROR(EAGAIN)) {
        receive(listener);
        sent = avcodec_send_packet(context_.get(), packet);
    }
    if (sent < 0 && sent != AVERROR_EOF) damaged();
    if (sent >= 0 && packet != nullptr) pending_bytes_ += static_cast<std::uint64_t>(packet->size);
    receive(listener);
}

void Decoder::receive(const FrameListener& listener) {
    int received = 0;
    while ((received = avcodec_receive_frame(context_.get(), frame_.get())) >= 0) {
        const bool lossy = frame_->decode_error_flags != 0 || (frame_->flags & AV_FRAME_FLAG_CORRUPT) != 0;
        if (lossy) damaged();
        // Sound after damage: the damage was in the middle.
        errors_ += errors_since_sound_;
        errors_since_sound_ = 0;
        heard_anything_ = true;
        sound_bytes_ += std::exchange(pending_bytes_, 0);
        listener(*frame_);
        av_frame_unref(frame_.get());
    }
    if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) return;
    damaged();
    pending_bytes_ = 0;
}

}  // namespace understudy
