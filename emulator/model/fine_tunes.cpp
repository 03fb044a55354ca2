// Fine-tunes: what a create must fulfil, the training's clock, and what stands there when it has ended.
#include <algorithm>

#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

namespace {
bool holds(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}
}  // namespace

std::string running_word(const FineTune& fine_tune, const std::vector<std::string>& words, Time now) {
    if (words.empty()) return "training";
    const Duration first = fine_tune.train_time / 10;
    const Duration elapsed = now - fine_tune.created_at;
    if (words.size() == 1 || elapsed < first || fine_tune.train_time <= first) return words.front();
    const auto others = static_cast<Duration::rep>(words.size() - 1);
    const auto share = (elapsed - first).count() * others / (fine_tune.train_time - first).count();
    return words[static_cast<std::size_t>(1 + std::min(share, others - 1))];
}

Granted<Nothing> CloudModel::check_model(const std::string& model_id) const {
    if (holds(settings_.sunset_models, model_id))
        return refuse(400, "model_sunsetted", "Model sunset",
                      "The model " + model_id + " was retired. Use " + settings_.trainable_models.front() +
                          " or a newer one.");
    if (!holds(settings_.trainable_models, model_id) && !holds(settings_.forward_filled_models, model_id) &&
        !holds(settings_.speaking_models, model_id))
        return refuse(400, "model_not_found", "Model not found", "There is no model " + model_id + ".");
    return Nothing{};
}

Granted<Nothing> CloudModel::check_new_fine_tune(const NewFineTune& request, Time now) {
    auto model = check_model(request.model_id);
    if (!model) return model;
    if (!holds(settings_.trainable_models, request.model_id))
        return invalid("The model " + request.model_id + " cannot be fine-tuned.");
    if (!speaks_language(request.language, request.model_id))
        return refuse(400, "language_not_supported", "Language not supported",
                      "The model " + request.model_id + " does not speak '" + request.language + "'.");
    auto dataset = find_dataset(request.dataset, now);
    if (!dataset) return failure(dataset.error());
    if (settings_.refuse_training_on_empty_dataset && files_[request.dataset].all().empty())
        return invalid("The dataset holds no files.");
    return check_funds();
}

Granted<Nothing> CloudModel::check_funds() {
    if (settings_.slots > 0 && slots_used() >= settings_.slots)
        return refuse(settings_.no_slots_status, "plan_upgrade_required", "No slots left",
                      "All " + std::to_string(settings_.slots) + " fine-tunes of your plan are in use.");
    if (settings_.credits && *settings_.credits < settings_.price_of_training)
        return refuse(settings_.no_credits_status, "quota_exceeded", "Quota exceeded",
                      "A fine-tune needs " + std::to_string(settings_.price_of_training) + " credits.");
    return Nothing{};
}

Granted<FineTune> CloudModel::create_fine_tune(NewFineTune request, Time now, Duration commit_after) {
    settle(now);
    auto allowed = check_new_fine_tune(request, now);
    if (!allowed) return failure(allowed.error());
    FineTune made;
    made.id = ids_.prefixed("fine_tune");
    made.name = request.name;
    made.description = cut(request.description);
    made.language = request.language;
    made.model_id = request.model_id;
    made.dataset = request.dataset;
    made.accent = request.accent;
    made.created_at = now + commit_after;
    made.train_time = settings_.train_time;
    made.will_fail = settings_.fail_trainings > 0;
    if (made.will_fail) --settings_.fail_trainings;
    made.presence = presence_of_new(settings_.fine_tunes_lag, made.created_at);
    purchase_of_[made.id] = bill_.purchases.size();
    bill_.purchases.push_back({made.id, request.name, request.description, request.language, request.model_id,
                               request.dataset, made.created_at});
    due_.emplace(made.created_at + made.train_time, made.id);
    made.status = running_word(made, settings_.running_words, made.created_at);
    return fine_tunes_.add(std::move(made));
}

void CloudModel::finish(FineTune& fine_tune, Time at) {
    auto& purchase = bill_.purchases[purchase_of_[fine_tune.id]];
    fine_tune.outcome = fine_tune.will_fail ? TrainingOutcome::failed : TrainingOutcome::completed;
    fine_tune.status = purchase.outcome = fine_tune.will_fail ? "failed" : "completed";
    if (fine_tune.will_fail) {
        fine_tune.user_errors = settings_.failure_errors;
        return;
    }
    fine_tune.supported_model_ids = settings_.forward_filled_models;
    fine_tune.supported_model_ids.insert(fine_tune.supported_model_ids.begin(), fine_tune.model_id);
    purchase.credits_charged = settings_.price_of_training;
    bill_.training_credits += settings_.price_of_training;
    charge(settings_.price_of_training);
    if (!settings_.voices_never_show) add_trained_voices(fine_tune, at);
}

Granted<Page<FineTune>> CloudModel::list_fine_tunes(const PageRequest& request, Time now) {
    settle(now);
    auto page = fine_tunes_.page(request, settings_, now);
    if (page)
        for (auto& fine_tune : page->data)
            if (fine_tune.outcome == TrainingOutcome::running)
                fine_tune.status = running_word(fine_tune, settings_.running_words, now);
    return page;
}

Granted<FineTune> CloudModel::get_fine_tune(const std::string& id, Time now) {
    settle(now);
    FineTune* fine_tune = fine_tunes_.find(id);
    if (fine_tune == nullptr || !fine_tune->presence.found(now)) return not_found("Fine-tune", id);
    if (fine_tune->outcome == TrainingOutcome::running)
        fine_tune->status = running_word(*fine_tune, settings_.running_words, now);
    return *fine_tune;
}

Granted<Nothing> CloudModel::delete_fine_tune(const std::string& id, Time now) {
    auto fine_tune = get_fine_tune(id, now);
    if (!fine_tune) return failure(fine_tune.error());
    const bool running = fine_tune->outcome == TrainingOutcome::running;
    if (running && settings_.refuse_delete_while_training)
        return refuse(409, "", "Fine-tune is training", "A fine-tune cannot be deleted while it trains.");
    if (running) bill_.purchases[purchase_of_[id]].outcome = "deleted";
    fine_tunes_.erase(id);
    if (settings_.delete_fine_tune_deletes_voices)
        std::erase_if(voices_.all(), [&](const auto& entry) { return entry.second.fine_tune_id == id; });
    return Nothing{};
}

Granted<Page<Voice>> CloudModel::list_voices_of(const std::string& fine_tune_id, const PageRequest& request,
                                                Time now) {
    auto fine_tune = get_fine_tune(fine_tune_id, now);
    if (!fine_tune) return failure(fine_tune.error());
    return voices_.page(request, settings_, now,
                        [&](const Voice& voice) { return voice.fine_tune_id == fine_tune_id; });
}

}  // namespace understudy::emulator
