#include "core/preflight.hpp"

#include <algorithm>

namespace understudy {
namespace {

void judge_file(Preflight& report, const Recording& recording) {
    const Measurement& heard = *recording.measurement;
    report.duration_us += heard.duration_us;
    if (heard.verdict == FileVerdict::pass) return;
    report.findings.push_back({heard.verdict, heard.reason, heard.detail, recording.file.path});
}

void judge_duration(Preflight& report, const Policy& policy) {
    const Duration heard{report.duration_us};
    const std::string words = "the recordings last " + in_words(heard) + " in all; ";
    if (heard < policy.min_duration) {
        report.findings.push_back(
            {FileVerdict::block, "too_short",
             words + "the cloud needs at least " + in_words(policy.min_duration) + ": add recordings", ""});
    } else if (heard < policy.recommended_duration) {
        report.findings.push_back({FileVerdict::warn, "shorter_than_recommended",
                                   words + in_words(policy.recommended_duration) + " make a better voice",
                                   ""});
    }
}

}  // namespace

Preflight preflight(const std::vector<Recording>& recordings, const Policy& policy) {
    Preflight report;
    for (const Recording& recording : recordings)
        if (recording.measurement) judge_file(report, recording);
    judge_duration(report, policy);
    for (const Finding& finding : report.findings) report.verdict = std::max(report.verdict, finding.verdict);
    return report;
}

std::string blocking_words(const Preflight& preflight) {
    constexpr int kNamed = 5;
    std::string words;
    int blocking = 0;
    for (const Finding& finding : preflight.findings) {
        if (finding.verdict != FileVerdict::block || ++blocking > kNamed) continue;
        words +=
            (words.empty() ? "" : "; ") + (finding.path.empty() ? "" : finding.path + ": ") + finding.detail;
    }
    if (blocking > kNamed) words += "; and " + std::to_string(blocking - kNamed) + " more";
    return words;
}

}  // namespace understudy
