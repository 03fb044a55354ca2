// The end by a person's wish. What was never sent is void, a training under way is deleted in the cloud where
// the person did not want to keep it, and what is paid for in any case is named.
#include <algorithm>

#include "core/apply_parts.hpp"
#include "core/cloud_status.hpp"

namespace understudy {
namespace {

/// What was just bought may not show by its id yet: so many looks, over the settling window.
constexpr int kLooks = 3;

void void_unsent(Stepper& step) {
    for (Intent& intent : step.job().intents)
        if (intent.status == IntentStatus::open)
            step.close_intent(intent, IntentStatus::voided, "", "it was never sent");
}

/// It goes on: the job is canceled without it.
void keep(Stepper& step, const Trouble& trouble) {
    step.job().keep_training = true;
    step.remember(trouble, "the training could not be deleted");
    step.say("trouble", in_words("the cloud would not delete the training", trouble),
             {{"type", trouble.type}});
}

/// What was deleted while it trained, by an answer that was lost: it is gone, and nothing is paid for.
void gone(Stepper& step, const std::string& named) {
    step.charge_for(fine_tune_of(step.job()), Charge::none);
    cancel(step, named + " is not in the cloud any more: its deletion was asked for, and took effect");
}

void look_again(Stepper& step, const std::string& named) {
    Run& run = step.job().run;
    if (++run.missing >= kLooks && run.deletion_sent) return gone(step, named);
    if (run.missing >= kLooks)
        return cancel(step, named +
                                " does not show in the cloud; if it is there all the same, it is paid for "
                                "when it completes");
    run.not_before =
        step.now.steady + std::max(step.policy.poll_interval, step.policy.settle_window / kLooks);
}

/// 409 is what a cloud may say that deletes no training under way; whoever asks again hears it again.
bool refuses(const Trouble& trouble) {
    return trouble.kind == TroubleKind::refused || trouble.kind == TroubleKind::forbidden ||
           trouble.http_status == 409;
}

}  // namespace

void cancel(Stepper& step, const std::string& what_of_the_training) {
    void_unsent(step);
    step.job().hold.reset();
    step.job().attempt_open = false;
    step.become(Canceled{}, "canceled" + what_of_the_training);
}

void on(Stepper& step, TrainingStopped&& happening) {
    const auto* training = state_of<Training>(step);
    if (!training || training->fine_tune_id != happening.fine_tune_id) return;
    step.job().run.call_out = false;
    if (!to_be_stopped(step.job())) return;
    if (happening.seen) return on(step, FineTuneSeen{std::move(*happening.seen)});
    const std::string named = "; fine-tune " + happening.fine_tune_id;
    if (happening.not_shown) return look_again(step, named);
    if (happening.outcome.ok()) step.charge_for(happening.fine_tune_id, Charge::none);
    if (happening.outcome.ok())
        return cancel(step, named +
                                " was deleted in the cloud; it was in training when it was looked at last, "
                                "and by the cloud's guide only a training that completes is paid for");
    const Trouble& trouble = happening.outcome.error();
    if (trouble.kind == TroubleKind::cancelled) return;
    if (trouble.http_status == 404) return cancel(step, named + " is not in the cloud any more");
    if (refuses(trouble)) return keep(step, trouble);
    if (trouble.kind == TroubleKind::credentials)
        return settle_trouble(step, trouble, "the training could not be deleted");
    step.wait(trouble, "the training could not be deleted");
}

}  // namespace understudy
