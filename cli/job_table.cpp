#include "cli/job_table.hpp"

#include <algorithm>

#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

Span state_cell(const Job& job) {
    if (job.hold) return {visible(job.state) + " (held: " + visible(job.hold->reason) + ")", Ink::yellow};
    return {visible(job.state), ink_of(job.state)};
}

std::string attempt_cell(const Job& job) {
    return job.attempt == 0 ? "" : std::to_string(job.attempt) + "/" + std::to_string(job.max_attempts);
}

std::string progress_cell(const Job& job, Now now) {
    if (job.state == "failed" && job.retry_at)
        return "again in " + in_words(std::chrono::floor<seconds>(*job.retry_at - now.wall));
    if (const std::string heard = heard_words(job); !heard.empty()) return heard;
    if (job.state == "completed") return counted(job.voices.size(), "voice");
    const auto fraction = job.state == "uploading" ? fraction_done(job.progress) : std::nullopt;
    return fraction ? std::to_string(static_cast<int>(*fraction * 100)) + " %" : "";
}

/// Collects "name: value" lines, values in one column.
class Card {
  public:
    explicit Card(bool colours) : colours_(colours) {}
    void add(std::string_view name, const std::string& harmless_value) {
        if (harmless_value.empty()) return;
        const std::string label = name.empty() ? "" : std::string(name) + ":";
        lines_.push_back(painted(padded(label, 13), Ink::dim, colours_) + harmless_value);
    }
    void add(std::string_view name, const std::optional<Time>& time) {
        if (time) add(name, to_the_second(*time));
    }
    [[nodiscard]] std::vector<std::string> lines() && { return std::move(lines_); }

  private:
    bool colours_;
    std::vector<std::string> lines_;
};

void add_progress(Card& card, const Job& job) {
    if (job.progress.files_total == 0) return;
    std::string words = grouped(job.progress.files_done) + " of " + counted(job.progress.files_total, "file");
    if (job.progress.bytes_total > 0)
        words += ", " + bytes_in_words(job.progress.bytes_sent) + " of " +
                 bytes_in_words(job.progress.bytes_total);
    card.add("uploaded", words);
}

void add_preflight(Card& card, const Job& job, bool colours) {
    if (job.preflight.verdict.empty()) return;
    const std::string verdict = visible(job.preflight.verdict);
    std::string words = painted(verdict, ink_of(verdict), colours);
    if (!job.preflight.reasons.empty())
        words += "; «understudy preflight --job " + visible(job.id) + "» has the whole report";
    card.add("preflight", words);
    for (const std::string& reason : job.preflight.reasons) card.add("", "  " + visible(in_options(reason)));
}

void add_lists(Card& card, const Job& job) {
    for (const std::string& path : job.recordings) card.add("recordings", visible(path));
    for (const auto& [key, value] : job.labels) card.add("label", visible(key) + "=" + visible(value));
    for (const Voice& voice : job.voices) card.add("voice", visible(voice.id) + "  " + visible(voice.name));
}

}  // namespace

std::string ignored_words(const std::vector<std::string>& ignored) {
    constexpr std::size_t named = 3;
    std::string words = counted(ignored.size(), "file") + " ignored, not a recording's extension: ";
    for (std::size_t i = 0; i < std::min(named, ignored.size()); ++i)
        words += (i == 0 ? "" : ", ") + visible(ignored[i]);
    return words + (ignored.size() > named ? ", …" : "");
}

Table job_table(const std::vector<Job>& jobs, Now now) {
    Table table;
    table.columns = {{"ID"},
                     {"NAME", false, 8, 0},
                     {"LANG", false, unlimited, 4},
                     {"STATE", false, 9, 1},
                     {"ATTEMPT", false, unlimited, 3},
                     {"PROGRESS", false, unlimited, 2},
                     {"CHANGED", false, unlimited, 5}};
    for (const Job& job : jobs)
        table.rows.push_back({{visible(job.id)},
                              {visible(job.name), Ink::bold},
                              {visible(job.language)},
                              state_cell(job),
                              {attempt_cell(job)},
                              {progress_cell(job, now)},
                              {job.updated_at ? ago(*job.updated_at, now.wall) : "", Ink::dim}});
    return table;
}

std::vector<std::string> job_card(const Job& job, Now now, bool colours) {
    Card card(colours);
    card.add("id", visible(job.id));
    card.add("name", painted(visible(job.name), Ink::bold, colours));
    card.add("description", visible(job.description));
    card.add("state", to_text(standing(job, now), unlimited, colours));
    card.add("held", hold_words(job));
    card.add("error", error_words(job));
    card.add("next attempt", job.retry_at);
    card.add("language", visible(job.language));
    card.add("model", visible(job.model_id));
    card.add("attempts", job.max_attempts > 0
                             ? std::to_string(job.attempt) + " of " + std::to_string(job.max_attempts)
                             : "");
    add_progress(card, job);
    card.add("dataset", visible(job.dataset_id));
    card.add("fine-tune", visible(job.fine_tune_id));
    card.add("parent", visible(job.parent_id));
    add_lists(card, job);
    add_preflight(card, job, colours);
    card.add("reuse", visible(job.reuse));
    card.add("created", job.created_at);
    card.add("changed", job.updated_at);
    return std::move(card).lines();
}

std::string event_line(const Event& event, std::size_t type_width, bool with_job) {
    const auto at = parse_time(event.at);
    std::string line = (at ? to_the_second(*at) : visible(event.at)) + "  ";
    if (with_job) line += visible(event.job_id) + "  ";
    line += padded(visible(event.type), type_width);
    if (!event.cause.empty()) line += "  " + visible(event.cause);
    for (const auto& [name, value] : event.rest)
        if (!value.empty()) line += "  " + visible(name) + "=" + visible(value);
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::vector<std::string> event_lines(const std::vector<Event>& events, bool with_jobs) {
    std::size_t widest = 0;
    for (const Event& event : events) widest = std::max(widest, display_width(visible(event.type)));
    std::vector<std::string> lines;
    for (const Event& event : events) lines.push_back(event_line(event, widest, with_jobs));
    return lines;
}

}  // namespace understudy::cli
