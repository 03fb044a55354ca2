// Lets go of datasets: the one that was made for a job is deleted in the cloud a while after the job
// completed.
//
// A round looks for completed jobs that are due, asks the cloud what stands there, and deletes one dataset
// after another, each once nothing stands on it. That it is gone is kept in its job, so that no later round
// asks. Where a deletion's outcome is not known the next round sees what came of it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/playground.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy {

/// On the I/O thread. Wakes only when something may be due: without a time, never.
class DatasetRetention {
  public:
    /// What it works through. All outlive it.
    struct World {
        Desk& desk;
        Cloud& cloud;
        Playground& playground;
        Clock& clock;                  ///< its own
        std::set<std::string>& taken;  ///< datasets that somebody is working on
        /// The cloud's clock less ours, as far as it is known: what is deleted by a wrong clock is gone.
        std::function<std::optional<Duration>()> clock_ahead;
        /// A line for the log; `trouble` when somebody should see to it.
        std::function<void(const std::string& words, bool trouble)> tell;
    };
    /// `after` a job completed; zero: never.
    DatasetRetention(World world, Duration after);
    DatasetRetention(const DatasetRetention&) = delete;
    DatasetRetention& operator=(const DatasetRetention&) = delete;

    void start();
    /// Asks nothing any more.
    void stop();
    void reconfigure(Duration after);

  private:
    struct Due {
        std::string job_id, dataset_id, fine_tune_id;
        Duration age{};  ///< since the job completed
    };
    template <class T>
    [[nodiscard]] std::function<void(T)> while_meant(std::function<void(T)> then);

    void begin_round();
    void list_completed(const std::string& before_id);
    void consider(const Job& job);
    void list_datasets();
    void list_fine_tunes();
    void next();
    void look_at_trainings();
    void look_for_users(const std::string& before_id);
    void let_go();
    void delete_dataset();
    void record(const std::string& how);
    void later(const std::string& why, bool trouble = false);
    void end_round();
    void wake_in(Duration pause);

    World world_;
    Duration after_;
    bool started_ = false;
    std::shared_ptr<const int> meant_;         ///< another one whenever what was asked counts no more
    std::set<std::string> left_alone_;         ///< datasets that are none of ours
    std::map<std::string, std::string> told_;  ///< by dataset: why it stays, as it was said last

    // Of the round under way.
    std::vector<Due> due_;
    Due now_;
    bool holding_ = false;  ///< its dataset is taken by us
    std::map<std::string, CloudDataset> datasets_;
    std::vector<CloudFineTune> fine_tunes_;
    bool some_stay_ = false;
    Duration soonest_{};  ///< until another job may be due
};

template <class T>
std::function<void(T)> DatasetRetention::while_meant(std::function<void(T)> then) {
    return [meant = std::weak_ptr<const int>(meant_), then = std::move(then)](T answer) {
        if (!meant.expired()) then(std::move(answer));
    };
}

}  // namespace understudy
