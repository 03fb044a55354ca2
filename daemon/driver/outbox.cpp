// What is to be durable: one commit a seat at a time; what changes meanwhile is merged into the next. A
// commit that the store refuses is sent again as it is, for as long as it takes.
#include <algorithm>

#include "daemon/driver/impl.hpp"

namespace understudy {

void Driver::Impl::save(Seat& seat) {
    if (!seat.saving && !seat.reloading) send_commit(seat);
}

void Driver::Impl::send_commit(Seat& seat) {
    if (!seat.saving) {
        Commit commit;
        commit.job = without_recordings(seat.job);
        commit.job.revision = seat.stored_revision + 1;
        commit.replace_recordings = seat.unsaved.all_recordings;
        if (commit.replace_recordings) {
            require(seat.job.recordings.size() == seat.job.tally.files_total,
                    "a manifest was let go before it was saved");
            for (std::uint64_t position = 0; position < seat.job.recordings.size(); ++position)
                commit.recordings.emplace_back(position, seat.job.recordings[position]);
        } else {
            for (const std::uint64_t position : seat.unsaved.recordings)
                commit.recordings.emplace_back(position, seat.job.recordings.at(position));
        }
        commit.events = std::move(seat.unsaved.events);
        commit.movements = std::move(seat.unsaved.movements);
        commit.idempotent_answer = std::move(seat.unsaved.idempotent_answer);
        seat.saving_then = std::move(seat.unsaved.saved);
        seat.unsaved = {};
        seat.saving = std::move(commit);
        if (!seat.job.recordings_loaded) seat.job.recordings = {};
    }
    ports_.store.commit(*seat.saving,
                        [this, job_id = seat.job.id](Result<std::vector<std::int64_t>, StoreTrouble> result) {
                            saved(job_id, std::move(result));
                        });
}

void Driver::Impl::saved(const std::string& job_id, Result<std::vector<std::int64_t>, StoreTrouble> result) {
    Seat* place = find(job_id);
    require(place != nullptr && place->saving.has_value(),
            "a commit came back for a job that has none under way");
    if (result.ok()) {
        commit_landed(*place, result.value());
    } else if (result.error().kind == StoreTrouble::Kind::unavailable) {
        commit_refused(*place, result.error());
    } else {
        resolve_conflict(job_id, result.error().what);
    }
}

void Driver::Impl::commit_landed(Seat& seat, const std::vector<std::int64_t>& event_ids) {
    const std::string job_id = seat.job.id;
    Commit commit = std::move(*seat.saving);
    seat.saving.reset();
    seat.saves_refused = 0;
    seat.stored_revision = commit.job.revision;
    seat.job.revision = commit.job.revision;
    const auto then = std::exchange(seat.saving_then, {});
    if (seat.unsaved.any && !seat.reloading) send_commit(seat);
    if (seat.reloading) reload(job_id);
    store_works();
    for (std::size_t i = 0; i < commit.events.size(); ++i) {
        commit.events[i].id = i < event_ids.size() ? event_ids[i] : 0;
        newest_event_ = std::max(newest_event_, commit.events[i].id);
        ports_.notifier.happened(commit.job, commit.events[i]);
    }
    tell(commit.events.empty() ? Change::What::progress : Change::What::history, job_id);
    for (const Saved& tell : then) tell(nullptr);
    pump(job_id);
}

void Driver::Impl::commit_refused(Seat& seat, const StoreTrouble& trouble) {
    store_fails("the database cannot be written: " + trouble.what);
    constexpr int kLongest = 5;  // 1, 2, 4, 8, 16, 32 s
    seat.save_at = ports_.clock.steady() + seconds{1} * (1 << std::min(seat.saves_refused++, kLongest));
    wake_seat_at(seat, seat.wake_at);
    if (stopping_) return stop_if_done();
    rearm();
}

/// A commit whose fsync failed may have reached the disk all the same: then the stored revision is the one
/// that it tried to write. Any other conflict means that somebody else writes our jobs, and the daemon must
/// not go on.
void Driver::Impl::resolve_conflict(const std::string& job_id, const std::string& what) {
    ports_.store.load_job(job_id, [this, job_id, what](Result<Job, StoreTrouble> stored) {
        Seat& place = *find(job_id);
        if (!stored.ok() && stored.error().kind == StoreTrouble::Kind::unavailable)
            return commit_refused(place, stored.error());
        require(stored.ok() && stored->revision == place.saving->job.revision && place.saves_refused > 0,
                ("somebody else changed a job in the database: " + what).c_str());
        commit_landed(place, {});
    });
}

}  // namespace understudy
