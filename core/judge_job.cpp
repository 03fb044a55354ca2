// All recordings of a job together: is it enough, and is it of one kind? A voice is learned best from one
// speaker in one room before one microphone.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/judge.hpp"
#include "core/preflight.hpp"

namespace understudy {
namespace {

/// A level of one recording, and whose it is.
struct Level {
    double value;
    const Recording* recording;
};

std::string khz(int sample_rate) {
    return figure(sample_rate / 1000.0, sample_rate % 1000 == 0 ? 0 : 1) + " kHz";
}

class JobJudge {
  public:
    JobJudge(Preflight& report, const std::vector<Recording>& recordings, const Thresholds& thresholds)
        : report_(report), limits_(thresholds) {
        for (std::size_t position = 0; position < recordings.size(); ++position) {
            const Recording& recording = recordings[position];
            whole_ = whole_ && recording.measurement.has_value();
            if (recording.measurement && worst(report.files[position].findings) != FileVerdict::block)
                hear(recording, position);
        }
    }

    void judge() {
        if (!whole_) return;
        judge_duration();
        judge_speech();
        judge_spread(loudness_, limits_.max_loudness_spread_lu, "loudness_spread", "loudness", "LUFS",
                     "bring them to one loudness: raise the quiet ones, lower the loud ones");
        judge_spread(noise_, limits_.max_noise_spread_db, "noise_spread", "noise floor", "dBFS",
                     "leave the noisy ones out if enough remain: the voice learns the room, too");
        judge_kinds(rates_, 1, "mixed_sample_rates", "sample rates",
                    "leave the lowest out if enough remain; raising a rate afterwards adds nothing");
        judge_kinds(channels_, 1, "mixed_channels", "numbers of channels", "send all of them as mono");
        judge_kinds(formats_, most_formats, "many_formats", "formats",
                    "convert from the masters once, best to FLAC: every lossy codec leaves its own traces");
    }

  private:
    static constexpr std::size_t most_formats = 2;

    void hear(const Recording& recording, std::size_t position) {
        const Measurement& heard = *recording.measurement;
        if (is_repeated(recording, position)) return;
        const Sound& sound = heard.sound;
        report_.duration_us += heard.duration_us;
        report_.speech_us += sound.speech_us;
        listened_ = listened_ && heard.meters > 0;
        if (sound.integrated_lufs) loudness_.push_back({*sound.integrated_lufs, &recording});
        if (sound.noise_floor_dbfs) noise_.push_back({*sound.noise_floor_dbfs, &recording});
        if (heard.sample_rate > 0) ++rates_[khz(heard.sample_rate)];
        if (heard.channels > 0)
            ++channels_[heard.channels == 1   ? "mono"
                        : heard.channels == 2 ? "stereo"
                                              : std::to_string(heard.channels) + " channels"];
        if (!heard.container.empty()) ++formats_[heard.container];
        int& lowest = report_.lowest_bandwidth_hz;
        if (sound.bandwidth_hz > 0)
            lowest = lowest == 0 ? sound.bandwidth_hz : std::min(lowest, sound.bandwidth_hz);
    }

    /// The same bytes, or the same decoded samples, as a recording before it.
    bool is_repeated(const Recording& recording, std::size_t position) {
        const Measurement& heard = *recording.measurement;
        const auto earlier = [&](const std::string& digest) -> const Recording* {
            if (digest.empty()) return nullptr;
            const auto [entry, is_new] = seen_.emplace(digest, &recording);
            return is_new ? nullptr : entry->second;
        };
        const Recording* same_bytes = earlier(heard.sha256);
        const Recording* same_sound = earlier(heard.sound.digest);
        const Recording* first = same_bytes != nullptr ? same_bytes : same_sound;
        if (first == nullptr) return false;
        const bool silent = heard.meters > 0 && !heard.sound.sample_peak_dbfs;  // all silence is alike
        if (!silent || same_bytes != nullptr)
            report_.files[position].findings.push_back(
                {FileVerdict::warn, "duplicate",
                 shown_name(recording.file.path) +
                     (same_bytes != nullptr ? " is a copy of " : " holds the same sound as ") +
                     shown_name(first->file.path),
                 "take one of them out: it adds nothing, and is not counted", recording.file.path});
        return !silent || same_bytes != nullptr;
    }

    void judge_duration() {
        const Duration heard{report_.duration_us};
        const std::string words = "the recordings last " + in_words(heard) + " in all; ";
        if (heard < limits_.min_duration)
            say(FileVerdict::block, "too_short",
                words + "the cloud needs at least " + in_words(limits_.min_duration), "add recordings");
        else if (heard < limits_.recommended_duration)
            say(FileVerdict::warn, "shorter_than_recommended",
                words + in_words(limits_.recommended_duration) + " make a better voice",
                "add recordings if there are more");
    }

    void judge_speech() {
        if (!listened_ || report_.duration_us == 0) return;
        const Duration heard{report_.duration_us}, speech{report_.speech_us};
        // What is too short as it is has been said already.
        const Duration wanted =
            heard < limits_.recommended_duration ? limits_.min_duration : limits_.recommended_duration;
        if (heard < limits_.min_duration || speech >= wanted) return;
        say(FileVerdict::warn, "little_speech_in_all",
            "of " + in_words(heard) + " only " + in_words(speech) + " are speech; " + in_words(wanted) +
                " are wanted",
            "add recordings, or look for those that hold music, effects or room tone");
    }

    /// The outermost tenths are left out where there are enough: one odd take is a matter of its own.
    void judge_spread(std::vector<Level>& levels, double most, const char* reason, const std::string& what,
                      const std::string& unit, std::string cure) {
        if (levels.size() < 2) return;
        std::sort(levels.begin(), levels.end(),
                  [](const Level& a, const Level& b) { return a.value < b.value; });
        const std::size_t cut = levels.size() / 10;
        const Level &low = levels[cut], &high = levels[levels.size() - 1 - cut];
        if (high.value - low.value <= most) return;
        say(FileVerdict::warn, reason,
            "the recordings differ in " + what + " by " + figure(high.value - low.value) + " dB: from " +
                figure(low.value) + " " + unit + " (" + shown_name(low.recording->file.path) + ") to " +
                figure(high.value) + " " + unit + " (" + shown_name(high.recording->file.path) + ")",
            std::move(cure));
    }

    void judge_kinds(const std::map<std::string, int>& kinds, std::size_t most, const char* reason,
                     const std::string& what, std::string cure) {
        if (kinds.size() <= most) return;
        std::string list;
        for (const auto& [kind, files] : kinds)
            list += (list.empty() ? "" : ", ") + kind + " (" + std::to_string(files) + ")";
        say(FileVerdict::warn, reason,
            "the recordings have " + std::to_string(kinds.size()) + " " + what + ": " + list,
            std::move(cure));
    }

    void say(FileVerdict verdict, const char* reason, std::string detail, std::string cure) {
        report_.findings.push_back({verdict, reason, std::move(detail), std::move(cure), ""});
    }

    Preflight& report_;
    const Thresholds& limits_;
    std::unordered_map<std::string, const Recording*> seen_;  ///< by digest; the two kinds differ in length
    std::vector<Level> loudness_, noise_;
    std::map<std::string, int> rates_, channels_, formats_;
    bool whole_ = true, listened_ = true;
};

}  // namespace

void judge_job(Preflight& report, const std::vector<Recording>& recordings, const Thresholds& thresholds) {
    JobJudge(report, recordings, thresholds).judge();
}

}  // namespace understudy
