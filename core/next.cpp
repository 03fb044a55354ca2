#include "core/next.hpp"

#include <algorithm>

#include "core/backoff.hpp"
#include "core/marker.hpp"
#include "core/preflight.hpp"
#include "core/require.hpp"

namespace understudy {
namespace {

/// The request of the open intent, made anew from what is stored: a restart changes nothing in it.
const Intent& open_intent(const Job& job) {
    require(!job.intents.empty() && job.intents.back().status == IntentStatus::open,
            "a create needs an open intent as the job's last");
    return job.intents.back();
}

NewDataset dataset_request(const Job& job) {
    const Intent& intent = open_intent(job);
    return {job.spec.name, marked({job.id, intent.attempt, intent.nonce}, job.spec.description)};
}

NewFineTune fine_tune_request(const Job& job) {
    const Intent& intent = open_intent(job);
    NewFineTune request{
        job.spec.name,     marked({job.id, intent.attempt, intent.nonce}, job.spec.description),
        job.spec.language, job.spec.model_id,
        job.dataset_id,    job.spec.accent};
    require(digest_of(request) == intent.digest, "the paid request is not the one that the intent recorded");
    return request;
}

/// Named actions go into the plan at once, or at the time when the job may go on.
class Planner {
  public:
    Planner(const Job& job, const Policy& policy, Now now) : job_(job), policy_(policy), now_(now) {}

    Plan plan() {
        std::visit([this](const auto& state) { in(state); }, job_.state);
        return std::move(plan_);
    }

  private:
    void in(const Draft&) {
        // What cannot even be loaded would be asked for without an end.
        if (job_.hold && job_.hold->reason == HoldReason::quarantined) return;
        if (needs_recordings(job_)) return measure();
        if (to_be_judged(job_, policy_)) with_recordings();
    }

    void in(const Uploading& uploading) {
        switch (uploading.step) {
            case UploadingStep::needs_dataset:
                return send(IntendDataset{});
            case UploadingStep::creating_dataset:
                if (may_send()) send(CreateDataset{dataset_request(job_)});
                return;
            case UploadingStep::settling_dataset:
                return look(policy_.dataset_settle_window, FindDataset{});
            case UploadingStep::sending_files:
                return send_files();
        }
    }

    void in(const Training& training) {
        switch (training.step) {
            case TrainingStep::checking:
                if (may_send() && with_recordings()) send(CheckBeforeSpend{});
                return;
            case TrainingStep::buying:
                if (may_send()) send(CreateFineTune{fine_tune_request(job_)});
                return;
            case TrainingStep::settling:
                return look(policy_.settle_window, Reconcile{});
            case TrainingStep::watching:
                if (to_be_stopped(job_)) return when_patient(StopTraining{training.fine_tune_id});
                return when_patient(Watch{training.fine_tune_id});
            case TrainingStep::collecting:
                return when_patient(ListVoices{training.fine_tune_id});
        }
    }

    /// The wait is bounded by the delay that it was made with: a clock that steps back cannot make it longer.
    void in(const Failed& failed) {
        if (!failed.retry_at || job_.hold) return;
        wake(now_.steady + std::min(*failed.retry_at - now_.wall, failed.retry_delay));
    }

    void in(const Completed&) {}
    void in(const Canceled&) {}

    /// What cannot be read holds up nothing else: it comes last, and again and again.
    void measure() {
        if (job_.hold && job_.hold->reason == HoldReason::recordings_changed) return;
        if (!with_recordings() || !patient()) return;
        if (name_measures([this](const Recording& r, std::uint64_t position) {
                return !r.measurement && !job_.run.unread.contains(position);
            }))
            return;
        if (!job_.run.unread.empty() && now_.steady < job_.run.read_again) return wake(job_.run.read_again);
        name_measures([](const Recording& r, std::uint64_t) { return !r.measurement || is_unreadable(r); });
    }

