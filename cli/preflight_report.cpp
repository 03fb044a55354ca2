#include "cli/preflight_report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/json_reading.hpp"

namespace understudy::cli {

namespace {

std::string format_of(const Json& file) {
    std::string format = text_in(file, "codec").empty() ? text_in(file, "container") : text_in(file, "codec");
    if (const auto rate = count_in(file, "sample_rate"); rate > 0) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), " %g kHz", static_cast<double>(rate) / 1'000);
        format += text.data();
    }
    if (const auto channels = count_in(file, "channels"); channels > 0)
        format += channels == 1   ? " mono"
                  : channels == 2 ? " stereo"
                                  : " " + std::to_string(channels) + " ch";
    return format;
}

Finding finding_of(const Json& json) {
    if (!json.is_object()) return {"", "", as_text(json), "", "", 0};
    return {text_in(json, "verdict"), text_in(json, "reason"), text_in(json, "detail"),
            text_in(json, "cure"),    text_in(json, "path"),   count_in(json, "files")};
}

std::vector<Finding> findings_in(const Json& json, const char* name) {
    std::vector<Finding> findings;
    for (const Json& finding : array_in(json, name)) findings.push_back(finding_of(finding));
    return findings;
}

std::vector<double> numbers_in(const Json& json, const char* name) {
    std::vector<double> numbers;
    for (const Json& number : array_in(json, name))
        if (number.is_number()) numbers.push_back(number.get<double>());
    return numbers;
}

FileSound sound_of(const Json& file) {
    const Json* sound = member(file, "sound");
    if (sound == nullptr) return {};
    FileSound result{number_in(*sound, "integrated_lufs"),
                     number_in(*sound, "loudness_range_lu"),
                     number_in(*sound, "true_peak_dbtp"),
                     number_in(*sound, "noise_floor_dbfs"),
                     number_in(*sound, "snr_db"),
                     number_in(*sound, "speech_s"),
                     number_in(*sound, "silence_s"),
                     number_in(*sound, "bandwidth_hz"),
                     0,
                     {},
                     {},
                     numbers_in(*sound, "histogram")};
    if (const Json* curves = member(*sound, "curves")) {
        result.step_s = number_in(*curves, "step_s").value_or(0);
        result.loudness = numbers_in(*curves, "loudness_lufs");
        result.peaks = numbers_in(*curves, "peak_dbfs");
    }
    return result;
}

int gravity(const PreflightFile& file) {
    return file.verdict == "block" ? 2 : file.verdict == "warn" ? 1 : 0;
}

}  // namespace

std::optional<PreflightReport> read_preflight(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || (text_in(*json, "verdict").empty() && count_in(*json, "files_total") == 0))
        return std::nullopt;
    PreflightReport report;
    report.state = text_in(*json, "state");
    report.verdict = text_in(*json, "verdict");
    report.files_measured = count_in(*json, "files_measured");
    report.duration_s = number_in(*json, "duration_s");
    report.speech_s = number_in(*json, "speech_s");
    report.lowest_bandwidth_hz = number_in(*json, "lowest_bandwidth_hz");
    report.reasons = findings_in(*json, "reasons");
    report.ignored = texts_in(*json, "ignored");
    for (const Json& file : array_in(*json, "files"))
        report.files.push_back({text_in(file, "path"), text_in(file, "verdict"), format_of(file),
                                number_in(file, "duration_s"), findings_in(file, "findings"),
                                sound_of(file)});
    report.files_total = std::max<std::uint64_t>(count_in(*json, "files_total"), report.files.size());
    return report;
}

std::string common_folder(const std::vector<PreflightFile>& files) {
    if (files.empty()) return "";
    std::string folder = files.front().path.substr(0, files.front().path.rfind('/') + 1);
    for (const PreflightFile& file : files)
        while (!folder.empty() && !file.path.starts_with(folder)) {
            folder.pop_back();
            folder.erase(folder.rfind('/') + 1);
        }
    return folder == "/" ? "" : folder;
}

std::vector<const PreflightFile*> gravest_first(const PreflightReport& report) {
    std::vector<const PreflightFile*> files;
    for (const PreflightFile& file : report.files) files.push_back(&file);
    std::stable_sort(files.begin(), files.end(),
                     [](const auto* a, const auto* b) { return gravity(*a) > gravity(*b); });
    return files;
}

}  // namespace understudy::cli
