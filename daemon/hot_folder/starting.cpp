// A taken folder whose job is to be started: once all its recordings are measured it is known by their bytes
// whether they were sent to be trained before. A folder that was renamed or copied, or a watched one that was
// moved, is thus never bought anew by itself.
#include <utility>

#include "core/reuse.hpp"
#include "daemon/hot_folder/watch.hpp"

namespace understudy::hot_folder {

namespace {

/// Somebody else has decided, or it was decided in an earlier life of the daemon.
bool is_decided(const Job& job) {
    const auto* draft = std::get_if<Draft>(&job.state);
    return draft == nullptr || draft->start_wished || job.cancel_wished ||
           job.spec.labels.contains(recordings_of_label);
}

}  // namespace

bool Watch::awaits_start(const Dropped& dropped) const {
    return plan_.start && dropped.entry.state == HotFolderState::taken && !dropped.decided &&
           dropped.entry.start == HotFolderStart::asked && !dropped.entry.job_id.empty();
}

void Watch::see_to_start(Place& place, Dropped& dropped) {
    using Seen = Result<JobView, Problem>;
    world_.desk.get(dropped.entry.job_id, while_meant<Seen>([this, &place, &dropped](Seen seen) {
                        const bool gone = !seen.ok() && seen.error().status == 404;
                        if (gone || (seen.ok() && is_decided(seen->job))) dropped.decided = true;
                        if (!seen.ok() || dropped.decided) return next_turn(place);
                        const Job& job = seen->job;
                        if (!may_reuse(job) || !job.preflight || job.hold) return next_turn(place);
                        ask_what_was_started(place, dropped, job.spec.labels);
                    }));
}

void Watch::ask_what_was_started(Place& place, Dropped& dropped, Labels labels) {
    using Found = Result<std::string, StoreTrouble>;
    world_.before.started_with_recordings_of(
        dropped.entry.job_id,
        while_meant<Found>([this, &place, &dropped, labels = std::move(labels)](Found found) mutable {
            if (!found.ok()) return next_turn(place);
            if (found->empty())
                return decide(place, dropped, StartCommand{"", "the hot folder"}, "is started");
            labels[recordings_of_label] = *found;
            EditCommand edit;
            edit.labels = std::move(labels);
            decide(place, dropped, std::move(edit),
                   "is not started: its recordings are those of " + *found + ", which was started before");
        }));
}

/// Durable before it is said. What may pass is asked again at the next look.
void Watch::decide(Place& place, Dropped& dropped, Command command, const std::string& words) {
    using Done = Result<JobView, Problem>;
    const std::string job_id = dropped.entry.job_id;
    world_.desk.command(
        job_id, std::move(command), while_meant<Done>([this, &place, &dropped, job_id, words](Done done) {
            dropped.decided = done.ok() || !passes_by_itself(done.error());
            if (done.ok()) tell(dropped, "(" + job_id + ") " + words);
            if (!done.ok() && dropped.decided)
                tell(dropped, "(" + job_id + ") is not started: " + done.error().detail, true);
            next_turn(place);
        }));
}

}  // namespace understudy::hot_folder
