#include "storage/rows/preflight_json.hpp"

#include "core/words.hpp"
#include "storage/rows/json_fields.hpp"

namespace understudy::rows {
namespace {

Json as_json(const FindingGroup& group) {
    const auto& [verdict, reason, detail, cure, path, files] = group;
    return {{"verdict", to_word(verdict)},
            {"reason", reason},
            {"detail", detail},
            {"cure", cure},
            {"path", path},
            {"files", files}};
}

std::optional<FindingGroup> as_group(const Json& value) {
    Fields fields(value.dump(-1, ' ', false, Json::error_handler_t::replace));
    FindingGroup group;
    const auto verdict = from_word<FileVerdict>(fields.text("verdict"));
    group.reason = fields.text("reason");
    group.detail = fields.text("detail");
    group.cure = fields.text("cure");
    group.path = fields.text("path");
    const std::int64_t files = fields.integer("files");
    if (!fields.sound() || !verdict || files < 0) return std::nullopt;
    group.verdict = *verdict;
    group.files = static_cast<std::uint64_t>(files);
    return group;
}

/// Both ways: `member` is told of each threshold in turn.
template <class T, class Member>
void each_threshold(T& thresholds, Member member) {
    auto& [min_duration, recommended_duration, quietest_lufs, loudest_lufs, max_true_peak_dbtp,
           max_loudness_range_lu, max_clipped_runs_per_minute, max_noise_floor_dbfs, min_snr_db,
           max_silence_share, min_speech_share, max_dc_offset, max_dropouts, min_bandwidth_hz,
           max_edge_silence, max_loudness_spread_lu, max_noise_spread_db] = thresholds;
    member("min_duration_us", min_duration);
    member("recommended_duration_us", recommended_duration);
    member("quietest_lufs", quietest_lufs);
    member("loudest_lufs", loudest_lufs);
    member("max_true_peak_dbtp", max_true_peak_dbtp);
    member("max_loudness_range_lu", max_loudness_range_lu);
    member("max_clipped_runs_per_minute", max_clipped_runs_per_minute);
    member("max_noise_floor_dbfs", max_noise_floor_dbfs);
    member("min_snr_db", min_snr_db);
    member("max_silence_share", max_silence_share);
    member("min_speech_share", min_speech_share);
    member("max_dc_offset", max_dc_offset);
    member("max_dropouts", max_dropouts);
    member("min_bandwidth_hz", min_bandwidth_hz);
    member("max_edge_silence_us", max_edge_silence);
    member("max_loudness_spread_lu", max_loudness_spread_lu);
    member("max_noise_spread_db", max_noise_spread_db);
}

struct ThresholdWriter {
    Json& into;
    void operator()(const char* name, const Duration& value) const { into[name] = value.count(); }
    template <class Number>
    void operator()(const char* name, const Number& value) const {
        into[name] = value;
    }
};

struct ThresholdReader {
    const Json& from;
    bool& sound;
    void operator()(const char* name, Duration& into) const {
        Duration::rep count = 0;
        (*this)(name, count);
        into = Duration{count};
    }
    template <class Number>
    void operator()(const char* name, Number& into) const {
        const auto found = from.find(name);
        sound = sound && found != from.end() && found->is_number();
        if (sound) into = found->template get<Number>();
    }
};

bool read_thresholds(const Json& value, Thresholds& into) {
    bool sound = value.is_object();
    if (sound) each_threshold(into, ThresholdReader{value, sound});
    return sound;
}

}  // namespace

std::string write_preflight(const JobPreflight& preflight) {
    const auto& [verdict, duration_us, speech_us, reasons, judged_by, meters] = preflight;
    Json thresholds = Json::object();
    each_threshold(judged_by, ThresholdWriter{thresholds});
    Json list = Json::array();
    for (const FindingGroup& group : reasons) list.push_back(as_json(group));
    return dump({{"verdict", to_word(verdict)},
                 {"duration_us", duration_us},
                 {"speech_us", speech_us},
                 {"reasons", std::move(list)},
                 {"judged_by", std::move(thresholds)},
                 {"meters", meters}});
}

std::optional<JobPreflight> read_preflight(std::string_view text) {
    Fields fields(text);
    JobPreflight preflight;
    const auto verdict = from_word<FileVerdict>(fields.text("verdict"));
    preflight.duration_us = fields.integer("duration_us");
    preflight.speech_us = fields.integer("speech_us");
    preflight.meters = static_cast<int>(fields.integer("meters"));
    const Json* thresholds = fields.object("judged_by");
    const Json* reasons = fields.array("reasons");
    if (!fields.sound() || !verdict || reasons == nullptr) return std::nullopt;
    if (!read_thresholds(*thresholds, preflight.judged_by)) return std::nullopt;
    preflight.verdict = *verdict;
    for (const Json& reason : *reasons) {
        auto group = as_group(reason);
        if (!group) return std::nullopt;
        preflight.reasons.push_back(std::move(*group));
    }
    return preflight;
}

}  // namespace understudy::rows
