#include "core/job.hpp"

#include <algorithm>
#include <array>

namespace understudy {

const char* state_word(const State& state) {
    static constexpr std::array words{"draft", "uploading", "training", "completed", "failed", "canceled"};
    static_assert(words.size() == std::variant_size_v<State>);
    return words.at(state.index());
}

bool terminal(const Job& job) {
    return std::holds_alternative<Completed>(job.state) || std::holds_alternative<Canceled>(job.state);
}

bool at_rest(const Job& job) {
    if (terminal(job)) return true;
    const auto* failed = std::get_if<Failed>(&job.state);
    return failed != nullptr && !failed->retry_at;
}

bool is_unreadable(const Recording& recording) {
    return recording.measurement && recording.measurement->content == Content::unreadable;
}

bool has_unreadable(const Job& job) {
    if (!job.preflight) return false;
    const auto& reasons = job.preflight->reasons;
    return std::any_of(reasons.begin(), reasons.end(),
                       [](const FindingGroup& group) { return group.reason == "unreadable"; });
}

bool to_be_stopped(const Job& job) {
    const auto* training = std::get_if<Training>(&job.state);
    return job.cancel_wished && !job.keep_training && training && training->step == TrainingStep::watching;
}

bool needs_recordings(const Job& job) {
    if (const auto* draft = std::get_if<Draft>(&job.state))
        return job.own_dataset && (draft->start_wished || job.tally.files_measured < job.tally.files_total ||
                                   has_unreadable(job));
    if (std::holds_alternative<Uploading>(job.state)) return true;
    const auto* training = std::get_if<Training>(&job.state);
    return training != nullptr && training->step == TrainingStep::checking;
}

Tally tally_of(const std::vector<Recording>& recordings) {
    Tally tally;
    for (const Recording& recording : recordings) {
        const std::uint64_t size = recording.file.identity.size;
        const bool done = recording.delivery == Delivery::sent || recording.delivery == Delivery::listed;
        tally.files_total += 1;
        tally.bytes_total += size;
        tally.files_done += done ? 1 : 0;
        tally.bytes_done += done ? size : 0;
        if (!recording.measurement) continue;
        tally.files_measured += 1;
        tally.duration_us += recording.measurement->duration_us;
    }
    return tally;
}

std::string fine_tune_of(const Job& job) {
    if (const auto* completed = std::get_if<Completed>(&job.state)) return completed->fine_tune_id;
    if (const auto* training = std::get_if<Training>(&job.state); training && !training->fine_tune_id.empty())
        return training->fine_tune_id;
    for (auto intent = job.intents.rbegin(); intent != job.intents.rend(); ++intent)
        if (intent->kind == IntentKind::fine_tune && intent->status == IntentStatus::confirmed)
            return intent->remote_id;
    return "";
}

}  // namespace understudy
