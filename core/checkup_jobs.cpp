#include "core/checkup.hpp"
#include "core/sentence.hpp"
#include "core/words.hpp"

namespace understudy {
namespace {

std::string named(const Job& job) { return "“" + job.spec.name + "” is " + state_word(job.state); }

bool ends_by_itself(HoldReason reason) {
    return reason == HoldReason::credentials || reason == HoldReason::funds || reason == HoldReason::budget;
}

}  // namespace

bool needs_nobody(const Job& job) {
    const auto* draft = std::get_if<Draft>(&job.state);
    const bool waits_to_be_started = draft && !draft->start_wished && !job.cancel_wished &&
                                     (!job.own_dataset || job.tally.files_measured == job.tally.files_total);
    return at_rest(job) || waits_to_be_started;
}

Check judge_neglected(const Job& job) {
    return {"jobs", job.id, CheckVerdict::fail,
            named(job) + ", and nothing is under way for it, planned or waited for.",
            "restart the daemon (sudo systemctl restart understudyd), and report this with what "
            "«understudy events " +
                job.id + "» says"};
}

std::optional<Check> judge_hold(const Job& job) {
    if (!job.hold) return std::nullopt;
    const std::string then =
        ends_by_itself(job.hold->reason) ? "; it goes on by itself" : "; it waits for a person";
    return Check{"holds", job.id, CheckVerdict::warn,
                 named(job) + " and held: " + to_word(job.hold->reason) + then + ".", job.hold->needs};
}

std::optional<Check> judge_recording(const Job& job) {
    if (job.hold || !job.error || job.error->type.find("recording_") != 0) return std::nullopt;
    return Check{
        "recordings", job.id, CheckVerdict::warn,
        sentence(named(job) + " and waits for a recording: " + job.error->title + ": " + job.error->detail),
        "see that it can be read again; the job goes on by itself then"};
}

Checks judge_controls(const Controls& controls) {
    Checks checks;
    const auto add = [&](const std::optional<Pause>& pause, const std::string& what) {
        if (pause)
            checks.push_back({"control", what, CheckVerdict::warn, in_words(*pause, "All " + what) + ".",
                              "understudy resume " + what});
    };
    add(controls.spending, "spending");
    add(controls.uploading, "uploading");
    return checks;
}

Checks judge_policy(const Policy& policy) {
    const Policy usual;
    Checks checks;
    if (policy.settle_window < usual.settle_window)
        checks.push_back({"config", "training.settle_window", CheckVerdict::warn,
                          "A purchase whose answer was lost is looked for during " +
                              in_words(policy.settle_window) +
                              " only; one that the cloud shows later would be bought again.",
                          "leave it at " + in_words(usual.settle_window) + " or more"});
    if (policy.thresholds.min_duration < usual.thresholds.min_duration)
        checks.push_back({"config", "preflight.min_duration", CheckVerdict::warn,
                          "Less audio is let through than the cloud asks for: " +
                              in_words(policy.thresholds.min_duration) + ".",
                          "leave it at " + in_words(usual.thresholds.min_duration) + " or more"});
    if (checks.empty())
        checks.push_back({"config", "", CheckVerdict::pass,
                          policy.ask_when_unknown
                              ? "Nothing unusual; an unknown outcome is a person's to decide."
                              : "Nothing unusual.",
                          ""});
    return checks;
}

}  // namespace understudy