    /// False when there are none.
    template <class Wanted>
    bool name_measures(Wanted wanted) {
        return name_positions(policy_.parallel_measures, wanted,
                              [](std::uint64_t position) -> Action { return Measure{position}; });
    }

    void send_files() {
        if (!may_send() || !with_recordings() || !patient()) return;
        const auto& recordings = job_.recordings;
        const bool any_uncertain = std::any_of(recordings.begin(), recordings.end(), [](const Recording& r) {
            return r.delivery == Delivery::uncertain;
        });
        const bool any_pending = std::any_of(recordings.begin(), recordings.end(), [](const Recording& r) {
            return r.delivery == Delivery::pending;
        });
        if (!job_.run.listed || any_uncertain) plan_.actions.emplace_back(ListFiles{});
        if (!job_.run.listed) return;
        if (any_pending)
            return name_positions(
                       policy_.parallel_files,
                       [](const Recording& r, std::uint64_t) { return r.delivery == Delivery::pending; },
                       [](std::uint64_t position) -> Action { return UploadFile{position}; }),
                   void();
        if (any_uncertain) return;
        if (!job_.run.surplus.empty())
            return plan_.actions.emplace_back(DeleteFile{job_.run.surplus.front().id}), void();
        plan_.actions.emplace_back(ListFiles{});  // all was accepted: does the listing agree?
    }

    /// False when none is wanted.
    template <class Wanted, class Make>
    bool name_positions(int parallel, Wanted wanted, Make make) {
        const int most = 2 * parallel;
        int left = most;
        for (std::uint64_t position = 0; position < job_.recordings.size() && left > 0; ++position) {
            if (!wanted(job_.recordings[position], position)) continue;
            plan_.actions.push_back(make(position));
            --left;
        }
        return left < most;
    }

    [[nodiscard]] bool may_send() const { return !job_.hold && !job_.cancel_wished; }

    /// Loads the recordings first where they are not there.
    bool with_recordings() {
        if (!job_.recordings_loaded) plan_.actions.emplace_back(LoadRecordings{});
        return job_.recordings_loaded;
    }

    /// False while the job waits after a failure.
    bool patient() {
        if (now_.steady >= job_.run.not_before) return true;
        wake(job_.run.not_before);
        return false;
    }

    void send(Action action) {
        if (may_send()) when_patient(std::move(action));
    }

    void when_patient(Action action) {
        if (patient()) plan_.actions.push_back(std::move(action));
    }

    void look(Duration window, Action action) {
        const Run& run = job_.run;
        const Duration due =
            next_look(run.settling_since, run.last_sighting, run.sightings, window, policy_.settle_listings);
        if (now_.steady >= due) return when_patient(std::move(action));
        wake(std::max(due, run.not_before));
    }

    void wake(Duration at) { plan_.wake_at = plan_.wake_at ? std::min(*plan_.wake_at, at) : at; }

    const Job& job_;
    const Policy& policy_;
    Now now_;
    Plan plan_;
};

}  // namespace

Plan next(const Job& job, const Policy& policy, Now now) { return Planner(job, policy, now).plan(); }

bool needs_durable(const Action& action) {
    return std::holds_alternative<CreateDataset>(action) || std::holds_alternative<CreateFineTune>(action) ||
           std::holds_alternative<DeleteFile>(action) || std::holds_alternative<StopTraining>(action);
}

bool uploads(const Action& action) {
    return std::holds_alternative<IntendDataset>(action) || std::holds_alternative<CreateDataset>(action) ||
           std::holds_alternative<UploadFile>(action) || std::holds_alternative<DeleteFile>(action);
}

bool sends(const Action& action) { return needs_durable(action) || uploads(action) || spends(action); }

bool spends(const Action& action) {
    return std::holds_alternative<CheckBeforeSpend>(action) || std::holds_alternative<CreateFineTune>(action);
}

}  // namespace understudy
