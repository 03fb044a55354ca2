#include "core/preflight.hpp"

#include <algorithm>
#include <map>

#include "core/judge.hpp"

namespace understudy {
namespace {

using ByReason = std::map<std::string_view, std::vector<const Finding*>>;

ByReason by_reason(const Preflight& preflight) {
    ByReason found;
    for (const FileJudgement& file : preflight.files)
        for (const Finding& finding : file.findings) found[finding.reason].push_back(&finding);
    return found;
}

FindingGroup alone(const Finding& finding, std::uint64_t files) {
    return {finding.verdict, finding.reason, finding.detail, finding.cure, finding.path, files};
}

/// "41 of 527 recordings are clipped: a.wav, b.wav and 39 more"
FindingGroup together(const std::vector<const Finding*>& findings, std::size_t recordings) {
    constexpr std::size_t named = 2;
    const Finding& first = *findings.front();
    const FindingWords words = words_of_finding(first.reason);
    std::string detail = findings.size() == recordings
                             ? "all " + std::to_string(recordings)
                             : std::to_string(findings.size()) + " of " + std::to_string(recordings);
    detail += " recordings " + std::string(words.are) + ": ";
    for (std::size_t i = 0; i < std::min(named, findings.size()); ++i)
        detail += (i == 0 ? "" : findings.size() == named ? " and " : ", ") + shown_name(findings[i]->path);
    if (findings.size() > named) detail += " and " + std::to_string(findings.size() - named) + " more";
    return {first.verdict, first.reason, std::move(detail), std::string(words.cure), "", findings.size()};
}

}  // namespace

Preflight preflight(const std::vector<Recording>& recordings, const Thresholds& thresholds) {
    Preflight report;
    report.files.resize(recordings.size());
    for (std::size_t position = 0; position < recordings.size(); ++position)
        if (const auto& heard = recordings[position].measurement)
            report.files[position].findings = judge(*heard, recordings[position].file.path, thresholds);
    judge_job(report, recordings, thresholds);
    report.verdict = worst(report.findings);
    for (FileJudgement& file : report.files) {
        file.verdict = worst(file.findings);
        report.verdict = std::max(report.verdict, file.verdict);
    }
    return report;
}

std::vector<FindingGroup> grouped(const Preflight& preflight) {
    std::vector<FindingGroup> groups;
    for (const Finding& finding : preflight.findings) groups.push_back(alone(finding, 0));
    for (const auto& [reason, findings] : by_reason(preflight))
        groups.push_back(findings.size() == 1 ? alone(*findings.front(), 1)
                                              : together(findings, preflight.files.size()));
    // The job's own come first, then what most recordings have: 0 files, less one, is more than any.
    std::stable_sort(groups.begin(), groups.end(), [](const FindingGroup& a, const FindingGroup& b) {
        return a.verdict != b.verdict ? a.verdict > b.verdict : a.files - 1 > b.files - 1;
    });
    return groups;
}

std::string blocking_words(const Preflight& preflight) {
    constexpr std::size_t named = 5;
    std::vector<const Finding*> blocking;
    const auto take = [&](const std::vector<Finding>& findings) {
        for (const Finding& finding : findings)
            if (finding.verdict == FileVerdict::block) blocking.push_back(&finding);
    };
    take(preflight.findings);
    for (const FileJudgement& file : preflight.files) take(file.findings);
    std::string words;
    for (std::size_t i = 0; i < std::min(named, blocking.size()); ++i)
        words += (i == 0 ? "" : "; ") + (blocking[i]->path.empty() ? "" : blocking[i]->path + ": ") +
                 blocking[i]->detail + (blocking[i]->cure.empty() ? "" : ": " + blocking[i]->cure);
    if (blocking.size() > named) words += "; and " + std::to_string(blocking.size() - named) + " more";
    return words;
}

JobPreflight summary_of(const Preflight& preflight, const Thresholds& thresholds) {
    constexpr std::size_t most_reasons = 16;
    JobPreflight summary{preflight.verdict, preflight.duration_us, preflight.speech_us, grouped(preflight),
                         thresholds,        meters_version};
    if (summary.reasons.size() > most_reasons) summary.reasons.resize(most_reasons);
    return summary;
}

bool to_be_judged(const Job& job, const Policy& policy) {
    if (!std::holds_alternative<Draft>(job.state) || !job.own_dataset) return false;
    if (job.tally.files_total == 0 || job.tally.files_measured < job.tally.files_total) return false;
    return !job.preflight || job.preflight->judged_by != policy.thresholds ||
           job.preflight->meters != meters_version;
}

const Thresholds& judged_by(const Job& job, const Policy& policy) {
    const bool is_draft = std::holds_alternative<Draft>(job.state);
    return job.preflight && !is_draft ? job.preflight->judged_by : policy.thresholds;
}

Measurement unreadable_recording(const Trouble& trouble) {
    Measurement measurement;
    const bool no_probe = trouble.kind == TroubleKind::transient;
    measurement.content = no_probe ? Content::probe_failed : Content::unreadable;
    measurement.label = trouble.detail.empty() ? trouble.title : trouble.detail;
    if (no_probe) measurement.label = "could not be used: " + measurement.label;
    if (trouble.type == "recording_being_written") measurement.label = "somebody is writing to it";
    if (trouble.kind == TroubleKind::recording_changed) measurement.label = "it was changed meanwhile";
    return measurement;
}

Measurement refused_recording(const Problem& problem) {
    Measurement measurement;
    const bool empty = problem.type == "recording-empty";
    measurement.content = empty ? Content::not_audio : Content::unreadable;
    measurement.label = empty ? "an empty file" : problem.detail;
    if (!empty && measurement.label.ends_with('.')) measurement.label.pop_back();
    return measurement;
}

Preflight unmeasurable_dataset(const std::string& dataset_id, std::size_t files) {
    Preflight report;
    report.verdict = FileVerdict::warn;
    report.files.resize(files);
    report.findings.push_back({FileVerdict::warn, "duration_unknown",
                               "the recordings are in dataset " + dataset_id +
                                   " already: how long they are and how they sound is not known here",
                               "listen to them in the playground before you start the job", ""});
    return report;
}

}  // namespace understudy
