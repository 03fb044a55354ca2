// How a recording sounds, in the words of a sound engineer. One cause is said once: what is silent is not
// also quiet, what is clipped does not also peak too high.
#include <algorithm>

#include "core/judge.hpp"

namespace understudy {
namespace {

// Nothing but the noise of a converter: no threshold that anybody would want to turn.
constexpr double silent_below_dbfs = -60;
// Tech 3342: the loudness range of less than a minute says little.
constexpr std::int64_t range_needs_us = 60'000'000;

std::string percent(double share) {
    return figure(share * 100, share < 0.01 ? 2 : share < 0.1 ? 1 : 0) + " %";
}
std::string seconds_of(std::int64_t us) { return figure(static_cast<double>(us) / 1e6) + " s"; }
std::string times(std::int64_t count) { return std::to_string(count) + (count == 1 ? " place" : " places"); }

class SoundJudge {
  public:
    SoundJudge(std::vector<Finding>& findings, const Measurement& heard, std::string_view path,
               const Thresholds& thresholds)
        : findings_(findings),
          heard_(heard),
          sound_(heard.sound),
          path_(path),
          name_(shown_name(path)),
          limits_(thresholds) {}

    void judge() {
        judge_bandwidth();
        if (heard_.meters == 0) return;  // measured by an Understudy that did not listen
        if (sound_.digest.empty())
            return warn("not_heard",
                        "has " + std::to_string(heard_.channels) + " channels at " +
                            std::to_string(heard_.sample_rate) +
                            " Hz, which is beyond what is measured: how it sounds is not known",
                        "listen to it, or convert it to 48 kHz");
        if (is_silent())
            return warn("silent", "is silent", "take it out, or find what should have been on it");
        judge_clipping();
        judge_loudness();
        judge_noise();
        judge_speech();
        judge_edges();
        judge_channels();
        judge_faults();
    }

  private:
    [[nodiscard]] bool is_silent() const {
        return !sound_.sample_peak_dbfs || *sound_.sample_peak_dbfs < silent_below_dbfs;
    }

    void judge_bandwidth() {
        const int highest = heard_.sample_rate / 2;
        const int ends_at = sound_.bandwidth_hz > 0 && (sound_.bandwidth_hz < highest || highest == 0)
                                ? sound_.bandwidth_hz
                                : highest;
        if (ends_at <= 0 || ends_at >= limits_.min_bandwidth_hz) return;
        warn("low_bandwidth",
             "sounds like a telephone: nothing is heard above " + figure(ends_at / 1000.0) + " kHz",
             "the voice will sound so, too: use a recording of at least 16 kHz if there is one");
    }

    void judge_clipping() {
        const double minutes = std::max(1.0, static_cast<double>(heard_.duration_us) / 60e6);
        const double a_minute = static_cast<double>(sound_.clipped_runs) / minutes;
        if (a_minute > limits_.max_clipped_runs_per_minute)
            return warn("clipped",
                        "is clipped in " + times(sound_.clipped_runs) + " (" +
                            std::to_string(sound_.clipped_samples) + " samples at full scale)",
                        "record it again with peaks around -6 dBFS; what was cut off cannot be brought back");
        const auto peak = sound_.true_peak_dbtp;
        if (peak && *peak > limits_.max_true_peak_dbtp)
            warn("true_peak",
                 "peaks at " + figure(*peak) + " dBTP, above " + figure(limits_.max_true_peak_dbtp) +
                     " dBTP: a lossy codec will overshoot",
                 "lower its gain by " + figure(*peak - limits_.max_true_peak_dbtp) + " dB, or limit it");
    }

