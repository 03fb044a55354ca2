#include "cli/top_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "cli/table.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

using History = std::vector<Snapshot>;
constexpr int needs_nobody = 3;  // from this urgency on

const Job& job_of(const History* history) { return history->back().job; }

double rate_of(const History& history) {
    return history.back().job.state == "uploading" ? upload_rate(history).value_or(0) : 0;
}

Span state_cell(const Job& job) {
    if (job.hold) return {visible(job.state) + " (held)", Ink::yellow};
    return {visible(job.state), ink_of(job.state)};
}

std::string progress_cell(const Job& job) {
    if (const std::string heard = heard_words(job); !heard.empty()) return heard;
    if (job.state == "completed") return counted(job.voices.size(), "voice");
    const auto fraction = job.state == "uploading" ? fraction_done(job.progress) : std::nullopt;
    if (!fraction) return "";
    return bar(*fraction, 14) + " " + std::to_string(static_cast<int>(*fraction * 100)) + " %";
}

std::string left_cell(const History& history) {
    const Progress& progress = history.back().job.progress;
    const double rate = rate_of(history);
    if (rate < 1 || history.back().job.hold) return "";
    const auto left =
        static_cast<double>(progress.bytes_total - std::min(progress.bytes_sent, progress.bytes_total));
    return in_words(seconds(static_cast<long long>(std::ceil(std::min(left / rate, 1e9)))));
}

std::string attempt_cell(const Job& job) {
    return job.attempt == 0 ? "" : std::to_string(job.attempt) + "/" + std::to_string(job.max_attempts);
}

Span note_cell(const Snapshot& snapshot, Now now) {
    const Job& job = snapshot.job;
    if (job.hold) {
        const std::string needs = job.hold->needs.empty() ? "" : ": " + visible(in_options(job.hold->needs));
        return {visible(job.hold->reason) + needs, Ink::yellow};
    }
    if (job.state == "failed" && job.retry_at) {
        if (*job.retry_at <= now.wall) return {"the next attempt is due"};
        return {"next attempt in " + in_words(std::chrono::ceil<seconds>(*job.retry_at - now.wall))};
    }
    if (job.state == "failed") return {error_words(job), Ink::red};
    const auto passed = std::chrono::floor<seconds>(now.wall - snapshot.since);
    if (job.state == "training" && passed >= seconds(1)) return {"for " + in_words(passed), Ink::dim};
    return {""};
}

Line row_of(const History& history, Now now) {
    const Job& job = history.back().job;
    const double rate = rate_of(history);
    return {{visible(job.id), Ink::dim}, {visible(job.name), Ink::bold},        state_cell(job),
            {progress_cell(job)},        {rate < 1 ? "" : rate_in_words(rate)}, {left_cell(history)},
            {attempt_cell(job)},         note_cell(history.back(), now)};
}

std::vector<const History*> sorted(const TopView& view) {
    std::vector<const History*> all;
    for (const History& history : view.jobs) all.push_back(&history);
    std::stable_sort(all.begin(), all.end(), [](const History* a, const History* b) {
        const int left = urgency(job_of(a)), right = urgency(job_of(b));
        return left != right ? left < right : job_of(a).id > job_of(b).id;
    });
    return all;
}

Line totals(const TopView& view) {
    std::map<std::string, std::uint64_t> states;
    std::uint64_t waiting = 0;
    double rate = 0;
    for (const History& history : view.jobs) {
        ++states[history.back().job.state];
        if (urgency(history.back().job) < needs_nobody) ++waiting;
        rate += rate_of(history);
    }
    Line line{{counted(view.jobs.size(), "job") + (view.more ? " shown" : ""), Ink::bold}};
    if (waiting > 0)
        line.push_back(
            {" · " + grouped(waiting) + (waiting == 1 ? " needs" : " need") + " a person", Ink::yellow});
    for (const char* state : {"draft", "uploading", "training", "failed", "completed", "canceled"})
        if (states.contains(state))
            line.push_back({" · " + grouped(states[state]) + " " + state, ink_of(state)});
    if (rate >= 1) line.push_back({" · " + rate_in_words(rate)});
    return line;
}

Line second_line(const TopView& view) {
    if (!view.away.empty())
        return {{"the daemon does not answer; trying on (" + visible(view.away) + ")", Ink::yellow}};
    if (!view.paused.empty()) return {{view.paused, Ink::yellow}};
    if (view.seen && view.jobs.empty()) return {{"No jobs yet. «understudy submit» makes one."}};
    return {{"q quits · the daemon is at " + visible(view.address), Ink::dim}};
}

}  // namespace

int urgency(const Job& job) {
    if (job.hold) return needs_decision(job.hold->reason) ? 0 : 1;
    if (job.state == "failed") return job.retry_at ? 5 : 2;
    if (job.state == "uploading") return needs_nobody;
    if (job.state == "training") return 4;
    if (job.state == "draft") return 6;
    return job.state == "completed" ? 7 : 8;
}

std::vector<std::string> top_lines(const TopView& view, ScreenSize size, Now now, bool colours) {
    const std::vector<const History*> jobs = sorted(view);
    const std::size_t heading = 3;  // totals, a line below, the table's titles
    const std::size_t room = size.rows > heading ? size.rows - heading : 0;
    const bool cut = jobs.size() > room;
    const std::size_t shown = cut && room > 0 ? room - 1 : std::min(room, jobs.size());
    Table table;
    table.columns = {{"ID", false, unlimited, 5},      {"NAME", false, 8, 0},
                     {"STATE", false, 9, 0},           {"PROGRESS", false, unlimited, 1},
                     {"RATE", true, unlimited, 3},     {"LEFT", true, unlimited, 2},
                     {"ATTEMPT", false, unlimited, 4}, {"NOTE", false, 10, 1}};
    for (std::size_t i = 0; i < shown; ++i) table.rows.push_back(row_of(*jobs[i], now));
    std::vector<std::string> lines{to_text(totals(view), size.columns, colours),
                                   to_text(second_line(view), size.columns, colours)};
    if (shown > 0)
        for (std::string& line : to_lines(table, size.columns, colours)) lines.push_back(std::move(line));
    if (cut)
        lines.push_back(
            to_text({{"… and " + grouped(jobs.size() - shown) + " more"}}, size.columns, colours));
    if (lines.size() > size.rows) lines.resize(size.rows);
    return lines;
}

}  // namespace understudy::cli
