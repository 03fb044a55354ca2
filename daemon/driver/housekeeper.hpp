// What a database needs now and then and no job asks for: backups, and letting go of old history.
#pragma once

#include <optional>
#include <string>

#include "core/archive.hpp"
#include "core/checkup_backups.hpp"
#include "core/clock.hpp"

namespace understudy {

struct HousekeepingPlan {
    std::string backup_folder;  ///< "": no backups
    Duration backup_interval = std::chrono::hours{24};
    std::size_t backups_kept = 7;
    Duration history{};  ///< zero: kept for ever
    bool operator==(const HousekeepingPlan&) const = default;
};

/// How the backups do, for people and for metrics.
struct BackupState {
    std::optional<Time> newest;  ///< nullopt: none is known
    std::string trouble;         ///< why the last try failed; "" when it did not
};

/// On the I/O thread. Wakes only when something is due: with neither of both, never.
class Housekeeper {
  public:
    /// `tell` is called with a line for the log, `trouble` when somebody should see to it. The clock is the
    /// housekeeper's own.
    using Tell = std::function<void(const std::string& words, bool trouble)>;
    Housekeeper(Archive& archive, Clock& clock, HousekeepingPlan plan, Tell tell);

    void start();
    void reconfigure(HousekeepingPlan plan);
    [[nodiscard]] const BackupState& backups() const { return backups_; }
    /// For a checkup.
    [[nodiscard]] BackupFacts facts() const {
        return {plan_.backup_folder, plan_.backup_interval, backups_.newest, backups_.trouble, clock_.wall()};
    }

  private:
    void look_for_backups();
    void back_up();
    [[nodiscard]] bool is_still_meant(const std::string& folder);
    void backup_failed(const StoreTrouble& trouble);
    void prune(std::int64_t behind);
    void pruned(const Pruned& round);
    void prune_again_in(Duration pause);
    void rearm();
    void due();

    Archive& archive_;
    Clock& clock_;
    HousekeepingPlan plan_;
    Tell tell_;
    BackupState backups_;
    std::optional<Duration> backup_at_, prune_at_;  ///< steady
    bool backing_up_ = false, pruning_ = false;
    std::int64_t let_go_ = 0, free_before_ = 0;
};

}  // namespace understudy