    void judge_loudness() {
        const auto loudness = sound_.integrated_lufs;
        if (loudness && *loudness < limits_.quietest_lufs)
            warn("too_quiet",
                 "is quiet: " + figure(*loudness) + " LUFS, under " + figure(limits_.quietest_lufs),
                 "raise its gain by " + figure(-23 - *loudness, 0) +
                     " dB, if its noise allows it, or record nearer");
        if (loudness && *loudness > limits_.loudest_lufs)
            warn("too_loud", "is loud: " + figure(*loudness) + " LUFS, over " + figure(limits_.loudest_lufs),
                 "lower its gain towards -23 LUFS; where it was limited hard, use the take before the "
                 "limiter");
        const auto range = sound_.loudness_range_lu;
        if (range && *range > limits_.max_loudness_range_lu && heard_.duration_us >= range_needs_us)
            warn("loudness_range",
                 "has a loudness range of " + figure(*range) + " LU, over " +
                     figure(limits_.max_loudness_range_lu),
                 "leave shouts and whispers out, or even them out with the fader");
    }

    void judge_noise() {
        const auto floor = sound_.noise_floor_dbfs;
        const std::string at = floor ? " (noise floor " + figure(*floor) + " dBFS)" : "";
        if (sound_.snr_db && *sound_.snr_db < limits_.min_snr_db)
            return warn("low_snr",
                        "has speech only " + figure(*sound_.snr_db, 0) + " dB above its noise" + at + "; " +
                            figure(limits_.min_snr_db, 0) + " dB or more make a clean voice",
                        "go nearer to the microphone, or record in a quieter room");
        if (floor && *floor > limits_.max_noise_floor_dbfs)
            warn("noisy",
                 "has a noise floor of " + figure(*floor) + " dBFS, above " +
                     figure(limits_.max_noise_floor_dbfs),
                 "record in a quieter room: the voice will bring its noise along");
    }

    void judge_speech() {
        const auto whole = static_cast<double>(std::max<std::int64_t>(heard_.duration_us, 1));
        const double silence = static_cast<double>(sound_.silence_us) / whole;
        const double speech = static_cast<double>(sound_.speech_us) / whole;
        if (silence > limits_.max_silence_share)
            return warn("much_silence", "is silent for " + percent(silence) + " of its time",
                        "cut the pauses");
        if (speech < limits_.min_speech_share)
            warn("little_speech", "holds little speech: " + percent(speech) + " of its time",
                 "leave out music, effects and room tone");
    }

    void judge_edges() {
        const std::int64_t most = limits_.max_edge_silence.count();
        if (sound_.leading_silence_us > most)
            warn("leading_silence", "begins with " + seconds_of(sound_.leading_silence_us) + " of silence",
                 "trim it");
        if (sound_.trailing_silence_us > most)
            warn("trailing_silence", "ends with " + seconds_of(sound_.trailing_silence_us) + " of silence",
                 "trim it");
    }

    void judge_channels() {
        if (!sound_.dead_channels.empty()) {
            std::string which;
            for (const int channel : sound_.dead_channels)
                which += (which.empty() ? "" : ", ") + std::to_string(channel + 1);
            const bool one = sound_.dead_channels.size() == 1;
            warn("dead_channel", "has nothing on channel" + std::string(one ? " " : "s ") + which,
                 "keep the living channel alone, as mono");
        }
        if (sound_.duplicated_channels)
            warn("duplicated_channels",
                 "holds the same sound in all " + std::to_string(heard_.channels) + " channels",
                 "send it as mono: half the upload, nothing lost");
    }

    void judge_faults() {
        if (sound_.dc_offset > limits_.max_dc_offset)
            warn("dc_offset", "has a DC offset of " + percent(sound_.dc_offset) + " of full scale",
                 "high-pass it at 20 Hz, and look at the interface that adds it");
        if (sound_.dropouts > limits_.max_dropouts)
            warn("dropouts", "drops out in " + times(sound_.dropouts),
                 "copy it again; if the master has them too, record it with a larger buffer");
    }

    void warn(const char* reason, const std::string& what, std::string cure) {
        findings_.push_back(
            {FileVerdict::warn, reason, name_ + " " + what, std::move(cure), std::string(path_)});
    }

    std::vector<Finding>& findings_;
    const Measurement& heard_;
    const Sound& sound_;
    const std::string_view path_;
    const std::string name_;
    const Thresholds& limits_;
};

}  // namespace

void judge_sound(std::vector<Finding>& findings, const Measurement& heard, std::string_view path,
                 const Thresholds& thresholds) {
    SoundJudge(findings, heard, path, thresholds).judge();
}

}  // namespace understudy
