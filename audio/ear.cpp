#include "audio/ear.hpp"

#include <algorithm>
#include <optional>

#include "audio/meters/activity.hpp"
#include "audio/meters/bandwidth.hpp"
#include "audio/meters/channel_faults.hpp"
#include "audio/meters/clipping.hpp"
#include "audio/meters/curves.hpp"
#include "audio/meters/dropouts.hpp"
#include "audio/meters/levels.hpp"
#include "audio/meters/loudness.hpp"
#include "audio/meters/sample_blocks.hpp"
#include "audio/meters/sample_digest.hpp"
#include "audio/meters/true_peak.hpp"

namespace understudy {
namespace {

constexpr int most_channels = 32, lowest_rate = 1'000, highest_rate = 768'000;

bool is_measurable(const SoundFormat& format) {
    return format.channels > 0 && format.channels <= most_channels && format.sample_rate >= lowest_rate &&
           format.sample_rate <= highest_rate;
}

std::optional<double> level(float magnitude) {
    if (magnitude <= 0) return std::nullopt;
    return amplitude_db(static_cast<double>(magnitude));
}

// What of a frame decides its format.
struct Shape {
    int rate = 0, channels = 0, samples = AV_SAMPLE_FMT_NONE;
    [[nodiscard]] bool fits(const AVFrame& frame) const {
        return frame.sample_rate == rate && frame.ch_layout.nb_channels == channels &&
               frame.format == samples;
    }
    void take(const AVFrame& frame) {
        rate = frame.sample_rate;
        channels = frame.ch_layout.nb_channels;
        samples = frame.format;
    }
    [[nodiscard]] bool are_reals() const {
        const auto packed = av_get_packed_sample_fmt(static_cast<AVSampleFormat>(samples));
        return packed == AV_SAMPLE_FMT_FLT || packed == AV_SAMPLE_FMT_DBL;
    }
};

}  // namespace

struct Ear::Meters {
    explicit Meters(SampleSource s) : source(s) {}
    void begin(const SoundFormat& next);
    void end_stretch();
    void hear(const Block& block);
    void levels_into(Sound& sound);
    void faults_into(Sound& sound) const;
    void plots_into(Sound& sound);

    const SampleSource source;
    std::optional<SoundFormat> format;  // of the stretch that is under way
    Shape shape;
    SampleBlocks blocks;
    LoudnessMeter loudness;
    TruePeakMeter true_peak;
    LevelMeter level;
    ClippingMeter clipping;
    ChannelMeter channels;
    DropoutMeter dropouts;
    ActivityMeter activity;
    BandwidthMeter bandwidth;
    SampleDigest digest;
    bool heard_anything = false;
    CurveMeter curves;
};

void Ear::Meters::end_stretch() {
    if (!format) return;
    blocks.flush([this](const Block& block) { hear(block); });
    true_peak.finish();
    format.reset();
}

void Ear::Meters::begin(const SoundFormat& next) {
    end_stretch();
    if (!is_measurable(next)) return;
    format = next;
    heard_anything = true;
    blocks.begin(next);
    loudness.begin(next);
    true_peak.begin(next);
    level.begin(next);
    clipping.begin(next);
    channels.begin(next);
    dropouts.begin(next);
    activity.begin(next);
    bandwidth.begin(next);
    digest.begin(next);
}

void Ear::Meters::hear(const Block& block) {
    const BlockLevels levels = level.hear(block);
    true_peak.hear(block);
    clipping.hear(block, levels.peak);
    channels.hear(block);
    dropouts.hear(block);
    activity.hear(block.channel(levels.loudest));
    bandwidth.hear(block.channel(levels.loudest), power_db(levels.power));
    digest.hear(block);
    curves.hear(loudness.hear(block), levels.peak, levels.power);
}

void Ear::Meters::levels_into(Sound& sound) {
    sound.integrated_lufs = loudness.integrated_lufs();
    sound.loudness_range_lu = loudness.range_lu();
    sound.true_peak_dbtp = understudy::level(true_peak.peak());
    sound.sample_peak_dbfs = understudy::level(level.peak());
    sound.dc_offset = std::min(1.0, level.dc_offset());
    const Activity a = activity.finish();
    sound.noise_floor_dbfs = a.noise_floor_dbfs;
    sound.snr_db = a.snr_db;
    sound.speech_us = a.speech_us;
    sound.silence_us = a.silence_us;
    sound.leading_silence_us = a.leading_silence_us;
    sound.trailing_silence_us = a.trailing_silence_us;
}

void Ear::Meters::faults_into(Sound& sound) const {
    sound.bit_depth = source.lossless ? source.bits : 0;
    sound.floating_point = source.lossless && shape.are_reals();
    sound.effective_bits = std::min(sound.bit_depth, blocks.bits_in_use());
    const Runs clipped = clipping.clipped();
    sound.clipped_samples = clipped.samples;
    sound.clipped_runs = clipped.runs;
    sound.bandwidth_hz = bandwidth.bandwidth_hz();
    sound.dead_channels = channels.dead();
    sound.duplicated_channels = channels.duplicated();
    sound.dropouts = dropouts.dropouts();
}

void Ear::Meters::plots_into(Sound& sound) {
    curves.finish();
    sound.curve_step_us = curves.step_us();
    sound.loudness_lufs = curves.loudness_lufs();
    sound.peak_dbfs = curves.peak_dbfs();
    if (!sound.loudness_lufs.empty()) sound.histogram = curves.histogram();
    if (heard_anything) sound.digest = digest.finish();
}

Ear::Ear(SampleSource source) : meters_(std::make_unique<Meters>(source)) {}
Ear::~Ear() = default;

void Ear::hear(const AVFrame& frame) {
    if (frame.nb_samples <= 0 || frame.sample_rate <= 0 || frame.ch_layout.nb_channels <= 0) return;
    Meters& m = *meters_;
    if (!m.shape.fits(frame)) {
        m.shape.take(frame);
        m.begin(format_of(frame, m.source.lossless));
    }
    if (!m.format) return;
    m.blocks.hear(frame, [&m](const Block& block) { m.hear(block); });
}

Sound Ear::finish() {
    meters_->end_stretch();
    Sound sound;
    meters_->levels_into(sound);
    meters_->faults_into(sound);
    meters_->plots_into(sound);
    return sound;
}

}  // namespace understudy
