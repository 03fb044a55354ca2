// Recordings go up; what the dataset's listing says is the truth about what is there.
#include "core/apply_parts.hpp"
#include "core/manifest.hpp"

namespace understudy {
namespace {

/// A listing may lag behind what the cloud accepted: it is asked again this often before a file is sent
/// again.
constexpr int kPatienceWithListings = 5;

void mark_present(Stepper& step, const Comparison& comparison) {
    for (const auto& [position, file_id] : comparison.present) {
        Recording& recording = step.job().recordings[position];
        if (recording.delivery == Delivery::listed && recording.file_id == file_id) continue;
        recording.delivery = Delivery::listed;
        recording.file_id = file_id;
        step.touch_recording(position);
    }
}

/// What the listing lacks is sent again, unless the listing is older than what we know, or may only lag.
void mark_missing(Stepper& step, const Comparison& comparison, Duration begun) {
    Job& job = step.job();
    Run& run = job.run;
    const bool give_up = run.listings_behind >= kPatienceWithListings;
    bool behind = false;
    for (const std::uint64_t position : comparison.missing) {
        Recording& recording = job.recordings[position];
        const auto changed = run.changed_at.find(position);
        if (recording.delivery == Delivery::pending ||
            (changed != run.changed_at.end() && changed->second >= begun))
            continue;
        const bool accepted = recording.delivery == Delivery::sent;
        behind = behind || accepted;
        if (accepted && !give_up) continue;
        recording.delivery = Delivery::pending;
        recording.file_id.clear();
        step.touch_recording(position);
    }
    run.listings_behind = behind && !give_up ? run.listings_behind + 1 : 0;
    if (behind && !give_up) run.not_before = step.now.steady + seconds{1} * (1 << run.listings_behind);
}

void hold_for_foreign(Stepper& step, const std::vector<CloudFile>& foreign) {
    std::string names;
    for (std::size_t i = 0; i < foreign.size() && i < 3; ++i) names += (i ? ", " : "") + foreign[i].filename;
    if (foreign.size() > 3) names += " and " + std::to_string(foreign.size() - 3) + " more";
    step.hold(HoldReason::recordings_changed,
              "take the files that we did not put there (" + names + ") out of dataset " +
                  step.job().dataset_id + ", then release the job",
              "the dataset holds files that are not in the manifest: " + names);
}

/// A dataset that is not ours is neither filled nor cleaned by us.
void hold_for_change(Stepper& step) {
    step.hold(HoldReason::recordings_changed,
              "put dataset " + step.job().dataset_id +
                  " back as it was and release the job, or cancel it and submit it again",
              "the dataset changed since the job was started on it");
}

void take_over_dataset(Stepper& step, const std::vector<CloudFile>& listing) {
    Trouble empty{Certainty::refused,
                  TroubleKind::refused,
                  "empty_dataset",
                  "the dataset has no files",
                  "",
                  {},
                  "",
                  {}};
    if (listing.empty())
        return step.fail(empty, "dataset " + step.job().dataset_id + " cannot be trained on");
    step.job().recordings = manifest_of(listing);
    step.touch_all_recordings();
    step.become(Training{}, "the dataset holds " + std::to_string(listing.size()) +
                                " files; their duration is not known");
}

void dataset_gone(Stepper& step, const Trouble& trouble) {
    Job& job = step.job();
    const std::string then =
        job.own_dataset ? "; a re-attempt makes a new one"
                        : "; it was named, so no other is made: submit the recordings, or name another";
    step.fail(trouble,
              "dataset " + job.dataset_id + " is not in the cloud, or not under this API key" + then);
    if (auto* failed = state_of<Failed>(step)) failed->in_uploading = true;
    if (!job.own_dataset) return;
    job.dataset_id.clear();
    for (Recording& recording : job.recordings)
        recording.delivery = Delivery::pending, recording.file_id.clear();
    step.touch_all_recordings();
}

/// An outage is no fault of the recording: only a connection that stood and then broke counts against it.
bool connected(const Trouble& trouble) {
    return trouble.type != "name_lookup_failed" && trouble.type != "connect_failed" &&
           trouble.type != "tls_failed";
}

void upload_failed(Stepper& step, std::uint64_t position, const Trouble& trouble) {
    Job& job = step.job();
    const std::string what = job.recordings[position].file.relative + " could not be uploaded";
    if (dataset_is_gone(step, trouble)) return;
    if (trouble.kind == TroubleKind::recording_changed) {
        step.remember(trouble, what);
        return step.hold(HoldReason::recordings_changed,
                         "put the recording back as it was and release the job, or cancel it and submit the "
                         "recordings again",
                         job.recordings[position].file.path +
                             " is not the recording that was measured: " + trouble.detail);
    }
    const bool broke = trouble.kind == TroubleKind::transient && !trouble.http_status && connected(trouble);
    if (broke && ++job.run.resets[position] >= step.policy.max_resets) {
        job.run.resets.erase(position);
        step.remember(trouble, what);
        return step.hold(
            HoldReason::quarantined,
            "look at " + job.recordings[position].file.path + " and at the network, then release the job",
            "the connection broke " + std::to_string(step.policy.max_resets) + " times in a row at " +
                job.recordings[position].file.relative);
    }
    settle_trouble(step, trouble, what);
}

}  // namespace

bool take_listing(Stepper& step, const std::vector<CloudFile>& listing, Duration begun) {
    const Comparison comparison = compare(step.job().recordings, listing);
    mark_present(step, comparison);
    mark_missing(step, comparison, begun);
    step.job().run.surplus = step.job().own_dataset ? comparison.surplus : std::vector<CloudFile>{};
    if (!step.job().own_dataset && !comparison.equal()) {
        hold_for_change(step);
    } else if (!comparison.foreign.empty()) {
        hold_for_foreign(step, comparison.foreign);
    }
    return comparison.equal();
}

bool dataset_is_gone(Stepper& step, const Trouble& trouble) {
    if (trouble.http_status != 404) return false;
    dataset_gone(step, trouble);
    return true;
}

void on(Stepper& step, FilesListed&& happening) {
    if (!uploading_at(step, UploadingStep::sending_files)) return;
    if (!happening.outcome.ok()) {
        const Trouble& trouble = happening.outcome.error();
        if (dataset_is_gone(step, trouble)) return;
        return settle_trouble(step, trouble, "the dataset's files could not be listed");
    }
    step.worked();
    step.job().run.listed = true;
    const auto& listing = happening.outcome.value();
    if (!step.job().own_dataset && step.job().recordings.empty()) return take_over_dataset(step, listing);
    if (!take_listing(step, listing, happening.begun)) return;
    step.job().run.listings_behind = 0;
    step.become(Training{},
                "the dataset's listing equals the manifest: " + std::to_string(listing.size()) + " files");
}

void on(Stepper& step, FileUploaded&& happening) {
    Job& job = step.job();
    if (!state_of<Uploading>(step) || happening.position >= job.recordings.size()) return;
    Recording& recording = job.recordings[happening.position];
    if (recording.cloud_name != happening.cloud_name) return;
    job.run.changed_at[happening.position] = step.now.steady;
    if (happening.outcome.ok()) {
        recording.delivery = Delivery::sent;
        job.run.resets.erase(happening.position);
        step.worked();
        return step.touch_recording(happening.position);
    }
    const Trouble& trouble = happening.outcome.error();
    if (trouble.certainty == Certainty::unknown) {
        recording.delivery = Delivery::uncertain;
        step.touch_recording(happening.position);
    }
    if (trouble.kind != TroubleKind::cancelled) upload_failed(step, happening.position, trouble);
}

void on(Stepper& step, FileDeleted&& happening) {
    if (!state_of<Uploading>(step)) return;
    auto& surplus = step.job().run.surplus;
    std::erase_if(surplus, [&](const CloudFile& file) { return file.id == happening.file_id; });
    if (happening.outcome.ok())
        return step.say("cloud_file_deleted", "a second copy of our own was removed from the dataset",
                        {{"file_id", happening.file_id}});
    step.job().run.listed = false;  // the listing tells whether it is still there
    settle_trouble(step, happening.outcome.error(), "a second copy could not be removed from the dataset");
}

}  // namespace understudy
