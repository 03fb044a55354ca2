// What a recording's facts mean for a voice. Pure: facts and thresholds in, findings out, so that a recording
// is judged anew under other thresholds without being read again. judge_file.cpp looks at the file,
// judge_sound.cpp at what is heard in it, judge_job.cpp at all of a job's recordings together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/policy.hpp"
#include "core/recordings.hpp"

namespace understudy {

/// Everything that is wrong with one measured recording, the gravest first. Blocks: not_audio,
/// format_not_accepted, no_sound, empty, probe_failed, unreadable; everything else warns. `path` gives the
/// extension, and its last part stands in the sentences.
[[nodiscard]] std::vector<Finding> judge(const Measurement& heard, std::string_view path,
                                         const Thresholds& thresholds);

/// The parts of judge(): findings are added to the end.
void judge_file(std::vector<Finding>& findings, const Measurement& heard, std::string_view path);
void judge_sound(std::vector<Finding>& findings, const Measurement& heard, std::string_view path,
                 const Thresholds& thresholds);

/// "12.3": a figure as it stands in a sentence.
[[nodiscard]] std::string figure(double value, int decimals = 1);
/// A path's last part, safe to show.
[[nodiscard]] std::string shown_name(std::string_view path);
/// The worst of them.
[[nodiscard]] FileVerdict worst(const std::vector<Finding>& findings);

}  // namespace understudy
