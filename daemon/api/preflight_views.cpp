#include "daemon/api/preflight_views.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/words.hpp"
#include "daemon/api/object.hpp"

namespace understudy::api {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json seconds_of(std::int64_t duration_us) { return static_cast<double>(duration_us) / 1e6; }

// The sum makes a zero of one that is negative.
double rounded(double value, double steps) { return std::round(value * steps) / steps + 0.0; }

Json level(const std::optional<double>& value) { return value ? Json(rounded(*value, 100)) : Json(nullptr); }

Json tenths(const std::vector<float>& points) {
    Json list = Json::array();
    for (const float point : points) list.push_back(rounded(static_cast<double>(point), 10));
    return list;
}

Json reasons_view(const std::vector<FindingGroup>& groups) {
    Json reasons = Json::array();
    for (const FindingGroup& group : groups)
        reasons.push_back(Object{{"verdict", to_word(group.verdict)},
                                 {"reason", group.reason},
                                 {"detail", group.detail},
                                 {"cure", text_or_null(group.cure)},
                                 {"path", text_or_null(group.path)},
                                 {"files", group.files}});
    return reasons;
}

Json finding_view(const Finding& finding) {
    return {{"verdict", to_word(finding.verdict)},
            {"reason", finding.reason},
            {"detail", finding.detail},
            {"cure", text_or_null(finding.cure)}};
}

Json sound_view(const Sound& sound, Detail detail) {
    Json view{{"bit_depth", sound.bit_depth > 0 ? Json(sound.bit_depth) : Json(nullptr)},
              {"integrated_lufs", level(sound.integrated_lufs)},
              {"loudness_range_lu", level(sound.loudness_range_lu)},
              {"true_peak_dbtp", level(sound.true_peak_dbtp)},
              {"sample_peak_dbfs", level(sound.sample_peak_dbfs)},
              {"clipped_samples", sound.clipped_samples},
              {"clipped_runs", sound.clipped_runs},
              {"dc_offset", rounded(sound.dc_offset, 1e6)},
              {"noise_floor_dbfs", level(sound.noise_floor_dbfs)},
              {"snr_db", level(sound.snr_db)},
              {"speech_s", seconds_of(sound.speech_us)},
              {"silence_s", seconds_of(sound.silence_us)},
              {"leading_silence_s", seconds_of(sound.leading_silence_us)},
              {"trailing_silence_s", seconds_of(sound.trailing_silence_us)},
              {"bandwidth_hz", sound.bandwidth_hz > 0 ? Json(sound.bandwidth_hz) : Json(nullptr)},
              {"dead_channels", sound.dead_channels},
              {"duplicated_channels", sound.duplicated_channels},
              {"dropouts", sound.dropouts},
              {"digest", text_or_null(sound.digest)}};
    if (detail == Detail::brief || sound.loudness_lufs.empty()) return view;
    view["curves"] = {{"step_s", seconds_of(sound.curve_step_us)},
                      {"loudness_lufs", tenths(sound.loudness_lufs)},
                      {"peak_dbfs", tenths(sound.peak_dbfs)}};
    view["histogram"] = sound.histogram;
    return view;
}

}  // namespace

Json judgement_view(const JobView& view) {
    const auto& judged = view.job.preflight;
    if (!judged) return nullptr;
    Json document = Object{{"verdict", to_word(judged->verdict)},
                           {"duration_s", seconds_of(judged->duration_us)},
                           {"speech_s", seconds_of(judged->speech_us)},
                           {"reasons", reasons_view(judged->reasons)}};
    if (!view.files) return document;
    Json& files = document["files"] = Json::array();
    for (const FileBrief& file : *view.files)
        files.push_back(Object{{"path", file.path},
                               {"verdict", to_word(file.verdict)},
                               {"duration_s", seconds_of(file.duration_us)},
                               {"reasons", file.reasons}});
    return document;
}

Json report_head(const PreflightReport& report) {
    const Preflight& preflight = report.preflight;
    std::size_t measured = 0;
    for (const Recording& recording : report.recordings) measured += recording.measurement ? 1 : 0;
    const int lowest = preflight.lowest_bandwidth_hz;
    const bool judged = measured == report.recordings.size() || !preflight.findings.empty();
    return {{"verdict", judged ? Json(to_word(preflight.verdict)) : Json(nullptr)},
            {"duration_s", seconds_of(preflight.duration_us)},
            {"speech_s", seconds_of(preflight.speech_us)},
            {"lowest_bandwidth_hz", lowest > 0 ? Json(lowest) : Json(nullptr)},
            {"files_total", report.recordings.size()},
            {"files_measured", measured},
            {"reasons", reasons_view(grouped(preflight))},
            {"ignored", Json(report.ignored)}};
}

Json file_view(const Recording& recording, const FileJudgement& judgement, Detail detail) {
    Json file{{"path", recording.file.path.empty() ? recording.file.relative : recording.file.path},
              {"verdict", nullptr},
              {"size", recording.file.identity.size}};
    if (!recording.measurement) return file;
    const Measurement& heard = *recording.measurement;
    file["verdict"] = to_word(judgement.verdict);
    file["duration_s"] = seconds_of(heard.duration_us);
    file["findings"] = Json::array();
    for (const Finding& finding : judgement.findings) file["findings"].push_back(finding_view(finding));
    file["container"] = text_or_null(heard.container);
    file["codec"] = text_or_null(heard.codec);
    file["sample_rate"] = heard.sample_rate;
    file["channels"] = heard.channels;
    file["sha256"] = text_or_null(heard.sha256);
    file["sound"] = heard.meters > 0 ? sound_view(heard.sound, detail) : Json(nullptr);
    return file;
}

Json run_view(const PreflightRun& run) {
    return {{"id", run.id},
            {"state", run.report ? "done" : "measuring"},
            {"files_total", run.files_total},
            {"files_measured", run.files_measured}};
}

}  // namespace understudy::api
