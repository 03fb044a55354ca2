#include "cli/progress.hpp"

#include <algorithm>
#include <cmath>

#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

bool same_phase(const Job& a, const Job& b) { return a.state == b.state && a.attempt == b.attempt; }

std::string attempt_words(const Job& job) {
    std::string words = "attempt " + std::to_string(job.attempt);
    if (job.max_attempts > 0) words += " of " + std::to_string(job.max_attempts);
    return words;
}

Line heading(const Job& job) { return {{visible(job.name), Ink::bold}, {"  " + visible(job.id), Ink::dim}}; }

std::string percent_words(double fraction) {
    return padded(std::to_string(static_cast<int>(fraction * 100)), 3, true) + " %";
}

Line bar_line(const Job& job, double fraction, std::size_t width) {
    const std::size_t room = width > 24 ? width - 24 : 0;
    const std::size_t columns = std::min<std::size_t>(room, 42);
    return {{visible(job.state) + "  ", ink_of(job.state)},
            {columns >= 6 ? bar(fraction, columns) + " " : ""},
            {percent_words(fraction)}};
}

std::string amount_words(const Progress& progress) {
    std::string words = grouped(progress.files_done) + " of " + counted(progress.files_total, "file");
    if (progress.bytes_total > 0)
        words += " · " + bytes_in_words(progress.bytes_sent) + " of " + bytes_in_words(progress.bytes_total);
    return words;
}

std::string pace_words(std::span<const Snapshot> snapshots) {
    const auto rate = upload_rate(snapshots);
    if (!rate) return "";
    if (*rate < 1) return " · nothing moves";
    const Progress& progress = snapshots.back().job.progress;
    const double left =
        static_cast<double>(progress.bytes_total - std::min(progress.bytes_sent, progress.bytes_total));
    const auto until = seconds(static_cast<long long>(std::ceil(std::min(left / *rate, 1e9))));
    return " · " + rate_in_words(*rate) + " · ETA " + in_words(until);
}

std::string whole_seconds(Duration duration) {
    return duration < seconds(1) ? "0 s" : in_words(std::chrono::floor<seconds>(duration));
}

void add_sentences(std::vector<Line>& lines, const std::string& text, Ink ink, std::size_t width) {
    if (text.empty()) return;
    for (std::string& piece : wrapped(text, width > 4 ? width - 2 : width))
        lines.push_back({{width > 4 ? "  " : ""}, {std::move(piece), ink}});
}

/// The lines of a job that moves by itself.
void add_movement(std::vector<Line>& lines, std::span<const Snapshot> snapshots, Now now, std::size_t width) {
    const Job& job = snapshots.back().job;
    const auto fraction = fraction_done(job.progress);
    if (job.state == "uploading" && fraction) {
        lines.push_back(bar_line(job, *fraction, width));
        lines.push_back({{"  " + amount_words(job.progress) + (job.hold ? "" : pace_words(snapshots))}});
        return;
    }
    Line line = standing(job, now);
    if (job.state == "training" || job.state == "uploading" || job.state == "draft")
        line.push_back({" · for " + whole_seconds(now.wall - snapshots.back().since)});
    if (const std::string heard = heard_words(job); !heard.empty())
        line.push_back({" · " + heard});
    else if (job.state == "draft" && job.progress.files_total > 0)
        line.push_back({" · " + counted(job.progress.files_total, "recording")});
    lines.push_back(std::move(line));
}

}  // namespace

Snapshot snapshot_after(const std::vector<Snapshot>& before, Job job, Now now) {
    Snapshot next{std::move(job), now.steady, now.wall};
    const bool first = before.empty();
    if (!first && same_phase(before.back().job, next.job)) {
        next.since = before.back().since;
        return next;
    }
    // It cannot have begun before it was last seen in another phase, whatever its clock says.
    const Time last_look = first ? Time::min() : now.wall - (now.steady - before.back().seen);
    if (next.job.updated_at) next.since = std::clamp(*next.job.updated_at, last_look, now.wall);
    return next;
}

