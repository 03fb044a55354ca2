// How preflight's reports read in the API. A whole report may have megabytes of curves, so that its files are
// views of their own, written one by one (see endpoints_preflight.cpp).
#pragma once

#include "daemon/api/json.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy::api {

enum class Detail { brief, whole };

/// What a job's view says: null before it was judged, else `{verdict, duration_s, speech_s, reasons,
/// files?}`; files:
/// `[{path, verdict, duration_s, reasons: [word]}]`.
[[nodiscard]] Json judgement_view(const JobView& view);
/// A report without its files: `{verdict, duration_s, speech_s, lowest_bandwidth_hz, files_total,
/// files_measured, reasons: [{verdict, reason, detail, cure, path, files}], ignored: [path]}`. While not all
/// files are measured the verdict is null.
[[nodiscard]] Json report_head(const PreflightReport& report);
/// One file of it: `{path, verdict, duration_s, findings: [{verdict, reason, detail, cure}], size, container,
/// codec, sample_rate, channels, sha256, sound}`. One that is not measured yet has the verdict null and
/// nothing else. Of the sound, `curves` and `histogram` only where the whole is asked for.
[[nodiscard]] Json file_view(const Recording& recording, const FileJudgement& judgement, Detail detail);
/// Of one under way: `{id, state: "measuring", files_total, files_measured}`.
[[nodiscard]] Json run_view(const PreflightRun& run);

}  // namespace understudy::api
