// The checkup's look at the store and at the jobs: can it be read and written, is all of it sound, and does
// somebody care for each job that is stored?
#include <algorithm>

#include "daemon/driver/checkup.hpp"

namespace understudy {
namespace {

/// A job may be between two hands within one moment: it is neglected when it is so at two looks.
constexpr seconds kBetweenLooks{1};

Result<Nothing, StoreTrouble> whether(const Result<Store::Active, StoreTrouble>& active) {
    if (active.ok()) return Nothing{};
    return failure(active.error());
}

std::vector<Job> jobs_of(Result<Store::Active, StoreTrouble> active) {
    return active.ok() ? std::move(active->jobs) : std::vector<Job>{};
}

void tell_of_holds(const Job& job, Checks& checks) {
    for (const auto& found : {judge_hold(job), judge_recording(job)})
        if (found) checks.push_back(*found);
}

}  // namespace

void Driver::Impl::check_store(const CheckupRound& round) {
    ports_.store.audit([this, round](Result<Nothing, StoreTrouble> verdict) {
        if (stopping_) return;
        const bool telling = verdict.ok() || verdict.error().kind == StoreTrouble::Kind::corrupt;
        if (telling) audited(verdict), rearm();  // whoever asked for it: nothing is bought on what is damaged
        round->store.audit = std::move(verdict);
        store_heard(round);
    });
    ports_.store.probe([this, round](Result<Nothing, StoreTrouble> written) {
        if (stopping_) return;
        written.ok() ? store_works() : store_fails("the database cannot be written: " + written.error().what);
        rearm();
        round->store.written = std::move(written);
        store_heard(round);
    });
    ports_.store.load_active([this, round](Result<Store::Active, StoreTrouble> active) {
        if (stopping_) return;
        round->store.read = whether(active);
        if (active.ok()) round->store.corrupt = active->corrupt;
        store_heard(round);
        look_for_neglect(round, jobs_of(std::move(active)));
    });
}

void Driver::Impl::store_heard(const CheckupRound& round) {
    const StoreSight& store = round->store;
    if (store.audit && store.read && store.written)
        section_done(round, Checkup::database, database_found(*round));
}

Checks Driver::Impl::database_found(const Checkup& round) const {
    StoreSight sight = round.store;
    if (outage_) sight.outage = outage_->what;
    return judge_database(sight);
}

/// Of the seats' jobs, and of the stored ones that have no seat: a seat knows more than its row.
Checks Driver::Impl::neglected(const std::vector<Job>& stored) const {
    Checks checks;
    const auto look = [&](const Job& job) {
        if (!needs_nobody(job) && attention(job.id) == Attention::none)
            checks.push_back(judge_neglected(job));
    };
    for (const Job& job : stored)
        if (!seats_.contains(job.id)) look(job);
    for (const auto& [id, place] : seats_) look(place->job);
    return checks;
}

void Driver::Impl::look_for_neglect(const CheckupRound& round, const std::vector<Job>& stored) {
    if (round != checkup_) return;
    if (!ready_)
        return section_done(round, Checkup::jobs,
                            {{"jobs", "", CheckVerdict::fail, "The stored jobs are not read yet.",
                              "wait a moment; the log says what the database answers"}});
    for (const Check& check : neglected(stored)) round->suspects.insert(check.subject);
    if (round->suspects.empty()) return section_done(round, Checkup::jobs, jobs_found({}));
    round->look_again_at = ports_.clock.steady() + kBetweenLooks;
    rearm();
}

void Driver::Impl::look_again_for_neglect(const CheckupRound& round) {
    ports_.store.load_active([this, round](Result<Store::Active, StoreTrouble> active) {
        if (stopping_ || round != checkup_) return;
        Checks still = neglected(jobs_of(std::move(active)));
        std::erase_if(still, [&](const Check& check) { return !round->suspects.contains(check.subject); });
        section_done(round, Checkup::jobs, jobs_found(std::move(still)));
    });
}

Checks Driver::Impl::jobs_found(Checks checks) const {
    if (checks.empty())
        checks.push_back({"jobs", "", CheckVerdict::pass,
                          (seats_.size() == 1 ? "For the one job that is not at rest"
                                              : "For each of the " + std::to_string(seats_.size()) +
                                                    " jobs that are not at rest") +
                              std::string(" something is under way, planned or waited for."),
                          ""});
    for (const auto& [id, place] : seats_) tell_of_holds(place->job, checks);
    for (Check& check : judge_controls(switchboard_.in_force())) checks.push_back(std::move(check));
    for (Check& check : judge_policy(policy_)) checks.push_back(std::move(check));
    return checks;
}

Checks Driver::Impl::jobs_unseen() const {
    return jobs_found(
        {{"jobs", "", CheckVerdict::warn,
          "The database did not say in time which jobs there are: whether each is cared for is not "
          "known.",
          "ask again when the database answers"}});
}

}  // namespace understudy
