// The checkup's look at the cloud: is the key taken, and does each thing there with our marker belong to a
// job?
#include "daemon/driver/checkup.hpp"

namespace understudy {
namespace {

constexpr auto kStoreUnread = "the database could not be read";

Check unlisted(const std::string& why) {
    return {"orphans", "", CheckVerdict::warn,
            "What stands in the cloud could not be compared with the jobs here: " + why + ".",
            "ask again when the cloud and the database answer"};
}

/// What is asked of the store, by nonce: the job that a marker names.
std::map<std::string, std::string> jobs_by_nonce(const CloudSight& sight) {
    std::map<std::string, std::string> jobs;
    const auto note = [&](const std::string& description) {
        if (const auto marker = marker_of(description)) jobs.emplace(marker->nonce, marker->job_id);
    };
    for (const CloudFineTune& fine_tune : sight.fine_tunes) note(fine_tune.description);
    for (const CloudDataset& dataset : sight.datasets) note(dataset.description);
    return jobs;
}

}  // namespace

/// The key first: without one, nothing else can be asked.
void Driver::Impl::check_cloud(const CheckupRound& round) {
    round->call = ports_.cloud.probe_key(for_checkup<Nothing>(round, [this, round](Outcome<Nothing> outcome) {
        round->found[Checkup::cloud] = {judge_key(outcome)};
        round->tls_failed = failed_at_tls(outcome);
        if (!outcome.ok()) return section_done(round, Checkup::cloud, {});
        list_for_checkup(round);
    }));
}

/// Datasets after fine-tunes: one that is made meanwhile is seen with its dataset.
void Driver::Impl::list_for_checkup(const CheckupRound& round) {
    const auto datasets_heard = [this, round](Outcome<std::vector<CloudDataset>> datasets) {
        if (!datasets.ok()) return section_done(round, Checkup::cloud, {unlisted(datasets.error().title)});
        round->sight.datasets = std::move(datasets.value());
        look_up_owners(round);
    };
    const auto fine_tunes_heard = [this, round,
                                   datasets_heard](Outcome<std::vector<CloudFineTune>> fine_tunes) {
        if (!fine_tunes.ok())
            return section_done(round, Checkup::cloud, {unlisted(fine_tunes.error().title)});
        round->sight.fine_tunes = std::move(fine_tunes.value());
        round->call =
            ports_.cloud.list_datasets(for_checkup<std::vector<CloudDataset>>(round, datasets_heard));
    };
    round->call =
        ports_.cloud.list_fine_tunes(for_checkup<std::vector<CloudFineTune>>(round, fine_tunes_heard));
}

void Driver::Impl::look_up_owners(const CheckupRound& round) {
    const auto wanted = jobs_by_nonce(round->sight);
    if (wanted.empty()) return look_up_fine_tunes(round);
    round->lookups = static_cast<int>(wanted.size());
    for (const auto& [mark, owner] : wanted)
        ports_.store.find_intent(mark, [this, round, nonce = mark, job_id = owner](auto found) {
            if (found.ok() && !found.value()) return look_up_job(round, job_id);
            if (found.ok()) round->sight.intents[nonce] = found.value()->second;
            owner_looked_up(round, found.ok());
        });
}

/// Its intent is not here. The job may be all the same: from a backup, or on a copied machine.
void Driver::Impl::look_up_job(const CheckupRound& round, const std::string& job_id) {
    if (stopping_ || round != checkup_) return;
    if (find(job_id)) {
        round->sight.jobs.insert(job_id);
        return owner_looked_up(round, true);
    }
    ports_.store.load_job(job_id, [this, round, job_id](Result<Job, StoreTrouble> job) {
        const bool away = !job.ok() && job.error().kind == StoreTrouble::Kind::not_found;
        const bool here = job.ok() || job.error().kind == StoreTrouble::Kind::corrupt;
        if (here) round->sight.jobs.insert(job_id);
        owner_looked_up(round, here || away);
    });
}

void Driver::Impl::owner_looked_up(const CheckupRound& round, bool known) {
    if (stopping_ || round != checkup_) return;
    round->unread |= !known;
    if (--round->lookups > 0) return;
    if (round->unread) return section_done(round, Checkup::cloud, {unlisted(kStoreUnread)});
    look_up_fine_tunes(round);
}

/// After the intents: see CloudSight.
void Driver::Impl::look_up_fine_tunes(const CheckupRound& round) {
    std::vector<std::string> ids;
    for (const CloudFineTune& fine_tune : round->sight.fine_tunes) ids.push_back(fine_tune.id);
    round->lookups = 1;
    ports_.store.known_fine_tunes(std::move(ids), [this, round](auto known) {
        if (stopping_ || round != checkup_) return;
        if (!known.ok()) return section_done(round, Checkup::cloud, {unlisted(kStoreUnread)});
        round->sight.known_fine_tunes = {known->begin(), known->end()};
        section_done(round, Checkup::cloud, judge_orphans(round->sight));
    });
}

/// When the round's time is up.
Checks Driver::Impl::cloud_found_so_far(const Checkup& round) {
    if (round.lookups > 0) return {unlisted("the database does not answer")};
    if (!round.found[Checkup::cloud].empty()) return {unlisted("the cloud did not answer in time")};
    Trouble silent;
    silent.kind = TroubleKind::cancelled;
    return {judge_key(failure(silent))};
}

}  // namespace understudy
