#include "daemon/driver/dataset_retention.hpp"

#include <algorithm>
#include <utility>

#include "core/in_use.hpp"
#include "core/marker.hpp"

namespace understudy {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration after_the_start = minutes{5}, between_rounds = hours{1};
constexpr Duration most_ahead = minutes{10};
constexpr std::size_t page = 500;

using Jobs = Result<std::vector<JobView>, Problem>;

bool bears_marker_of(const std::string& job_id, const CloudDataset& dataset) {
    const auto marker = marker_of(dataset.description);
    return marker && marker->job_id == job_id;
}

/// One that failed may be re-attempted.
bool needs(const Job& job, const CloudDataset& dataset) {
    return (!at_rest(job) || std::holds_alternative<Failed>(job.state)) && uses(job, dataset);
}

}  // namespace

DatasetRetention::DatasetRetention(World world, Duration after)
    : world_(std::move(world)), after_(after), meant_(std::make_shared<const int>(0)) {}

void DatasetRetention::start() {
    started_ = true;
    if (after_ > Duration{0}) wake_in(after_the_start);
}

void DatasetRetention::stop() {
    started_ = false;
    meant_.reset();
    let_go();
    world_.clock.sleep();
}

/// A deletion that is under way keeps its dataset taken until it is answered; the next round sees to it.
void DatasetRetention::reconfigure(Duration after) {
    if (after == std::exchange(after_, after) || !started_) return;
    meant_ = std::make_shared<const int>(0);
    let_go();
    after_ > Duration{0} ? wake_in(after_the_start) : world_.clock.sleep();
}

void DatasetRetention::wake_in(Duration pause) {
    world_.clock.wake_at(world_.clock.steady() + pause, [this] { begin_round(); });
}

void DatasetRetention::begin_round() {
    due_.clear();
    some_stay_ = false;
    soonest_ = after_;
    list_completed("");
}

void DatasetRetention::list_completed(const std::string& before_id) {
    JobQuery query{.states = {"completed"}, .limit = page, .before_id = before_id};
    world_.desk.list(std::move(query), while_meant<Jobs>([this](Jobs jobs) {
                         if (!jobs.ok()) return some_stay_ = true, end_round();
                         for (const JobView& view : *jobs) consider(view.job);
                         if (jobs->size() == page) return list_completed(jobs->back().job.id);
                         due_.empty() ? end_round() : list_datasets();
                     }));
}

void DatasetRetention::consider(const Job& job) {
    if (!job.own_dataset || job.dataset_id.empty() || left_alone_.contains(job.dataset_id)) return;
    const Duration left = job.updated_at + after_ - world_.clock.wall();
    if (left <= Duration{0})
        return due_.push_back({job.id, job.dataset_id, fine_tune_of(job), after_ - left});
    soonest_ = std::min(soonest_, left);
}

void DatasetRetention::list_datasets() {
    using Listed = Outcome<std::vector<CloudDataset>>;
    world_.cloud.list_datasets(while_meant<Listed>([this](Listed listed) {
        if (!listed) return some_stay_ = true, end_round();
        datasets_.clear();
        for (CloudDataset& dataset : *listed) datasets_.emplace(dataset.id, std::move(dataset));
        list_fine_tunes();
    }));
}

void DatasetRetention::list_fine_tunes() {
    using Listed = Outcome<std::vector<CloudFineTune>>;
    world_.cloud.list_fine_tunes(while_meant<Listed>([this](Listed listed) {
        const auto ahead = world_.clock_ahead();
        const bool clock_good = ahead && std::chrono::abs(*ahead) < most_ahead;
        if (!listed || !clock_good) return some_stay_ = true, end_round();
        fine_tunes_ = std::move(*listed);
        next();
    }));
}

