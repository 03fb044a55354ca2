#include "daemon/api/progress_board.hpp"

#include <algorithm>

#include "daemon/api/event_frames.hpp"

namespace understudy::api {

bool ProgressBoard::touch(std::string_view job_id, Duration now) {
    if (due_at_.contains(job_id)) return false;
    const auto before = looked_at_.find(job_id);
    const Duration due = before == looked_at_.end() ? now : std::max(now, before->second + pause);
    due_.emplace(due, job_id);
    due_at_.emplace(job_id, due);
    return true;
}

std::optional<Duration> ProgressBoard::next_due() const {
    return due_.empty() ? std::nullopt : std::optional(due_.begin()->first);
}

bool ProgressBoard::settle(Duration now, const Look& look) {
    const std::uint64_t before = newest_;
    std::erase_if(looked_at_, [now](const auto& entry) { return entry.second + pause <= now; });
    while (!due_.empty() && due_.begin()->first <= now) {
        const std::string job_id = due_.begin()->second;
        due_.erase(due_.begin());
        due_at_.erase(job_id);
        looked_at_.insert_or_assign(job_id, now);
        if (auto progress = look(job_id))
            show(std::move(*progress));
        else
            wipe(job_id);
    }
    return newest_ != before;
}

void ProgressBoard::show(JobProgress progress) {
    const auto shown = shown_.find(progress.job_id);
    if (shown != shown_.end() && shown->second.progress == progress) return;
    wipe(progress.job_id);
    by_version_.emplace(++newest_, progress.job_id);
    const std::string job_id = progress.job_id;
    shown_.emplace(job_id, Shown{std::move(progress), newest_});
}

void ProgressBoard::wipe(const std::string& job_id) {
    const auto shown = shown_.find(job_id);
    if (shown == shown_.end()) return;
    by_version_.erase(shown->second.version);
    shown_.erase(shown);
}

std::string ProgressBoard::take(std::uint64_t& version, std::string_view job_id, std::size_t enough) const {
    std::string frames;
    if (!job_id.empty()) {
        const auto shown = shown_.find(job_id);
        if (shown != shown_.end() && shown->second.version > version)
            frames = progress_frame(shown->second.progress);
        version = newest_;
        return frames;
    }
    for (auto next = by_version_.upper_bound(version); next != by_version_.end() && frames.size() < enough;
         ++next) {
        frames += progress_frame(shown_.find(next->second)->second.progress);
        version = next->first;
    }
    return frames;
}

}  // namespace understudy::api
