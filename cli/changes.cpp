#include "cli/changes.hpp"

#include <algorithm>

#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

int tenths(const Job& job) {
    const auto fraction = fraction_done(job.progress);
    return fraction && job.state == "uploading" ? static_cast<int>(*fraction * 10) : 0;
}

std::string state_words(const Job& job) {
    std::string words = visible(job.state);
    if (job.attempt > 0 && (job.state == "training" || job.state == "failed"))
        words += ", attempt " + std::to_string(job.attempt) + " of " + std::to_string(job.max_attempts);
    if (job.state == "failed" && job.retry_at) words += "; next attempt at " + to_the_second(*job.retry_at);
    return words;
}

std::string upload_words(const Job& job) {
    const Progress& progress = job.progress;
    return "uploading, " + std::to_string(tenths(job) * 10) + " %: " + grouped(progress.files_done) + " of " +
           counted(progress.files_total, "file") + ", " + bytes_in_words(progress.bytes_sent) + " of " +
           bytes_in_words(progress.bytes_total);
}

/// What `word` says of both jobs differs; a job that is seen for the first time has changed if it says
/// anything.
template <class Word>
bool differs(const Job* before, const Job& after, Word word) {
    const std::string now_said = word(after);
    return before == nullptr ? !now_said.empty() : word(*before) != now_said;
}

}  // namespace

std::vector<std::string> change_lines(const Job* before, const Job& after, Time now) {
    std::vector<std::string> lines;
    const std::string head = to_the_second(now) + " " + visible(after.id) + " ";
    const bool new_state = differs(before, after, state_words);
    if (new_state) lines.push_back(head + state_words(after));
    const bool progressed =
        before == nullptr || before->state != after.state || tenths(*before) < tenths(after);
    if (tenths(after) > 0 && progressed) lines.push_back(head + upload_words(after));
    if (differs(before, after, hold_words))
        lines.push_back(head + (after.hold ? hold_words(after) : "no longer held"));
    if (differs(before, after, error_words) && after.error) lines.push_back(head + error_words(after));
    return lines;
}

std::vector<std::string> ending_lines(const Job& job) {
    std::vector<std::string> lines;
    const std::string who = "“" + visible(job.name) + "” (" + visible(job.id) + ")";
    if (job.state == "completed") {
        lines.push_back(who + " is completed: " + counted(job.voices.size(), "voice") + ".");
        for (const Voice& voice : job.voices)
            lines.push_back("  " + visible(voice.id) + "  " + visible(voice.name));
        return lines;
    }
    lines.push_back(
        who + (job.hold ? " is held, and a person has to decide." : " ended: " + state_words(job) + "."));
    if (job.hold) lines.push_back("  " + hold_words(job));
    if (job.error) lines.push_back("  " + error_words(job));
    if (job.state == "failed" && !job.hold)
        lines.push_back("  «understudy retry " + visible(job.id) + "» tries again.");
    return lines;
}

}  // namespace understudy::cli
