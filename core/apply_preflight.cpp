// Draft's own work: the recordings are loaded and measured, and judged when the last one has been heard.
#include <algorithm>

#include "core/apply_parts.hpp"
#include "core/backoff.hpp"
#include "core/cloud_name.hpp"
#include "core/preflight.hpp"
#include "core/words.hpp"

namespace understudy {
namespace {

void name_recordings(Job& job) {
    std::vector<NamedRecording> named;
    named.reserve(job.recordings.size());
    for (const Recording& recording : job.recordings) {
        // A file that could not be read has no digest; it blocks, and where a person overrules that, its own
        // name tells it apart.
        const std::string& digest = recording.measurement->sha256;
        named.push_back({recording.file.relative, digest.empty() ? std::string(64, '0') : digest});
    }
    const std::vector<std::string> names = cloud_names(named);
    for (std::size_t position = 0; position < names.size(); ++position)
        job.recordings[position].cloud_name = names[position];
}

/// Looks at all recordings, and keeps what was found with the job.
Preflight examined(Stepper& step) {
    const Preflight found = preflight(step.job().recordings, step.policy.thresholds);
    JobPreflight summary = summary_of(found, step.policy.thresholds);
    if (step.job().preflight != summary) {
        step.job().preflight = std::move(summary);
        step.touch();
    }
    return found;
}

/// Holds the job when preflight blocks it and nobody overruled that; ends such a hold when it does not any
/// more.
bool let_through(Stepper& step, const Preflight& found) {
    const auto* draft = state_of<Draft>(step);
    const bool overruled = draft != nullptr && !draft->override_reason.empty();
    if (found.verdict != FileVerdict::block || overruled) {
        const auto& hold = step.job().hold;
        if (hold && hold->reason == HoldReason::preflight) step.release("preflight lets it go on");
        return true;
    }
    const std::string words = blocking_words(found);
    step.hold(
        HoldReason::preflight,
        words + ". Correct the recordings and edit the job, or start it with override_preflight and a reason",
        "preflight blocks it: " + words);
    return false;
}

void all_heard(Stepper& step) {
    name_recordings(step.job());
    step.touch_all_recordings();
    const Preflight found = examined(step);
    step.say(
        "measured",
        std::to_string(found.files.size()) + " recordings measured: " + in_words(Duration{found.duration_us}),
        {{"duration_s", std::to_string((found.duration_us + 500'000) / 1'000'000)},
         {"verdict", to_word(found.verdict)},
         {"findings", std::to_string(step.job().preflight->reasons.size())}});
    let_through(step, found);
}

/// The curves are for the report alone, which has them from elsewhere: a job may have thousands of
/// recordings.
Measurement without_curves(Measurement measurement) {
    Sound& sound = measurement.sound;
    sound.curve_step_us = 0;
    sound.loudness_lufs = {};
    sound.peak_dbfs = {};
    sound.histogram = {};
    return measurement;
}

/// After so many failures in a row to read a recording preflight says so, and it is still looked at again.
constexpr int reads_before_verdict = 3;

/// It could be the file or its disk, for a moment or for good.
void could_not_read(Stepper& step, std::uint64_t position, const Trouble& trouble) {
    Job& job = step.job();
    Recording& recording = job.recordings[position];
    const int tries = ++job.run.unread[position];
    // The one that was tried least decides: others that are away for long do not keep it waiting.
    int fewest = tries;
    for (const auto& [other, failures] : job.run.unread) fewest = std::min(fewest, failures);
    job.run.read_again =
        step.now.steady + wait_after(fewest, trouble.retry_after, step.policy, step.now.dice);
    if (recording.measurement) return;  // said already
    step.remember(trouble, recording.file.path + " could not be measured");
    if (tries == 1)
        step.say(
            "trouble",
            in_words(recording.file.path + " could not be measured", trouble) + "; tried again by itself",
            {{"type", trouble.type}});
    if (tries < reads_before_verdict) return;
    recording.measurement = unreadable_recording(trouble);
    step.touch_recording(position);
    if (job.tally.files_measured == job.tally.files_total) all_heard(step);
}

/// What other meters heard is measured anew while nothing has been sent.
void forget_older_meters(Stepper& step) {
    bool any = false;
    for (Recording& recording : step.job().recordings) {
        const auto& heard = recording.measurement;
        if (!heard || heard->sha256.empty() || heard->meters == meters_version) continue;
        recording.measurement.reset();
        any = true;
    }
    if (any) step.touch_all_recordings();
}

}  // namespace

void on(Stepper& step, RecordingsLoaded&& happening) {
    if (step.job().recordings_loaded) return;  // named again while the old ones were being read
    require(happening.recordings.size() == step.job().tally.files_total,
            "recordings are missing from the store");
    step.job().recordings = std::move(happening.recordings);
    step.job().recordings_loaded = true;
    if (state_of<Draft>(step)) forget_older_meters(step);
    if (to_be_judged(step.job(), step.policy)) judge(step);
}

void on(Stepper& step, Measured&& happening) {
    Job& job = step.job();
    if (!state_of<Draft>(step) || happening.position >= job.recordings.size()) return;
    Recording& recording = job.recordings[happening.position];
    const bool is_wanted = !recording.measurement || is_unreadable(recording);
    if (!is_wanted || recording.file != happening.file) return;
    if (happening.outcome.ok()) {
        job.run.unread.erase(happening.position);
        if (job.run.unread.empty()) step.worked();
        recording.measurement = without_curves(std::move(happening.outcome.value()));
        step.touch_recording(happening.position);
        if (job.tally.files_measured == job.tally.files_total) all_heard(step);
        return;
    }
    const Trouble& trouble = happening.outcome.error();
    if (trouble.kind == TroubleKind::cancelled) return;
    if (trouble.kind == TroubleKind::recording_unreadable)
        return could_not_read(step, happening.position, trouble);
    if (trouble.kind != TroubleKind::recording_changed)
        return step.wait(trouble, recording.file.path + " could not be measured");
    step.remember(trouble, recording.file.path + " changed");
    step.hold(HoldReason::recordings_changed,
              "name the recordings again (edit the job), or release it once the file is as it was",
              recording.file.path + " changed after it was submitted: " + trouble.detail);
}

bool judge(Stepper& step) { return let_through(step, examined(step)); }

}  // namespace understudy
