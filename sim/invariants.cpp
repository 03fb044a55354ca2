#include "sim/invariants.hpp"

#include <algorithm>

#include "core/marker.hpp"

namespace understudy::simulated {

namespace {
using Files = std::vector<std::pair<std::string, std::uint64_t>>;

bool closed(const Intent& intent) {
    return intent.status == IntentStatus::confirmed || intent.status == IntentStatus::voided;
}

Files manifest_of(const Job& job) {
    Files files;
    for (const Recording& recording : job.recordings)
        files.emplace_back(job.own_dataset ? recording.cloud_name : recording.file.relative,
                           recording.file.identity.size);
    std::sort(files.begin(), files.end());
    return files;
}

Files sorted(const std::vector<CloudFile>& there) {
    Files files;
    for (const CloudFile& file : there) files.emplace_back(file.filename, file.size);
    std::sort(files.begin(), files.end());
    return files;
}

Broken broken_intents(const Job& before, const Job& after) {
    if (after.intents.size() < before.intents.size()) return "an intent is gone from " + after.id;
    for (std::size_t i = 0; i < before.intents.size(); ++i) {
        const Intent &was = before.intents[i], &is = after.intents[i];
        if (was.nonce != is.nonce || was.attempt != is.attempt || was.kind != is.kind)
            return "an intent of " + after.id + " became another one";
        if (was.status == IntentStatus::confirmed && (!closed(is) || was.remote_id != is.remote_id))
            return "a confirmed intent of " + after.id + " changed";
        if (was.status == IntentStatus::voided && is.status != IntentStatus::voided &&
            is.status != IntentStatus::confirmed)
            return "a void intent of " + after.id + " is open again";
    }
    return std::nullopt;
}
}  // namespace

bool live(const Purchase& purchase) {
    return purchase.outcome == "running" || purchase.outcome == "completed";
}

Broken broken_by_row(const Job* before, const Job& after) {
    if (!before) return std::nullopt;
    if (terminal(*before) && !(before->state == after.state))
        return "the terminal job " + after.id + " changed from " + state_word(before->state) + " to " +
               state_word(after.state);
    if (after.attempt < before->attempt) return "an attempt of " + after.id + " was forgotten";
    return broken_intents(*before, after);
}

Broken broken_by_request(const NewFineTune& request, const Job* stored, bool store_writable) {
    const auto marker = marker_of(request.description);
    if (!marker) return "a paid request left without a marker";
    if (!store_writable) return "a paid request of " + marker->job_id + " left while the store was away";
    if (!stored) return "a paid request of " + marker->job_id + " left, whose job is not on the disk";
    const auto intent =
        std::find_if(stored->intents.begin(), stored->intents.end(), [&](const Intent& candidate) {
            return candidate.kind == IntentKind::fine_tune && candidate.nonce == marker->nonce;
        });
    if (intent == stored->intents.end())
        return "a paid request of " + stored->id + " left before its intent was on the disk";
    if (intent->status != IntentStatus::open || intent->attempt != marker->attempt ||
        intent->digest != digest_of(request))
        return "a paid request of " + stored->id + " left that its stored intent does not stand for";
    return std::nullopt;
}

static Broken broken_dataset(const Purchase& bought, const std::vector<CloudFile>& files, const Job& stored,
                             const Assumptions& assumptions) {
    Files there = sorted(files), meant = manifest_of(stored);
    if (!assumptions.uploads_are_timely) {
        there.erase(std::unique(there.begin(), there.end()), there.end());
        meant.erase(std::unique(meant.begin(), meant.end()), meant.end());
    }
    if (there == meant) return std::nullopt;
    return "fine-tune " + bought.fine_tune_id + " was bought on a dataset of " +
           std::to_string(files.size()) + " files that is not the manifest of " +
           std::to_string(stored.recordings.size()) + " of " + stored.id;
}

Broken broken_by_purchase(const std::vector<Purchase>& all, const std::vector<CloudFile>& files,
                          const Job* stored, const Assumptions& assumptions) {
    const Purchase& bought = all.back();
    const auto marker = marker_of(bought.description);
    if (!marker) return "fine-tune " + bought.fine_tune_id + " was bought without a marker";
    for (auto other = all.begin(); other != all.end() - 1; ++other) {
        if (!live(*other)) continue;
        const auto theirs = marker_of(other->description);
        if (!theirs || theirs->job_id != marker->job_id) continue;
        if (!assumptions.holds && other->at + assumptions.shows_within > bought.at) continue;
        return "paid twice: " + marker->job_id + " bought " + bought.fine_tune_id + " for attempt " +
               std::to_string(marker->attempt) + " while " + other->fine_tune_id + " of attempt " +
               std::to_string(theirs->attempt) + " is " + other->outcome;
    }
    return stored ? broken_dataset(bought, files, *stored, assumptions) : std::nullopt;
}

/// A measured draft that nobody started is a person's to start.
static bool waits_to_be_started(const Job& job) {
    const auto* draft = std::get_if<Draft>(&job.state);
    return draft && !draft->start_wished && !job.cancel_wished &&
           (!job.own_dataset || job.tally.files_measured == job.tally.files_total);
}

Broken broken_by_neglect(const Job& stored, Attention attention) {
    if (at_rest(stored) || attention != Attention::none || waits_to_be_started(stored)) return std::nullopt;
    return "nobody cares for " + stored.id + ", which is " + state_word(stored.state) +
           (stored.hold ? " and held" : "") + " and not at rest";
}

static std::set<std::string> confirmed_of(const std::vector<Job>& jobs) {
    std::set<std::string> confirmed;
    for (const Job& job : jobs)
        for (const Intent& intent : job.intents)
            if (intent.kind == IntentKind::fine_tune && intent.status == IntentStatus::confirmed)
                confirmed.insert(intent.remote_id);
    return confirmed;
}

Broken broken_confirmations(const std::vector<Purchase>& bill, const std::vector<Job>& jobs) {
    std::set<std::string> on_the_bill;
    for (const Purchase& purchase : bill) on_the_bill.insert(purchase.fine_tune_id);
    for (const std::string& id : confirmed_of(jobs))
        if (!on_the_bill.contains(id)) return "a job says that it bought " + id + ", and the bill does not";
    return std::nullopt;
}

Broken broken_ledger(const std::vector<Purchase>& bill, const std::vector<Job>& jobs,
                     const std::set<std::string>& reported, const std::set<std::string>& removed) {
    const std::set<std::string> confirmed = confirmed_of(jobs);
    for (const Purchase& purchase : bill) {
        const auto marker = marker_of(purchase.description);
        if (marker && removed.contains(marker->job_id)) continue;
        if (!confirmed.contains(purchase.fine_tune_id) && !reported.contains(purchase.fine_tune_id))
            return "fine-tune " + purchase.fine_tune_id +
                   " is on the bill, and neither in a job nor reported";
    }
    return broken_confirmations(bill, jobs);
}

}  // namespace understudy::simulated