void keep_window(std::vector<Snapshot>& snapshots) {
    if (snapshots.empty()) return;
    const Duration from = snapshots.back().seen - rate_window;
    const auto old = [&](const Snapshot& snapshot) { return snapshot.seen < from; };
    snapshots.erase(snapshots.begin(), std::find_if_not(snapshots.begin(), snapshots.end() - 1, old));
}

std::optional<double> upload_rate(std::span<const Snapshot> snapshots) {
    if (snapshots.empty()) return std::nullopt;
    std::size_t first = snapshots.size() - 1;
    const Snapshot& last = snapshots.back();
    while (first > 0) {
        const Snapshot& earlier = snapshots[first - 1];
        const bool stepped_back = earlier.job.progress.bytes_sent > snapshots[first].job.progress.bytes_sent;
        if (stepped_back || !same_phase(earlier.job, last.job) || last.seen - earlier.seen > rate_window)
            break;
        --first;
    }
    const double passed_s = std::chrono::duration<double>(last.seen - snapshots[first].seen).count();
    if (passed_s < 1) return std::nullopt;
    const auto moved = last.job.progress.bytes_sent - snapshots[first].job.progress.bytes_sent;
    return static_cast<double>(moved) / passed_s;
}

std::optional<double> fraction_done(const Progress& progress) {
    const bool by_bytes = progress.bytes_total > 0;
    const auto whole = static_cast<double>(by_bytes ? progress.bytes_total : progress.files_total);
    const auto done = static_cast<double>(by_bytes ? progress.bytes_sent : progress.files_done);
    if (whole <= 0) return std::nullopt;
    return std::min(done / whole, 1.0);
}

std::string bar(double fraction, std::size_t columns) {
    const std::size_t cells = columns > 2 ? columns - 2 : 0;
    const auto full = static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(cells));
    return "[" + std::string(full, '#') + std::string(cells - full, '.') + "]";
}

std::string heard_words(const Job& job) {
    const Progress& progress = job.progress;
    if (job.state != "draft" || !job.preflight.verdict.empty()) return "";
    if (progress.files_measured >= progress.files_total) return "";
    return grouped(progress.files_measured) + " of " + grouped(progress.files_total) + " heard";
}

Line standing(const Job& job, Now now) {
    Line line{{visible(job.state), ink_of(job.state)}};
    if (job.attempt > 0 && job.state != "completed") line.push_back({", " + attempt_words(job)});
    if (job.hold) {
        line.push_back({", "});
        line.push_back({"held (" + visible(job.hold->reason) + ")", Ink::yellow});
    } else if (job.state == "failed" && job.retry_at) {
        const bool due = *job.retry_at <= now.wall;
        line.push_back({due ? "; the next attempt is due"
                            : "; next attempt in " + whole_seconds(*job.retry_at - now.wall)});
    }
    return line;
}

std::string hold_words(const Job& job) {
    if (!job.hold) return "";
    std::string words = "Held: " + visible(job.hold->reason);
    if (!job.hold->needs.empty()) words += ". Needs: " + visible(in_options(job.hold->needs));
    if (job.hold->reason == "paused") words += ". «understudy release " + visible(job.id) + "» lets it go on";
    return words;
}

std::string error_words(const Job& job) {
    if (!job.error) return "";
    const JobError& error = *job.error;
    std::string words = visible(error.title.empty() ? error.type : error.title);
    if (!error.detail.empty() && error.detail != error.title) words += ": " + visible(error.detail);
    const std::string status = error.http_status ? "HTTP " + std::to_string(*error.http_status) : "";
    if (words.find(status) == std::string::npos) words += " (" + status + ")";
    return words;
}

std::vector<std::string> live_lines(std::span<const Snapshot> snapshots, Now now, std::size_t width,
                                    bool colours) {
    const Job& job = snapshots.back().job;
    std::vector<Line> lines{heading(job)};
    add_movement(lines, snapshots, now, width);
    add_sentences(lines, hold_words(job), Ink::yellow, width);
    add_sentences(lines, error_words(job), job.state == "failed" ? Ink::red : Ink::dim, width);
    std::vector<std::string> texts;
    for (const Line& line : lines) texts.push_back(to_text(line, width, colours));
    return texts;
}

}  // namespace understudy::cli
