// The checkup: what the driver sees itself (jobs, store, cloud), beside what the premises say. Nothing is
// changed, neither here nor in the cloud. Who asks while one is under way hears what that one finds.
#include <algorithm>
#include <array>
#include <memory>

#include "core/marker.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {

/// Sections are shown in this order, whichever is ready first.
struct Driver::Impl::Checkup {
    enum Section { premises, database, jobs, cloud, sections };
    std::array<Checks, sections> found;
    int awaited = 0;
    CloudSight sight;
    std::optional<Trouble> unseen;  ///< why a listing is not there
    int lookups = 0;
};

namespace {

/// The cloud may be slow, but who asks waits.
constexpr seconds kCloudPatience{30};

}  // namespace

void Driver::Impl::checkup(Answer<Checks> answer) {
    awaiting_checkup_.push_back(std::move(answer));
    if (awaiting_checkup_.size() > 1) return;
    const auto round = std::make_shared<Checkup>();
    round->awaited = ports_.premises ? 3 : 2;
    if (ports_.premises)
        ports_.premises->examine([this, round](Checks checks) {
            round->found[Checkup::premises] = std::move(checks);
            section_done(round);
        });
    check_store(round);
    check_cloud(round);
}

void Driver::Impl::section_done(const std::shared_ptr<Checkup>& round) {
    if (--round->awaited > 0) return;
    checkup_ends_.reset();
    round->found[Checkup::jobs] = check_jobs();
    if (ports_.premises) round->found[Checkup::cloud].push_back(judge_clock(ports_.premises->cloud_ahead()));
    Checks all;
    for (Checks& section : round->found) std::move(section.begin(), section.end(), std::back_inserter(all));
    for (const auto& answer : std::exchange(awaiting_checkup_, {})) answer(Checks(all));
    rearm();
}

Checks Driver::Impl::check_jobs() {
    if (!ready_)
        return {{"jobs", "", CheckVerdict::fail, "The stored jobs are not read yet.",
                 "wait a moment; the log says what the database answers"}};
    Checks checks;
    for (const auto& [id, place] : seats_) {
        NextStep step;
        step.under_way = !place->flights.empty() || !place->durable() || place->reloading;
        if (!step.under_way) {
            const Plan plan = next(place->job, policy_, now());
            step.planned = !plan.actions.empty() || plan.wake_at.has_value();
        }
        for (auto& found :
             {judge_next_step(place->job, step), judge_hold(place->job), judge_recording(place->job)})
            if (found) checks.push_back(*found);
    }
    const bool all_go_on =
        std::none_of(checks.begin(), checks.end(), [](const Check& check) { return check.name == "jobs"; });
    if (all_go_on)
        checks.insert(checks.begin(),
                      {"jobs", "", CheckVerdict::pass,
                       "Each of the " + std::to_string(seats_.size()) +
                           " jobs that are not at rest has a next step, or names what it waits for.",
                       ""});
    for (Check& check : judge_policy(policy_)) checks.push_back(std::move(check));
    return checks;
}

/// All of it is read, and then the rows of the jobs at work are taken apart.
void Driver::Impl::check_store(const std::shared_ptr<Checkup>& round) {
    ports_.store.audit([this, round](Result<Nothing, StoreTrouble> audit) {
        ports_.store.load_active([this, round, audit](Result<Store::Active, StoreTrouble> active) {
            const bool only_unread = audit.ok() && !active.ok();
            const Result<Nothing, StoreTrouble> seen =
                only_unread ? Result<Nothing, StoreTrouble>(failure(active.error())) : audit;
            round->found[Checkup::database] =
                judge_database(seen, active.ok() ? active->corrupt : CorruptRows{});
            section_done(round);
        });
    });
}

/// The key first: without one, nothing else can be asked.
void Driver::Impl::check_cloud(const std::shared_ptr<Checkup>& round) {
    checkup_ends_ = ports_.clock.steady() + kCloudPatience;
    checkup_call_ = ports_.cloud.probe_key([this, round](Outcome<Nothing> outcome) {
        checkup_call_.reset();
        round->found[Checkup::cloud] = {judge_key(outcome)};
        if (!outcome.ok() || stopping_) return section_done(round), stop_if_done();
        list_for_checkup(round);
    });
    rearm();
}

/// Datasets after fine-tunes: one that is made meanwhile is seen with its dataset.
void Driver::Impl::list_for_checkup(const std::shared_ptr<Checkup>& round) {
    checkup_call_ = ports_.cloud.list_fine_tunes([this, round](Outcome<std::vector<CloudFineTune>> outcome) {
        checkup_call_.reset();
        if (!outcome.ok()) return cloud_unseen(round, outcome.error());
        round->sight.fine_tunes = std::move(outcome.value());
        if (stopping_) return cloud_unseen(round, {});
        checkup_call_ =
            ports_.cloud.list_datasets([this, round](Outcome<std::vector<CloudDataset>> datasets) {
                checkup_call_.reset();
                if (!datasets.ok()) return cloud_unseen(round, datasets.error());
                round->sight.datasets = std::move(datasets.value());
                look_up_owners(round);
            });
    });
}

void Driver::Impl::cloud_unseen(const std::shared_ptr<Checkup>& round, const Trouble& trouble) {
    const std::string words = trouble.title.empty() ? "the daemon is stopping" : trouble.title;
    round->found[Checkup::cloud].push_back({"orphans", "", CheckVerdict::warn,
                                            "What stands in the cloud could not be listed: " + words + ".",
                                            "ask again when the cloud answers"});
    section_done(round);
    if (stopping_) stop_if_done();
}

void Driver::Impl::look_up_owners(const std::shared_ptr<Checkup>& round) {
    std::set<std::string> nonces;
    std::vector<std::string> ids;
    const auto note = [&](const std::string& description) {
        if (const auto marker = marker_of(description)) nonces.insert(marker->nonce);
    };
    for (const CloudFineTune& fine_tune : round->sight.fine_tunes) {
        note(fine_tune.description);
        ids.push_back(fine_tune.id);
    }
    for (const CloudDataset& dataset : round->sight.datasets) note(dataset.description);
    round->lookups = static_cast<int>(nonces.size()) + 1;
    ports_.store.known_fine_tunes(std::move(ids), [this, round](auto known) {
        if (!known.ok()) round->unseen = Trouble{};
        if (known.ok()) round->sight.known_fine_tunes = {known->begin(), known->end()};
        owner_looked_up(round);
    });
    for (const std::string& nonce : nonces)
        ports_.store.find_intent(nonce, [this, round, nonce](auto found) {
            if (!found.ok()) round->unseen = Trouble{};
            if (found.ok() && found.value()) round->sight.intents[nonce] = found.value()->second;
            owner_looked_up(round);
        });
}

void Driver::Impl::owner_looked_up(const std::shared_ptr<Checkup>& round) {
    if (--round->lookups > 0) return;
    if (round->unseen) {
        Trouble trouble;
        trouble.title = "the database could not be read";
        return cloud_unseen(round, trouble);
    }
    for (Check& check : judge_orphans(round->sight)) round->found[Checkup::cloud].push_back(std::move(check));
    section_done(round);
}

/// What is under way in the cloud is given up: its reply says so.
void Driver::Impl::end_checkup() {
    checkup_ends_.reset();
    if (checkup_call_) ports_.cloud.cancel(*checkup_call_);
}

}  // namespace understudy
