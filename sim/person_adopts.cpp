// The person at work in the playground: begins trainings there by hand, without our marker, and has the
// daemon follow some of them.
#include <algorithm>

#include "core/adoption.hpp"
#include "sim/person.hpp"

namespace understudy::simulated {

void Person::work_by_hand() {
    const auto& by_hand = world_.cloud.by_hand;
    if (by_hand.empty() || chance_.happens(0.4)) return train_by_hand();
    auto id = by_hand.begin();
    std::advance(id, chance_.between(0, static_cast<std::int64_t>(by_hand.size()) - 1));
    adopt(*id);
}

/// On a dataset of their own, or on one that a job stands on.
void Person::train_by_hand() {
    const Job* job = any_job();
    std::string dataset = job && chance_.happens(0.3) ? job->dataset_id : "";
    if (dataset.empty()) {
        dataset = world_.cloud.add_dataset("made in the playground");
        world_.cloud.add_file(dataset, "take.wav", 100);
    }
    trace_.say(world_.loop.steady(), "person", "trains by hand on " + dataset);
    world_.cloud.train_by_hand(dataset);
}

AdoptionSight Person::sight_of(const CloudFineTune& fine_tune) const {
    AdoptionSight sight;
    for (const auto& [id, job] : world_.store.jobs) {
        for (const Intent& intent : job.intents) sight.known |= intent.remote_id == fine_tune.id;
        if (!at_rest(job)) sight.at_work.push_back(job);
    }
    return sight;
}

/// As the REST API does it: one request for a fine-tune at a time, what is seen is judged, then it is a job.
void Person::adopt(const std::string& fine_tune_id) {
    if (!world_.driver || adopting_.contains(fine_tune_id)) return;
    auto fine_tune = world_.cloud.look_up(fine_tune_id);
    if (!fine_tune || forbids_following(*fine_tune, sight_of(*fine_tune))) return;
    trace_.say(world_.loop.steady(), "person", "adopts " + fine_tune_id);
    Submission submission;
    submission.adopted = std::move(*fine_tune);
    adopting_.insert(fine_tune_id);
    world_.driver->submit(std::move(submission), std::nullopt,
                          [this, fine_tune_id](const Result<Submitted, Problem>& made) {
                              adopting_.erase(fine_tune_id);
                              if (made.ok()) checker_.acknowledged(made->view.job.id);
                          });
}

}  // namespace understudy::simulated
