#include "daemon/driver/preflights.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace understudy {

namespace {

void drop_curves(std::vector<Recording>& recordings) {
    for (Recording& recording : recordings) {
        if (!recording.measurement) continue;
        Sound& sound = recording.measurement->sound;
        sound.curve_step_us = 0;
        sound.loudness_lufs = {};
        sound.peak_dbfs = {};
        sound.histogram = {};
    }
}

void add_refused(std::vector<Recording>& recordings, const std::vector<RefusedFile>& refused) {
    for (const RefusedFile& one : refused) {
        Recording& recording = recordings.emplace_back();
        recording.file = one.file;
        recording.measurement = refused_recording(one.problem);
    }
}

}  // namespace

struct Preflights::Run {
    std::string id;
    std::vector<Recording> recordings;
    std::vector<std::string> ignored;
    std::size_t next = 0, heard = 0, to_hear = 0;  ///< the first ones are heard; of the others it is known
    bool dropped = false;
    const Policy* policy = nullptr;
    Ended ended;  ///< of one that is not kept
    std::shared_ptr<const PreflightReport> report;
    Duration forget_at{};  ///< steady, once there is a report
};

std::optional<Problem> Preflights::full(bool kept) const {
    const auto under_way = std::count_if(runs_.begin(), runs_.end(), [kept](const auto& run) {
        return !run.second->report && kept == !run.second->ended;
    });
    if (static_cast<std::size_t>(under_way) < most_at_once) return std::nullopt;
    return Problem{503, "too-many-preflights", "Too many preflights are under way",
                   std::to_string(most_at_once) + " are being measured; ask again when one of them has ended",
                   ""};
}

std::string Preflights::begin(Selection selection, const Policy& policy, Ended ended) {
    auto run = std::make_shared<Run>();
    const std::string job_id = make_job_id(ports_.clock.wall(), ports_.entropy.bits(), ports_.entropy.bits());
    run->id = std::string(preflight_id_prefix) + job_id.substr(4);
    run->recordings = recordings_of(selection);
    run->to_hear = run->recordings.size();
    add_refused(run->recordings, selection.refused);
    run->heard = selection.refused.size();
    run->ignored = std::move(selection.ignored);
    run->policy = &policy;
    run->ended = std::move(ended);
    runs_.emplace(run->id, run);
    const auto together =
        std::min<std::size_t>(run->to_hear, static_cast<std::size_t>(std::max(policy.parallel_measures, 1)));
    if (run->to_hear == 0) finish(run);
    for (std::size_t i = 0; i < together; ++i) hear_next(run);
    return run->id;
}

void Preflights::hear_next(const std::shared_ptr<Run>& run) {
    const std::size_t position = run->next++;
    const SelectedFile& file = run->recordings[position].file;
    ears_.measure(file.path, file.identity, [this, run, position](Outcome<Measurement> outcome) {
        heard(run, position, std::move(outcome));
    });
}

void Preflights::heard(const std::shared_ptr<Run>& run, std::size_t position, Outcome<Measurement> outcome) {
    if (run->dropped) return;
    if (!outcome.ok() && outcome.error().kind == TroubleKind::cancelled) return give_up(run);
    run->recordings[position].measurement =
        outcome.ok() ? std::move(outcome.value()) : unreadable_recording(outcome.error());
    run->heard += 1;
    if (run->next < run->to_hear) return hear_next(run);
    if (run->heard == run->recordings.size()) finish(run);
}

void Preflights::finish(const std::shared_ptr<Run>& run) {
    std::sort(run->recordings.begin(), run->recordings.end(),
              [](const Recording& a, const Recording& b) { return a.file.path < b.file.path; });
    if (!run->ended) drop_curves(run->recordings);
    Preflight verdict = preflight(run->recordings, run->policy->thresholds);
    run->report = std::make_shared<const PreflightReport>(
        PreflightReport{std::move(verdict), std::move(run->recordings), std::move(run->ignored)});
    if (run->ended) {
        runs_.erase(run->id);
        return run->ended(run->report);
    }
    run->forget_at = ports_.clock.steady() + kept_for;
    forget_old();
    due_changed_();
}

/// The service stops: nothing more is measured.
void Preflights::give_up(const std::shared_ptr<Run>& run) {
    run->dropped = true;
    runs_.erase(run->id);
    if (run->ended)
        run->ended(failure(Problem{503, "stopping", "The daemon is stopping",
                                   "the recordings were not all measured; ask again in a moment", ""}));
}

std::optional<PreflightRun> Preflights::find(const std::string& id) const {
    const auto found = runs_.find(id);
    if (found == runs_.end() || found->second->ended) return std::nullopt;
    const Run& run = *found->second;
    const std::uint64_t total = run.report ? run.report->recordings.size() : run.recordings.size();
    return PreflightRun{run.id, total, run.heard, run.report};
}

bool Preflights::drop(const std::string& id) {
    if (!find(id)) return false;
    const auto run = runs_.extract(id).mapped();
    run->dropped = true;
    return true;
}

void Preflights::forget_old() {
    const Duration now = ports_.clock.steady();
    const auto kept = [&] {
        return static_cast<std::size_t>(std::count_if(
            runs_.begin(), runs_.end(), [](const auto& run) { return run.second->report != nullptr; }));
    };
    std::size_t count = kept();
    for (auto run = runs_.begin(); run != runs_.end();) {
        const bool done = run->second->report != nullptr;
        const bool goes = done && (run->second->forget_at <= now || count > most_kept);
        if (goes) --count;
        run = goes ? runs_.erase(run) : std::next(run);
    }
}

std::optional<Duration> Preflights::next_due() const {
    std::optional<Duration> due;
    for (const auto& [id, run] : runs_)
        if (run->report && (!due || run->forget_at < *due)) due = run->forget_at;
    return due;
}

}  // namespace understudy
