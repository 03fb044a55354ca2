#include "daemon/driver/housekeeper.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/counted.hpp"

namespace understudy {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration after_the_start = minutes{5}, between_prunings = hours{24}, after_trouble = hours{1};

std::string written(const BackupFile& file) {
    return "backup written and read back: " + file.path + ", " +
           counted(static_cast<std::size_t>(file.jobs), "job") + ", " + counted(file.bytes, "byte");
}

}  // namespace

Housekeeper::Housekeeper(Archive& archive, Clock& clock, HousekeepingPlan plan, Tell tell)
    : archive_(archive), clock_(clock), plan_(std::move(plan)), tell_(std::move(tell)) {}

void Housekeeper::start() {
    backup_at_.reset();
    prune_at_.reset();
    if (!plan_.backup_folder.empty() && !backing_up_) look_for_backups();
    if (plan_.history > Duration{0} && !pruning_) prune_at_ = clock_.steady() + after_the_start;
    rearm();
}

void Housekeeper::reconfigure(HousekeepingPlan plan) {
    if (plan == std::exchange(plan_, plan)) return;
    backups_ = {};
    start();
}

/// The folder says when the last one was made: a restart makes none before its time.
void Housekeeper::look_for_backups() {
    backing_up_ = true;
    archive_.newest_backup(
        plan_.backup_folder, clock_.wall(), [this, folder = plan_.backup_folder](auto newest) {
            if (!is_still_meant(folder)) return;
            if (!newest) return backup_failed(newest.error());
            backups_.newest = *newest;
            const Duration left = *newest ? **newest + plan_.backup_interval - clock_.wall() : Duration{0};
            backup_at_ = clock_.steady() + std::clamp(left, Duration{0}, plan_.backup_interval);
            rearm();
        });
}

void Housekeeper::back_up() {
    backing_up_ = true;
    archive_.back_up_into(plan_.backup_folder, plan_.backups_kept, clock_.wall(),
                          [this, folder = plan_.backup_folder](auto outcome) {
                              if (!is_still_meant(folder)) return;
                              if (!outcome) return backup_failed(outcome.error());
                              backups_ = {clock_.wall(), ""};
                              tell_(written(*outcome), false);
                              backup_at_ = clock_.steady() + plan_.backup_interval;
                              rearm();
                          });
}

/// An answer came. Where the plan names another folder by now, that one is looked at in its stead.
bool Housekeeper::is_still_meant(const std::string& folder) {
    backing_up_ = false;
    if (folder == plan_.backup_folder) return true;
    if (!plan_.backup_folder.empty()) look_for_backups();
    return false;
}

void Housekeeper::backup_failed(const StoreTrouble& trouble) {
    if (trouble.what != std::exchange(backups_.trouble, trouble.what))
        tell_("no backup could be made: " + trouble.what, true);
    backup_at_ = clock_.steady() + std::min(after_trouble, plan_.backup_interval);
    rearm();
}

void Housekeeper::prune(std::int64_t behind) {
    pruning_ = true;
    archive_.prune(clock_.wall() - plan_.history, behind, [this](Result<Pruned, StoreTrouble> round) {
        if (round) return pruned(*round);
        prune_again_in(after_trouble);  // the disk: the driver tells of that
    });
}

/// To the end of the history, and then for as long as pages are given back.
void Housekeeper::pruned(const Pruned& round) {
    let_go_ += round.let_go;
    const bool kept_for_ever = plan_.history == Duration{0};
    if (round.more && !kept_for_ever) return prune(round.looked_to);
    const bool shrinks =
        round.free_pages > 0 && round.free_pages < std::exchange(free_before_, round.free_pages);
    if (shrinks && !kept_for_ever) return prune(round.looked_to);
    if (let_go_ > 0)
        tell_("history: let go of " + counted(static_cast<std::size_t>(let_go_), "small step") +
                  " of jobs at rest",
              false);
    prune_again_in(between_prunings);
}

/// Unless all history is kept for ever by now.
void Housekeeper::prune_again_in(Duration pause) {
    pruning_ = false;
    if (plan_.history > Duration{0}) prune_at_ = clock_.steady() + pause;
    rearm();
}

void Housekeeper::rearm() {
    std::optional<Duration> next = backup_at_;
    if (prune_at_ && (!next || *prune_at_ < *next)) next = prune_at_;
    if (next)
        clock_.wake_at(*next, [this] { due(); });
    else
        clock_.sleep();
}

void Housekeeper::due() {
    const Duration now = clock_.steady();
    if (backup_at_ && *backup_at_ <= now) {
        backup_at_.reset();
        if (!backing_up_) back_up();
    }
    if (prune_at_ && *prune_at_ <= now) {
        prune_at_.reset();
        let_go_ = 0;
        free_before_ = std::numeric_limits<std::int64_t>::max();
        if (!pruning_ && plan_.history > Duration{0}) prune(0);
    }
    rearm();
}

}  // namespace understudy
