#include "daemon/ports/log_notifier.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace understudy {

namespace {

template <std::size_t N>
bool is_one_of(const std::string& word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 4> small_steps{"uploaded", "measured", "cloud_status",
                                                      "intent_opened"};
constexpr std::array<std::string_view, 5> worrying{"held", "outcome_unknown", "late_arrival", "orphan",
                                                   "trouble"};

}  // namespace

std::string log_line(const HistoryEvent& event) {
    std::string line = event.job_id + " " + event.state;
    if (event.attempt > 0) line += ", attempt " + std::to_string(event.attempt);
    return line + ": " + event.type + (event.cause.empty() ? "" : ": " + event.cause);
}

log::Fields log_fields(const HistoryEvent& event) {
    log::Fields fields{{"JOB_ID", event.job_id}, {"STATE", event.state}, {"EVENT", event.type}};
    if (event.attempt > 0) fields.emplace_back("ATTEMPT", std::to_string(event.attempt));
    for (const auto& [name, value] : event.data) {
        if (name == "request_id") fields.emplace_back("REQUEST_ID", value);
        if (name == "reason") fields.emplace_back("REASON", value);
    }
    return fields;
}

log::Level log_level(const HistoryEvent& event) {
    if (is_one_of(event.type, worrying)) return log::Level::warning;
    if (event.type == "state_changed" && event.state == "failed") return log::Level::warning;
    return is_one_of(event.type, small_steps) ? log::Level::debug : log::Level::info;
}

void LogNotifier::happened(const Job&, const HistoryEvent& event) {
    log::write(log_level(event), log_line(event), log_fields(event));
    changed_();
}

void LogNotifier::noticed(const std::string& type, const std::string& words) {
    log::write(log::Level::warning, type + ": " + words, {{"EVENT", type}});
    changed_();
}

}  // namespace understudy
