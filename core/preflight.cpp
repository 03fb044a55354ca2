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

Preflight preflight(const std::vector<Recording>& recordings, const Policy& policy) {
    Preflight report;
    report.files.resize(recordings.size());
    for (std::size_t position = 0; position < recordings.size(); ++position)
        if (const auto& heard = recordings[position].measurement)
            report.files[position].findings =
                judge(*heard, recordings[position].file.path, policy.thresholds);
    judge_job(report, recordings, policy);
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

JobPreflight summary_of(const Preflight& preflight, const Policy& policy) {
    constexpr std::size_t most_reasons = 16;
    JobPreflight summary{preflight.verdict, preflight.duration_us, preflight.speech_us, grouped(preflight),
                         fingerprint(policy)};
    if (summary.reasons.size() > most_reasons) summary.reasons.resize(most_reasons);
    return summary;
}

// FNV-1a over the numbers as text: what is compared is only ever this program's own.
std::string fingerprint(const Policy& policy) {
    const Thresholds& t = policy.thresholds;
    std::string text = std::to_string(policy.min_duration.count()) + "/" +
                       std::to_string(policy.recommended_duration.count()) + "/" +
                       std::to_string(t.max_edge_silence.count());
    for (const double number :
         {t.quietest_lufs, t.loudest_lufs, t.max_true_peak_dbtp, t.max_loudness_range_lu,
          t.max_clipped_runs_per_minute, t.max_noise_floor_dbfs, t.min_snr_db, t.max_silence_share,
          t.min_speech_share, t.max_dc_offset, static_cast<double>(t.max_dropouts),
          static_cast<double>(t.min_bandwidth_hz), t.max_loudness_spread_lu, t.max_noise_spread_db})
        text += "/" + figure(number, 6);
    std::uint64_t hash = 14'695'981'039'346'656'037u;
    for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 1'099'511'628'211u;
    return std::to_string(hash);
}

bool to_be_judged(const Job& job, const Policy& policy) {
    if (!std::holds_alternative<Draft>(job.state) || !job.own_dataset) return false;
    if (job.tally.files_total == 0 || job.tally.files_measured < job.tally.files_total) return false;
    return !job.preflight || job.preflight->judged_by != fingerprint(policy);
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
