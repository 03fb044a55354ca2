#include "daemon/metrics/history_tally.hpp"

#include <algorithm>

namespace understudy::metrics {

namespace {

std::string_view datum(const HistoryEvent& event, std::string_view name) {
    const auto found = std::find_if(event.data.begin(), event.data.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    return found == event.data.end() ? std::string_view() : std::string_view(found->second);
}

/// The one whose end is told: the last that is known to have been bought.
const Intent* purchase_of(const Job& job) {
    for (auto intent = job.intents.rbegin(); intent != job.intents.rend(); ++intent)
        if (intent->kind == IntentKind::fine_tune && intent->status == IntentStatus::confirmed)
            return &*intent;
    return nullptr;
}

}  // namespace

HistoryTally::HistoryTally() {
    for (const char* state : {"draft", "uploading", "training", "completed", "failed", "canceled"})
        transitions_[state] = 0;
    for (const char* outcome : {"completed", "failed"}) trainings_ended_[outcome] = 0;
    for (const char* type : {"orphan", "late_arrival"}) worries_[type] = 0;
    for (const char* kind : {"dataset", "fine_tune"})
        for (const char* outcome : {"confirmed", "voided", "unknown"}) intents_[{kind, outcome}] = 0;
}

void HistoryTally::happened(const Job& job, const HistoryEvent& event) {
    const std::string& type = event.type;
    if (type == "submitted") submitted_ += 1;
    if (type == "held") holds_[std::string(datum(event, "reason"))] += 1;
    if (type == "state_changed") entered(job, event);
    if (type == "intent_confirmed") intent_ended(event, "confirmed");
    if (type == "intent_voided") intent_ended(event, "voided");
    if (type == "outcome_unknown") intent_ended(event, "unknown");
    if (type == "intent_opened" && datum(event, "kind") == "fine_tune" && event.attempt > 1)
        trainings_again_ += 1;
    if (type == "orphan" || type == "late_arrival") worries_[type] += 1;
}

void HistoryTally::intent_ended(const HistoryEvent& event, std::string_view outcome) {
    const std::string kind(datum(event, "kind"));
    intents_[{kind, std::string(outcome)}] += 1;
    if (kind == "fine_tune" && outcome == "confirmed") trainings_bought_ += 1;
}

void HistoryTally::entered(const Job& job, const HistoryEvent& event) {
    transitions_[event.state] += 1;
    if (event.state == "completed") training_ended(job, event, "completed");
    const bool trained = event.state == "failed" && !datum(event, "fine_tune_id").empty();
    if (trained) training_ended(job, event, "failed");
}

void HistoryTally::training_ended(const Job& job, const HistoryEvent& event, std::string_view outcome) {
    trainings_ended_[std::string(outcome)] += 1;
    const Intent* const purchase = purchase_of(job);
    if (purchase && purchase->closed_at) training_durations_.observe(event.at - *purchase->closed_at);
}

/// An orphan that no job explains is noticed, and happens to none.
void HistoryTally::noticed(const std::string& type, const std::string&) {
    notices_[type] += 1;
    if (type == "orphan") worries_[type] += 1;
}

void HistoryTally::write(Page& page, std::string_view label, const Counts& counts) {
    for (const auto& [word, count] : counts) page.add(static_cast<double>(count), {{label, word}});
}

void HistoryTally::write_to(Page& page) const {
    page.counter("understudy_jobs_submitted_total", "Jobs that were submitted.",
                 static_cast<double>(submitted_));
    page.family("understudy_job_transitions_total", Kind::counter, "How often a job came into a state.");
    write(page, "state", transitions_);
    page.family("understudy_holds_total", Kind::counter, "How often a job was held, by reason.");
    write(page, "reason", holds_);
    page.counter("understudy_trainings_bought_total",
                 "Trainings that are known to have been bought, those that were found in the cloud, too.",
                 static_cast<double>(trainings_bought_));
    page.counter("understudy_training_reattempts_total",
                 "Times that a job was about to buy another training.",
                 static_cast<double>(trainings_again_));
    page.family("understudy_trainings_ended_total", Kind::counter,
                "Trainings that came to an end, by which one.");
    write(page, "outcome", trainings_ended_);
    page.family("understudy_training_duration_seconds", Kind::histogram,
                "From a training's purchase to its voices, or its failure.");
    page.add(training_durations_);
    page.family(
        "understudy_intents_total", Kind::counter,
        "Creations in the cloud, by what became known of them; an unknown one counts again once it is "
        "known.");
    for (const auto& [key, count] : intents_)
        page.add(static_cast<double>(count), {{"kind", key.first}, {"outcome", key.second}});
    page.family("understudy_doubtful_purchases_total", Kind::counter,
                "Fine-tunes that came late or that no job explains: a person should look.");
    write(page, "type", worries_);
    page.family("understudy_notices_total", Kind::counter, "What concerned no one job, by type.");
    write(page, "type", notices_);
}

}  // namespace understudy::metrics
