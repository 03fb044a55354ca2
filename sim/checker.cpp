#include "sim/checker.hpp"

#include <algorithm>
#include <utility>

#include "core/marker.hpp"
#include "sim/invariants_of_jobs.hpp"
#include "sim/invariants_of_money.hpp"

namespace understudy::simulated {

namespace {
constexpr std::size_t kMostViolations = 20;
constexpr Duration kBetweenTwoHands = seconds{1};

/// The ids that a text names.
void find_ids(const std::string& text, std::set<std::string>& ids) {
    constexpr std::string_view prefix = "fine_tune_";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
        auto end = at + prefix.size();
        while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
        ids.insert(text.substr(at, end - at));
    }
}
}  // namespace

Checker::Checker(World& world) : world_(world) {
    world.store.on_durable = [this](const Job* before, const Job& after) {
        note(broken_by_row(before, after));
    };
    world.cloud.on_paid_request = [this](const NewFineTune& request) {
        const auto marker = marker_of(request.description);
        const bool writable = !world_.driver || !world_.driver->status().store_outage;
        note(broken_by_request(request, marker ? stored(marker->job_id) : nullptr, writable));
        if (spending_paused_) violated("a paid request left while all spending was paused");
    };
    world.cloud.on_purchase = [this](const Purchase& purchase, const std::vector<CloudFile>& files) {
        const auto marker = marker_of(purchase.description);
        const Job* job = marker ? stored(marker->job_id) : nullptr;
        note(broken_by_purchase(world_.cloud.purchases(), files, job, assumptions));
        // What a backup did not know of was spent all the same; what shows late is bought twice.
        if (!restored_ && assumptions.holds)
            note(broken_budget(bill_as_known(), world_.store.ledger, world_.policy.budget, job));
        note(broken_confirmations(world_.cloud.purchases(), stored_jobs()));
    };
}

const Job* Checker::stored(const std::string& job_id) const {
    const auto job = world_.store.jobs.find(job_id);
    return job == world_.store.jobs.end() ? nullptr : &job->second;
}

std::vector<Job> Checker::stored_jobs() const {
    std::vector<Job> jobs;
    for (const auto& [id, job] : world_.store.jobs) jobs.push_back(job);
    return jobs;
}

void Checker::note(Broken broken) {
    if (broken) violated(std::move(*broken));
}

void Checker::violated(std::string what) {
    if (violations_.size() < kMostViolations) violations_.push_back(std::move(what));
}

void Checker::after_step() {
    all_are_there();
    all_are_cared_for();
}

void Checker::all_are_there() {
    for (const std::string& id : acknowledged_)
        if (!stored(id)) violated("job " + id + " was acknowledged and is lost");
}

/// A job may be between two hands while an answer is on its way. What was so after the last step was so until
/// this one.
void Checker::all_are_cared_for() {
    if (stopping || !world_.driver || !world_.driver->status().ready) return neglected_.clear();
    const Duration now = world_.loop.steady();
    for (auto& [id, neglect] : neglected_)
        if (now - neglect.since > kBetweenTwoHands && !std::exchange(neglect.said, true))
            violated(neglect.words);
    std::erase_if(neglected_, [this](const auto& neglect) { return !stored(neglect.first); });
    for (const auto& [id, job] : world_.store.jobs) {
        const auto broken = broken_by_neglect(job, world_.driver->attention(id));
        if (!broken)
            neglected_.erase(id);
        else
            neglected_.try_emplace(id, Neglect{now, *broken, false});
    }
}

void Checker::acknowledged(const std::string& job_id) {
    acknowledged_.insert(job_id);
    if (!stored(job_id)) violated("job " + job_id + " was acknowledged before it was on the disk");
}

void Checker::acknowledged(const std::string& job_id, const Command& command) {
    const Job* job = stored(job_id);
    if (!job) return;  // removed meanwhile, or lost: the other check says so
    if (std::holds_alternative<CancelCommand>(command) && !job->cancel_wished &&
        !std::holds_alternative<Canceled>(job->state))
        violated("the cancellation of " + job_id + " was acknowledged before it was on the disk");
    if (const auto* resolve = std::get_if<ResolveCommand>(&command)) {
        const bool there = std::any_of(
            world_.store.history.begin(), world_.store.history.end(),
            [&](const HistoryEvent& event) { return event.job_id == job_id && event.type == "resolved"; });
        if (!there)
            violated("a resolution of " + job_id + " (" + resolve->reason +
                     ") was acknowledged before it was on the disk");
    }
}

void Checker::removing(const std::string& job_id) {
    acknowledged_.erase(job_id);
    removed_.insert(job_id);
}

void Checker::removed(const std::string& job_id) {
    if (stored(job_id)) violated("the removal of " + job_id + " was acknowledged before it was on the disk");
}

/// The last word counts: whoever asks to go on may see it happen before the answer to an older pause.
std::function<void()> Checker::switching(bool spending_paused) {
    const int number = ++switchings_;
    if (!spending_paused) last_going_on_ = number, spending_paused_ = false;
    return
        [this, number, spending_paused] { spending_paused_ |= spending_paused && last_going_on_ < number; };
}

void Checker::restored() {
    restored_ = true;
    spending_paused_ = false;  // the backup may be older than the pause
    std::erase_if(acknowledged_, [this](const std::string& id) { return !stored(id); });
    for (const auto& [id, job] : world_.store.jobs) acknowledged_.insert(id);
}

std::set<std::string> Checker::reported() const {
    std::set<std::string> ids;
    for (const auto& [type, words] : world_.listener.notices)
        if (type == "orphan") find_ids(words, ids);
    for (const HistoryEvent& event : world_.store.history)
        if (event.type == "orphan" || event.type == "late_arrival" || event.type == "held")
            find_ids(event.cause, ids);
    return ids;
}

/// What somebody began by hand is on our bill once a job follows it. What was deleted in the cloud before its
/// end costs nothing, and nobody can find it there: a backup from before it was bought never knew of it.
std::vector<Purchase> Checker::bill() const {
    std::vector<Purchase> bill = world_.cloud.purchases();
    const auto known = [this](const Purchase& purchase) {
        for (const auto& [id, job] : world_.store.jobs)
            for (const Intent& intent : job.intents)
                if (intent.remote_id == purchase.fine_tune_id) return true;
        return false;
    };
    std::erase_if(bill, [&](const Purchase& its) {
        return world_.cloud.by_hand.contains(its.fine_tune_id) && !known(its);
    });
    if (restored_)
        std::erase_if(bill, [&](const Purchase& its) { return its.outcome == "deleted" && !known(its); });
    return bill;
}

std::vector<Purchase> Checker::bill_as_known() const {
    std::vector<Purchase> known = bill();
    std::erase_if(
        known, [this](const Purchase& its) { return world_.cloud.ended_unseen.contains(its.fine_tune_id); });
    return known;
}

void Checker::at_the_end() {
    all_are_there();
    for (const auto& [id, job] : world_.store.jobs) {
        removed_.erase(id);
        if (!at_rest(job)) violated("job " + id + " did not come to rest: " + state_word(job.state));
    }
    note(broken_owners(world_.cloud.purchases(), stored_jobs()));
    note(broken_ledger(bill(), stored_jobs(), reported(), removed_));
    if (!restored_) note(broken_charges(bill_as_known(), stored_jobs(), reported()));
    for (const auto& [id, job] : world_.store.jobs) note(broken_books(job, world_.store.ledger));
}

}  // namespace understudy::simulated
