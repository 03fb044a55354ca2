#include "audio/meters/sample_blocks.hpp"

extern "C" {
#include <libavutil/channel_layout.h>
}

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace understudy {
namespace {

// ITU-R BS.1770-4, table 3: what comes from the sides counts more. In 5.1 those are the "back" channels.
double weight_of(const AVChannelLayout& layout, AVChannel channel) {
    constexpr double surround = 1.41;
    const bool has_sides = av_channel_layout_index_from_channel(&layout, AV_CHAN_SIDE_LEFT) >= 0;
    switch (channel) {
        case AV_CHAN_LOW_FREQUENCY:
        case AV_CHAN_LOW_FREQUENCY_2:
            return 0;
        case AV_CHAN_SIDE_LEFT:
        case AV_CHAN_SIDE_RIGHT:
            return surround;
        case AV_CHAN_BACK_LEFT:
        case AV_CHAN_BACK_RIGHT:
            return has_sides ? 1 : surround;
        default:
            return 1;
    }
}

std::vector<double> weights_of(const AVChannelLayout& named) {
    AVChannelLayout layout{};
    if (named.order == AV_CHANNEL_ORDER_UNSPEC) {
        av_channel_layout_default(&layout, named.nb_channels);
    } else {
        av_channel_layout_copy(&layout, &named);
    }
    std::vector<double> weights;
    for (unsigned c = 0; c < static_cast<unsigned>(named.nb_channels); ++c)
        weights.push_back(weight_of(layout, av_channel_layout_channel_from_index(&layout, c)));
    av_channel_layout_uninit(&layout);
    return weights;
}

// One channel's samples: where they begin and how far apart they are.
template <class Sample>
struct Strided {
    const Sample* first;
    std::size_t step;
};

template <class Sample>
Strided<Sample> channel_in(const AVFrame& frame, std::size_t c, std::size_t from) {
    const auto channels = static_cast<std::size_t>(frame.ch_layout.nb_channels);
    if (av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0)
        return {reinterpret_cast<const Sample*>(frame.extended_data[c]) + from, 1};
    return {reinterpret_cast<const Sample*>(frame.extended_data[0]) + from * channels + c, channels};
}

// Integers to ±1, exactly up to 24 bits. The bits in use are collected on the way.
template <class Sample>
void convert_integers(Strided<Sample> from, std::size_t count, float* to, std::uint32_t& bits) {
    constexpr bool is_unsigned = std::numeric_limits<Sample>::min() == 0;
    constexpr std::int32_t middle = is_unsigned ? 128 : 0;
    constexpr int width = std::numeric_limits<std::make_unsigned_t<Sample>>::digits;
    constexpr float scale = 1.0F / static_cast<float>(std::uint32_t{1} << (width - 1));
    std::uint32_t seen = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t value = std::int32_t{from.first[i * from.step]} - middle;
        seen |= static_cast<std::uint32_t>(value);
        to[i] = static_cast<float>(value) * scale;
    }
    bits |= seen << (32 - width);
}

template <class Sample>
void convert_reals(Strided<Sample> from, std::size_t count, float* to) {
    constexpr Sample most = 1'000'000;  // +120 dBFS
    for (std::size_t i = 0; i < count; ++i) {
        const Sample value = from.first[i * from.step];
        to[i] = std::fabs(value) <= most ? static_cast<float>(value) : 0.0F;
    }
}

struct Piece {
    const AVFrame& frame;
    std::size_t channel, from, count;
};

void convert(const Piece& p, float* to, std::uint32_t& bits) {
    switch (av_get_packed_sample_fmt(static_cast<AVSampleFormat>(p.frame.format))) {
        case AV_SAMPLE_FMT_U8:
            return convert_integers(channel_in<std::uint8_t>(p.frame, p.channel, p.from), p.count, to, bits);
        case AV_SAMPLE_FMT_S16:
            return convert_integers(channel_in<std::int16_t>(p.frame, p.channel, p.from), p.count, to, bits);
        case AV_SAMPLE_FMT_S32:
            return convert_integers(channel_in<std::int32_t>(p.frame, p.channel, p.from), p.count, to, bits);
        case AV_SAMPLE_FMT_FLT:
            return convert_reals(channel_in<float>(p.frame, p.channel, p.from), p.count, to);
        case AV_SAMPLE_FMT_DBL:
            return convert_reals(channel_in<double>(p.frame, p.channel, p.from), p.count, to);
        default:
            std::fill_n(to, p.count, 0.0F);
    }
}

}  // namespace

SoundFormat format_of(const AVFrame& frame, bool lossless) {
    SoundFormat format;
    format.sample_rate = frame.sample_rate;
    format.channels = frame.ch_layout.nb_channels;
    format.loudness_weights = weights_of(frame.ch_layout);
    const auto packed = av_get_packed_sample_fmt(static_cast<AVSampleFormat>(frame.format));
    const bool integers =
        packed == AV_SAMPLE_FMT_U8 || packed == AV_SAMPLE_FMT_S16 || packed == AV_SAMPLE_FMT_S32;
    format.exact = lossless && integers;
    // Of 24 bits padded to 32 the highest value is that of 24; of floats, and of lossy codecs, it is 1.
    if (packed == AV_SAMPLE_FMT_U8) format.full_scale = 127.0F / 128;
    if (packed == AV_SAMPLE_FMT_S16) format.full_scale = 32'767.0F / 32'768;
    if (packed == AV_SAMPLE_FMT_S32) format.full_scale = 8'388'607.0F / 8'388'608;
    return format;
}

void SampleBlocks::begin(const SoundFormat& format) {
    whole_ = block_samples(format.sample_rate);
    channels_.assign(static_cast<std::size_t>(format.channels), std::vector<float>(whole_));
    pointers_.clear();
    for (const auto& channel : channels_) pointers_.push_back(channel.data());
    filled_ = 0;
}

void SampleBlocks::hear(const AVFrame& frame, const Listener& listener) {
    const auto samples = static_cast<std::size_t>(frame.nb_samples);
    for (std::size_t from = 0; from < samples;) {
        const std::size_t count = std::min(samples - from, whole_ - filled_);
        for (std::size_t c = 0; c < channels_.size(); ++c)
            convert({frame, c, from, count}, channels_[c].data() + filled_, bits_);
        from += count;
        filled_ += count;
        if (filled_ == whole_) flush(listener);
    }
}

void SampleBlocks::flush(const Listener& listener) {
    if (filled_ > 0) listener({pointers_, filled_});
    filled_ = 0;
}

int SampleBlocks::bits_in_use() const { return bits_ == 0 ? 0 : 32 - std::countr_zero(bits_); }

}  // namespace understudy
