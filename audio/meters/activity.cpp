#include "audio/meters/activity.hpp"

#include <algorithm>
#include <cmath>

namespace understudy {
namespace {

constexpr double silent_dbfs = -60;

struct Spread {
    double sum = 0, squares = 0, count = 0;
    void add(double value) {
        sum += value;
        squares += value * value;
        ++count;
    }
    [[nodiscard]] double deviation() const {
        if (count < 1) return 0;
        const double mean = sum / count;
        return std::sqrt(std::max(0.0, squares / count - mean * mean));
    }
};

// ITU-T P.56, method B: the level whose margin over the threshold is the recommendation's.
struct ActiveSpeech {
    double level_dbfs = silence_dbfs;
    std::int64_t frames = 0;
};
ActiveSpeech active_speech(const LevelCounts& held) {
    constexpr double margin_db = 15.9;
    for (std::size_t step = 0; step < LevelCounts::steps; ++step) {
        const double threshold = LevelCounts::level_of(step);
        const std::int64_t frames = held.count_from(threshold);
        if (frames == 0) return {};
        const double level = power_db(held.energy() / static_cast<double>(frames));
        if (level - threshold <= margin_db) return {level, frames};
    }
    return {};
}

}  // namespace

bool is_speech_like(std::span<const Frame> frames) {
    constexpr double least_level_db = 4, least_crossings_hz = 250, soft_db = 40, audible_db = 25;
    double loudest = silence_dbfs;
    for (const Frame& f : frames) loudest = std::max(loudest, f.level_dbfs);
    if (loudest < silent_dbfs) return false;
    Spread level, crossings;
    for (const Frame& f : frames) {
        level.add(std::max(f.level_dbfs, loudest - soft_db));
        if (f.level_dbfs > loudest - audible_db) crossings.add(f.crossings_hz);
    }
    return level.deviation() >= least_level_db && crossings.deviation() >= least_crossings_hz;
}

void ActivityMeter::hear(std::span<const float> samples) {
    const auto length = static_cast<std::size_t>(std::max(2, sample_rate_ / frames_a_second));
    for (; samples.size() >= length; samples = samples.subspan(length))
        hear(frame_of(samples.first(length), sample_rate_));
}

void ActivityMeter::hear(const Frame& frame) {
    ++heard_;
    const std::size_t step = LevelCounts::step_of(frame.level_dbfs);
    last_at_[step] = heard_;
    if (first_at_[step] == 0) first_at_[step] = heard_;
    all_.add(frame.level_dbfs, frame.power);
    frames_.push_back(frame);
    if (frames_.size() < done_ + window + held) return;
    classify(done_, window);
    const std::size_t dropped = done_ + window - held;
    frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(dropped));
    done_ = held;
}

void ActivityMeter::classify(std::size_t first, std::size_t count) {
    const bool speech_like = is_speech_like(std::span(frames_).subspan(first, count));
    for (std::size_t i = first; i < first + count; ++i) {
        const std::size_t from = i - std::min(i, held), to = std::min(frames_.size(), i + held + 1);
        double level = silence_dbfs;
        for (std::size_t k = from; k < to; ++k) level = std::max(level, frames_[k].level_dbfs);
        all_held_.add(level, frames_[i].power);
        if (speech_like) speech_like_held_.add(level, frames_[i].power);
    }
}

// The first frame, from 1, that is at least so loud; 0 when there is none.
std::int64_t ActivityMeter::first_from(double level_dbfs) const {
    std::int64_t first = 0;
    for (std::size_t step = LevelCounts::step_of(level_dbfs); step < LevelCounts::steps; ++step)
        if (first_at_[step] > 0 && (first == 0 || first_at_[step] < first)) first = first_at_[step];
    return first;
}

std::int64_t ActivityMeter::last_from(double level_dbfs) const {
    const auto step = static_cast<std::ptrdiff_t>(LevelCounts::step_of(level_dbfs));
    return *std::max_element(last_at_.begin() + step, last_at_.end());
}

double ActivityMeter::silence_threshold(const Activity& activity) const {
    constexpr double above_floor_db = 6, under_speech_db = 20;
    if (!activity.speech_dbfs || !activity.noise_floor_dbfs) return silent_dbfs;
    const double room = *activity.noise_floor_dbfs + above_floor_db;
    const double most = *activity.speech_dbfs - under_speech_db;
    return room <= most ? std::max(std::min(silent_dbfs, most), room) : std::min(silent_dbfs, most);
}

Activity ActivityMeter::finish() {
    if (frames_.size() > done_) classify(done_, frames_.size() - done_);
    frames_.clear();
    Activity a;
    a.noise_floor_dbfs = all_.percentile(0.05);
    const ActiveSpeech speech = active_speech(speech_like_held_);
    if (speech.frames > 0) {
        a.speech_dbfs = speech.level_dbfs;
        a.speech_us = speech.frames * frame_us;
        if (a.noise_floor_dbfs)
            a.snr_db =
                std::max(0.0, power_db(std::pow(10.0, (speech.level_dbfs - *a.noise_floor_dbfs) / 10) - 1));
    }
    const double silence = silence_threshold(a);
    a.silence_us = (heard_ - all_held_.count_from(silence)) * frame_us;
    const std::int64_t first = first_from(silence);
    a.leading_silence_us = (first == 0 ? heard_ : first - 1) * frame_us;
    a.trailing_silence_us = (heard_ - last_from(silence)) * frame_us;
    return a;
}

}  // namespace understudy
