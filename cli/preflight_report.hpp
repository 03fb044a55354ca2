// Preflight's report as the daemon tells it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

struct Finding {
    std::string verdict, reason, detail, cure, path;
    std::uint64_t files = 0;  ///< that have it; 0: it is about all together
};

/// What was measured in one recording. What is not known is empty.
struct FileSound {
    std::optional<double> lufs, range_lu, true_peak_dbtp, noise_dbfs, snr_db, speech_s, silence_s,
        bandwidth_hz;
    double step_s = 0;                    ///< of the curves
    std::vector<double> loudness, peaks;  ///< over time, in LUFS and dBFS; -70 is silence
    std::vector<double> histogram;        ///< tenths of a second at each dB from -100 to 0
};

struct PreflightFile {
    std::string path, verdict, format;
    std::optional<double> duration_s;
    std::vector<Finding> findings;
    FileSound sound;
};

struct PreflightReport {
    std::string state;    ///< "measuring" while it is under way
    std::string verdict;  ///< "" until all is measured
    std::uint64_t files_total = 0, files_measured = 0;
    std::optional<double> duration_s, speech_s, lowest_bandwidth_hz;
    std::vector<Finding> reasons;
    std::vector<std::string> ignored;
    std::vector<PreflightFile> files;
};

/// nullopt: it is neither a report nor one under way.
[[nodiscard]] std::optional<PreflightReport> read_preflight(std::string_view json);
/// The folder that all files lie in, with its '/' at the end; "" when there is none but the root.
[[nodiscard]] std::string common_folder(const std::vector<PreflightFile>& files);
/// The files with the gravest verdicts first, otherwise in their order.
[[nodiscard]] std::vector<const PreflightFile*> gravest_first(const PreflightReport& report);

}  // namespace understudy::cli
