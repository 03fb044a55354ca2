#include "core/stepper.hpp"

#include "core/backoff.hpp"
#include "core/words.hpp"

namespace understudy {

std::string joined(const std::vector<std::string>& texts, const char* between) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

std::string in_words(const std::string& what_failed, const Trouble& trouble) {
    std::string words = what_failed + ": " + (trouble.title.empty() ? trouble.type : trouble.title);
    if (!trouble.detail.empty() && trouble.detail != trouble.title) words += ": " + trouble.detail;
    return words;
}

namespace {

/// A decision about money gives way to nothing; what a person asked for does not give way to what ends by
/// itself, for then the job would go on without that person.
bool stays(HoldReason standing, HoldReason newer) {
    if (standing == HoldReason::unknown_outcome) return newer != HoldReason::unknown_outcome;
    const bool ends_by_itself = newer == HoldReason::credentials || newer == HoldReason::funds ||
                                newer == HoldReason::budget || newer == HoldReason::vanished ||
                                newer == HoldReason::preflight;
    return (standing == HoldReason::paused || standing == HoldReason::quarantined) && ends_by_itself;
}

}  // namespace

void Stepper::say(std::string type, std::string cause, Data data) {
    if (!request_id_.empty()) data.emplace_back("request_id", request_id_);
    step_.events.push_back({0, job().id, now.wall, std::move(type), state_word(job().state), job().attempt,
                            std::move(cause), std::move(data)});
    touch();
}

void Stepper::become(State state, std::string cause, Data data) {
    data.emplace(data.begin(), "from", state_word(job().state));
    job().state = std::move(state);
    say("state_changed", std::move(cause), std::move(data));
    // Nothing happens by itself to a job at rest: there is nothing to pause.
    if (at_rest(job()) && job().hold && job().hold->reason == HoldReason::paused)
        release("there is nothing left to pause");
}

void Stepper::move_to(State state) {
    job().state = std::move(state);
    touch();
}

void Stepper::hold(HoldReason reason, std::string needs, std::string cause) {
    if (job().hold && job().hold->reason == reason && job().hold->needs == needs) return;
    if (job().hold && stays(job().hold->reason, reason)) return;
    job().hold = Hold{reason, now.wall, needs};
    say("held", std::move(cause), {{"reason", to_word(reason)}, {"needs", std::move(needs)}});
}

void Stepper::release(std::string cause) {
    if (!job().hold) return;
    const std::string reason = to_word(job().hold->reason);
    job().hold.reset();
    job().run.not_before = {};
    say("released", std::move(cause), {{"reason", reason}});
}

void Stepper::touch_recording(std::uint64_t position) {
    step_.recordings.push_back(position);
    job().tally = tally_of(job().recordings);
    touch();
}

void Stepper::touch_all_recordings() {
    step_.all_recordings = true;
    job().tally = tally_of(job().recordings);
    touch();
}

void Stepper::wait(const Trouble& trouble, std::string what_failed) {
    Run& run = job().run;
    run.tries += 1;
    const Duration wait = wait_after(run.tries, trouble.retry_after, policy, now.dice);
    run.not_before = now.steady + wait;
    remember(trouble, what_failed);
    if (run.tries == 1)
        say("trouble", in_words(what_failed, trouble) + "; tried again by itself", {{"type", trouble.type}});
}

void Stepper::worked() {
    job().run.tries = 0;
    job().run.not_before = {};
    if (!job().error) return;
    job().error.reset();
    touch();
}

void Stepper::remember(const Trouble& trouble, const std::string& what_failed) {
    follows_from(trouble);
    const std::string title = what_failed + (trouble.title.empty() ? "" : ": " + trouble.title);
    JobError error{trouble.type, title, trouble.detail, trouble.http_status, trouble.request_id, now.wall};
    job().error = std::move(error);
    touch();
}

void Stepper::fail(const Trouble& trouble, const std::string& what_failed) {
    Failed failed;
    failed.in_uploading = std::holds_alternative<Uploading>(job().state);
    if (const auto* training = std::get_if<Training>(&job().state)) failed.standing = training->standing;
    job().attempt_open = false;
    remember(trouble, what_failed);
    become(failed, in_words(what_failed, trouble), {{"type", trouble.type}});
}

Intent* Stepper::last_intent(IntentKind kind) {
    auto& intents = job().intents;
    for (auto intent = intents.rbegin(); intent != intents.rend(); ++intent)
        if (intent->kind == kind) return &*intent;
    return nullptr;
}

void Stepper::open_intent(IntentKind kind, int attempt, std::string nonce, std::string digest) {
    job().run.call_out = false;
    job().intents.push_back(
        {kind, attempt, nonce, std::move(digest), IntentStatus::open, "", now.wall, std::nullopt});
    if (kind == IntentKind::fine_tune) charge(job().intents.back(), Charge::reserved);
    say("intent_opened",
        kind == IntentKind::dataset ? "about to make the dataset" : "about to begin the training",
        {{"kind", to_word(kind)}, {"nonce", std::move(nonce)}});
}

Intent& Stepper::add_intent(int attempt, std::string nonce) {
    job().intents.push_back(
        {IntentKind::fine_tune, attempt, std::move(nonce), "", IntentStatus::unknown, "", now.wall, {}});
    return job().intents.back();
}

void Stepper::close_intent(Intent& intent, IntentStatus status, std::string remote_id,
                           const std::string& cause) {
    intent.status = status;
    intent.remote_id = std::move(remote_id);
    if (status != IntentStatus::unknown) intent.closed_at = now.wall;
    if (status == IntentStatus::voided)
        charge(intent, Charge::none);
    else if (intent.charge == Charge::none)
        charge(intent, Charge::reserved);
    const char* type = status == IntentStatus::confirmed ? "intent_confirmed"
                       : status == IntentStatus::voided  ? "intent_voided"
                                                         : "outcome_unknown";
    say(type, cause,
        {{"kind", to_word(intent.kind)}, {"nonce", intent.nonce}, {"remote_id", intent.remote_id}});
}

void Stepper::charge(Intent& intent, Charge charge) {
    if (intent.kind != IntentKind::fine_tune || intent.charge == charge) return;
    if (intent.charge == Charge::foreign) return;
    const Account from = account_of(intent.charge), to = account_of(charge);
    intent.charge = charge;
    touch();
    if (from == to) return;
    const bool presumed = charge == Charge::presumed;
    step_.movements.push_back({0, now.wall, from, to, presumed, credits_per_training, job().id,
                               intent.attempt, intent.nonce, intent.remote_id, job().spec.labels});
}

void Stepper::charge_for(const std::string& fine_tune_id, Charge charge) {
    for (Intent& intent : job().intents)
        if (intent.kind == IntentKind::fine_tune && intent.remote_id == fine_tune_id)
            this->charge(intent, charge);
}

/// A training that stands in the cloud, or may, and that nobody follows or looks for any more may complete
/// unseen.
void Stepper::presume() {
    const auto* training = std::get_if<Training>(&job().state);
    const std::string followed = training ? training->fine_tune_id : "";
    const bool looked_for = training && followed.empty();
    for (Intent& intent : job().intents) {
        const bool lost = intent.status == IntentStatus::unknown && !looked_for;
        const bool left = intent.status == IntentStatus::confirmed && intent.remote_id != followed;
        if (intent.charge == Charge::reserved && (lost || left)) charge(intent, Charge::presumed);
    }
}

Step Stepper::finish() && {
    presume();
    if (step_.changed) job().updated_at = now.wall;
    return std::move(step_);
}

}  // namespace understudy