void DatasetRetention::next() {
    if (due_.empty()) return end_round();
    now_ = std::move(due_.back());
    due_.pop_back();
    const auto dataset = datasets_.find(now_.dataset_id);
    const bool its_account =
        std::any_of(fine_tunes_.begin(), fine_tunes_.end(),
                    [this](const CloudFineTune& fine_tune) { return fine_tune.id == now_.fine_tune_id; });
    if (dataset == datasets_.end() && !its_account)
        return later(
            "neither it nor its fine-tune is in the cloud's lists: the key may be another account's");
    if (dataset == datasets_.end()) return record("it was gone already");
    if (!bears_marker_of(now_.job_id, dataset->second)) {
        left_alone_.insert(now_.dataset_id);
        return later("its description does not say that it is the job's; it is left alone", true);
    }
    if (!world_.taken.insert(now_.dataset_id).second) return later("somebody is working on it");
    holding_ = true;
    look_at_trainings();
}

void DatasetRetention::let_go() {
    if (std::exchange(holding_, false)) world_.taken.erase(now_.dataset_id);
}

/// Anew for each dataset: a training may have begun while others were deleted.
void DatasetRetention::look_at_trainings() {
    using Listed = Outcome<std::vector<CloudFineTune>>;
    world_.cloud.list_fine_tunes(while_meant<Listed>([this](Listed listed) {
        if (!listed) return later("the trainings could not be listed");
        if (trained_on(datasets_.at(now_.dataset_id), *listed)) return later("a training stands on it");
        look_for_users("");
    }));
}

/// Right before the deletion: a job may have begun while the cloud was asked.
void DatasetRetention::look_for_users(const std::string& before_id) {
    JobQuery query{
        .states = {"draft", "uploading", "training", "failed"}, .limit = page, .before_id = before_id};
    world_.desk.list(std::move(query), while_meant<Jobs>([this](Jobs jobs) {
                         if (!jobs.ok()) return later("the jobs could not be read");
                         const CloudDataset& dataset = datasets_.at(now_.dataset_id);
                         for (const JobView& view : *jobs)
                             if (needs(view.job, dataset)) return later(view.job.id + " stands on it");
                         if (jobs->size() == page) return look_for_users(jobs->back().job.id);
                         delete_dataset();
                     }));
}

void DatasetRetention::delete_dataset() {
    holding_ = false;  // until it is answered, whatever becomes of this round
    auto deleted = while_meant<Outcome<Nothing>>([this](Outcome<Nothing> outcome) {
        if (outcome) return record("the job completed " + in_words(now_.age) + " ago");
        if (outcome.error().http_status == 404) return record("it was gone already");
        later("whether it was deleted is not known: " + outcome.error().title, true);
    });
    world_.playground.delete_dataset(now_.dataset_id,
                                     [&taken = world_.taken, id = now_.dataset_id,
                                      deleted = std::move(deleted)](Outcome<Nothing> outcome) {
                                         taken.erase(id);
                                         deleted(std::move(outcome));
                                     });
}

/// Where this cannot be written the next round finds the dataset gone, and records that.
void DatasetRetention::record(const std::string& how) {
    world_.desk.command(now_.job_id, DatasetDeletedCommand{"[retention] delete_dataset_after: " + how},
                        while_meant<Result<JobView, Problem>>([this, how](Result<JobView, Problem> view) {
                            if (!view.ok()) return later("its job could not be told: " + view.error().detail);
                            told_.erase(now_.dataset_id);
                            world_.tell("the dataset " + now_.dataset_id + " of " + now_.job_id +
                                            " is deleted in the cloud: " + how,
                                        false);
                            next();
                        }));
}

/// With the next round. Each reason is told once.
void DatasetRetention::later(const std::string& why, bool trouble) {
    let_go();
    some_stay_ = some_stay_ || !left_alone_.contains(now_.dataset_id);
    if (std::exchange(told_[now_.dataset_id], why) != why)
        world_.tell("the dataset " + now_.dataset_id + " of " + now_.job_id + " is not deleted yet: " + why,
                    trouble);
    world_.clock.soon([this, meant = std::weak_ptr<const int>(meant_)] {
        if (!meant.expired()) next();
    });
}

void DatasetRetention::end_round() {
    datasets_.clear();
    fine_tunes_.clear();
    wake_in(some_stay_ ? between_rounds : std::max(between_rounds, soonest_));
}

}  // namespace understudy
