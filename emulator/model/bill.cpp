// The account's money: what was charged, what is left, which slots are taken.
#include <algorithm>

#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

void CloudModel::charge(std::uint64_t credits) {
    bill_.credits_charged += credits;
    if (settings_.credits) *settings_.credits -= std::min(*settings_.credits, credits);
}

unsigned CloudModel::slots_used() const {
    unsigned used = 0;
    for (const auto& [place, fine_tune] : fine_tunes_.all())
        if (fine_tune.outcome != TrainingOutcome::failed || settings_.failed_fine_tunes_take_slots) ++used;
    return used;
}

Bill CloudModel::bill(Time now) {
    settle(now);
    Bill bill = bill_;
    bill.credits_left = settings_.credits;
    bill.slots = settings_.slots;
    bill.slots_used = slots_used();
    return bill;
}

Granted<Nothing> CloudModel::speak(const Voice& voice, const std::string& model_id, std::size_t characters,
                                   Time now) {
    settle(now);
    auto known = check_model(model_id);
    if (!known) return known;
    const auto& models = voice.supported_model_ids;
    if (!models.empty() && std::find(models.begin(), models.end(), model_id) == models.end()) {
        std::string names;
        for (const auto& name : models) names += (names.empty() ? "" : ", ") + name;
        return refuse(
            400, "voice_model_mismatch", "Voice and model do not match",
            "The voice " + voice.id + " cannot be used with " + model_id + ". It supports: " + names + ".");
    }
    const std::uint64_t cost = voice.fine_tune_id.empty() ? characters : (characters * 3 + 1) / 2;
    if (settings_.credits && *settings_.credits < cost)
        return refuse(settings_.no_credits_status, "quota_exceeded", "Quota exceeded",
                      "No credits are left.");
    bill_.speech_credits += cost;
    charge(cost);
    return Nothing{};
}

}  // namespace understudy::emulator
