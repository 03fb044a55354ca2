// Troubles that hold a job or end it, and holds that end when their cause does.
#include "core/apply_parts.hpp"

namespace understudy {

void settle_trouble(Stepper& step, const Trouble& trouble, const std::string& what_failed) {
    switch (trouble.kind) {
        case TroubleKind::cancelled:
            return;
        case TroubleKind::transient:
        case TroubleKind::recording_changed:  // handled where recordings are; anywhere else it may pass
        case TroubleKind::recording_unreadable:
            return step.wait(trouble, what_failed);
        case TroubleKind::credentials:
            step.remember(trouble, what_failed);
            return step.hold(HoldReason::credentials,
                             "correct the API key and reload; the job goes on by itself when the key works",
                             in_words(what_failed, trouble));
        case TroubleKind::funds:
            step.remember(trouble, what_failed);
            return step.hold(HoldReason::funds,
                             "credits, or a training slot of the plan (failed fine-tunes take one until they "
                             "are deleted in the playground); tried again by itself",
                             in_words(what_failed, trouble));
        case TroubleKind::forbidden:
        case TroubleKind::refused:
            return step.fail(trouble, what_failed);
    }
}

void on(Stepper& step, CauseGone&& happening) {
    const auto& hold = step.job().hold;
    if (hold && hold->reason == happening.reason) step.release(happening.cause);
}

void on(Stepper& step, Blocked&& happening) {
    if (terminal(step.job()) || step.job().hold) return;
    settle_trouble(step, happening.trouble, "the cloud was not asked");
}

void on(Stepper& step, Quarantined&& happening) {
    if (terminal(step.job())) return;
    step.hold(HoldReason::quarantined, "report this with the job's history; release the job to try again",
              happening.what);
}

}  // namespace understudy
