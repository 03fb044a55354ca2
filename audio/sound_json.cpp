#include "audio/sound_json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "audio/json_members.hpp"

namespace understudy {
namespace {

using nlohmann::json;

constexpr double lowest_db = -200, highest_db = 200;
constexpr std::size_t most_points = 240, histogram_bins = 101, most_dead = 64;
constexpr std::int64_t most_channel_index = 1'000;

double hundredths(double value) {
    return std::round(value * 100) / 100 + 0.0;  // no -0
}

json level(const std::optional<double>& db) {
    return db && std::isfinite(*db) ? json(hundredths(*db)) : json(nullptr);
}

json curve(const std::vector<float>& points) {
    json list = json::array();
    for (const float point : points) list.push_back(hundredths(static_cast<double>(point)));
    return list;
}

std::optional<double> level_of(const json& object, const char* key) {
    return real_of(object, key, lowest_db, highest_db);
}

// Its elements, as long as there are no more than that many of them.
const json* list_of(const json& object, const char* key, std::size_t most) {
    const auto found = object.find(key);
    return found != object.end() && found->is_array() && found->size() <= most ? &*found : nullptr;
}

std::vector<float> curve_of(const json& object, const char* key) {
    std::vector<float> points;
    const json* list = list_of(object, key, most_points);
    if (list == nullptr) return points;
    for (const json& point : *list) {
        if (!point.is_number() || !std::isfinite(point.get<double>())) return {};
        points.push_back(static_cast<float>(std::clamp(point.get<double>(), lowest_db, highest_db)));
    }
    return points;
}

std::vector<std::uint32_t> histogram_of(const json& object) {
    std::vector<std::uint32_t> counts;
    const json* list = list_of(object, "histogram", histogram_bins);
    if (list == nullptr || list->size() != histogram_bins) return counts;
    for (const json& count : *list) {
        if (!count.is_number_unsigned()) return {};
        counts.push_back(
            static_cast<std::uint32_t>(std::min<std::uint64_t>(count.get<std::uint64_t>(), UINT32_MAX)));
    }
    return counts;
}

std::vector<int> channels_of(const json& object) {
    std::vector<int> channels;
    const json* list = list_of(object, "dead_channels", most_dead);
    if (list == nullptr) return channels;
    for (const json& channel : *list) {
        const auto index = channel.is_number_integer() ? channel.get<std::int64_t>() : -1;
        if (index < 0 || index >= most_channel_index) return {};
        channels.push_back(static_cast<int>(index));
    }
    return channels;
}

void read_plots(const json& object, Sound& s) {
    s.curve_step_us = number_of(object, "curve_step_us", century_us);
    s.loudness_lufs = curve_of(object, "loudness_lufs");
    s.peak_dbfs = curve_of(object, "peak_dbfs");
    if (s.loudness_lufs.size() != s.peak_dbfs.size() || s.curve_step_us == 0) {
        s.curve_step_us = 0;
        s.loudness_lufs.clear();
        s.peak_dbfs.clear();
    }
    s.histogram = histogram_of(object);
}

}  // namespace

json sound_to_json(const Sound& s) {
    return {{"bit_depth", s.bit_depth},
            {"effective_bits", s.effective_bits},
            {"floating_point", s.floating_point},
            {"integrated_lufs", level(s.integrated_lufs)},
            {"loudness_range_lu", level(s.loudness_range_lu)},
            {"true_peak_dbtp", level(s.true_peak_dbtp)},
            {"sample_peak_dbfs", level(s.sample_peak_dbfs)},
            {"clipped_samples", s.clipped_samples},
            {"clipped_runs", s.clipped_runs},
            {"dc_offset", s.dc_offset},
            {"noise_floor_dbfs", level(s.noise_floor_dbfs)},
            {"snr_db", level(s.snr_db)},
            {"speech_us", s.speech_us},
            {"silence_us", s.silence_us},
            {"leading_silence_us", s.leading_silence_us},
            {"trailing_silence_us", s.trailing_silence_us},
            {"bandwidth_hz", s.bandwidth_hz},
            {"dead_channels", s.dead_channels},
            {"duplicated_channels", s.duplicated_channels},
            {"dropouts", s.dropouts},
            {"digest", s.digest},
            {"curve_step_us", s.curve_step_us},
            {"loudness_lufs", curve(s.loudness_lufs)},
            {"peak_dbfs", curve(s.peak_dbfs)},
            {"histogram", s.histogram}};
}

Sound sound_from_json(const json& object) {
    Sound s;
    if (!object.is_object()) return s;
    s.bit_depth = static_cast<int>(number_of(object, "bit_depth", 64));
    s.effective_bits = static_cast<int>(number_of(object, "effective_bits", s.bit_depth));
    s.floating_point = flag_of(object, "floating_point");
    s.integrated_lufs = level_of(object, "integrated_lufs");
    s.loudness_range_lu = real_of(object, "loudness_range_lu", 0, highest_db);
    s.true_peak_dbtp = level_of(object, "true_peak_dbtp");
    s.sample_peak_dbfs = level_of(object, "sample_peak_dbfs");
    s.clipped_samples = number_of(object, "clipped_samples", INT64_MAX);
    s.clipped_runs = number_of(object, "clipped_runs", INT64_MAX);
    s.dc_offset = real_of(object, "dc_offset", 0, 1).value_or(0);
    s.noise_floor_dbfs = level_of(object, "noise_floor_dbfs");
    s.snr_db = level_of(object, "snr_db");
    s.speech_us = number_of(object, "speech_us", century_us);
    s.silence_us = number_of(object, "silence_us", century_us);
    s.leading_silence_us = number_of(object, "leading_silence_us", century_us);
    s.trailing_silence_us = number_of(object, "trailing_silence_us", century_us);
    s.bandwidth_hz = static_cast<int>(number_of(object, "bandwidth_hz", 100'000'000));
    s.dead_channels = channels_of(object);
    s.duplicated_channels = flag_of(object, "duplicated_channels");
    s.dropouts = number_of(object, "dropouts", INT64_MAX);
    s.digest = text_of(object, "digest", 32);
    if (!is_hex(s.digest, 32)) s.digest.clear();
    read_plots(object, s);
    return s;
}

}  // namespace understudy
