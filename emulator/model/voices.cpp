// Voices: the public catalogue, instant clones, and the four that a completed training brings.
#include <algorithm>

#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

namespace {
std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

bool matches_language(const Voice& voice, const std::string& wanted) {
    if (wanted.size() <= 2) return voice.language == wanted;
    const bool region = voice.country && lower(wanted.substr(3)) == lower(*voice.country);
    return voice.language == wanted.substr(0, 2) && region;
}

bool matches(const Voice& voice, const VoiceQuery& query) {
    if (query.is_owner && voice.is_owner != *query.is_owner) return false;
    if (query.gender && voice.gender != query.gender) return false;
    if (query.language && !matches_language(voice, *query.language)) return false;
    if (!query.text) return true;
    const std::string text = lower(*query.text);
    return lower(voice.name + '\n' + voice.description + '\n' + voice.id).find(text) != std::string::npos;
}

constexpr std::size_t accents_at_most = 10;
}  // namespace

void CloudModel::add_trained_voices(const FineTune& fine_tune, Time at) {
    for (unsigned n = 1; n <= settings_.voices_per_fine_tune; ++n) {
        Voice voice;
        voice.id = ids_.uuid();
        voice.name = fine_tune.name + " " + std::to_string(n);
        voice.description = "Pro Voice Clone of " + fine_tune.name + ", clip " + std::to_string(n);
        voice.language = fine_tune.language;
        if (fine_tune.accent) voice.accents = {*fine_tune.accent};
        voice.is_owner = true;
        voice.fine_tune_id = fine_tune.id;
        voice.supported_model_ids = fine_tune.supported_model_ids;
        voice.created_at = at;
        voice.presence = presence_of_new(settings_.voices_lag, at);
        voices_.add(std::move(voice));
    }
}

Granted<Page<Voice>> CloudModel::list_voices(const VoiceQuery& query, const PageRequest& request, Time now) {
    settle(now);
    return voices_.page(request, settings_, now, [&](const Voice& voice) { return matches(voice, query); });
}

Granted<Voice> CloudModel::get_voice(const std::string& id, Time now) {
    settle(now);
    const Voice* voice = voices_.find(id);
    if (voice == nullptr || !voice->presence.found(now))
        return refuse(404, "voice_not_found", "Voice not found", "There is no voice with the ID " + id + ".");
    return *voice;
}

Granted<Voice*> CloudModel::find_own_voice(const std::string& id, Time now) {
    auto voice = get_voice(id, now);
    if (!voice) return failure(voice.error());
    if (!voice->is_owner) return refuse(403, "", "Forbidden", "The voice " + id + " is not yours.");
    return voices_.find(id);
}

Granted<Voice> CloudModel::create_voice(NewVoice request, Time now, Duration commit_after) {
    settle(now);
    if (!speaks_language(request.language, ""))
        return refuse(400, "language_not_supported", "Language not supported",
                      "There is no language '" + request.language + "'.");
    Voice voice;
    voice.id = ids_.uuid();
    voice.name = std::move(request.name);
    voice.description = std::move(request.description);
    voice.tagline = std::move(request.tagline);
    voice.language = std::move(request.language);
    voice.gender = std::move(request.gender);
    voice.accents = std::move(request.accents);
    voice.is_owner = true;
    voice.created_at = now + commit_after;
    voice.presence = presence_of_new(settings_.voices_lag, voice.created_at);
    return voices_.add(std::move(voice));
}

Granted<Voice> CloudModel::update_voice(const std::string& id, const VoiceChange& change, Time now) {
    auto voice = find_own_voice(id, now);
    if (!voice) return failure(voice.error());
    Voice& changed = **voice;
    if (change.name) changed.name = *change.name;
    if (change.description) changed.description = *change.description;
    if (change.gender) changed.gender = *change.gender;
    if (change.accent) {
        if (!changed.accents.empty()) changed.accents.erase(changed.accents.begin());
        if (*change.accent) changed.accents.insert(changed.accents.begin(), **change.accent);
    }
    return changed;
}

Granted<Nothing> CloudModel::delete_voice(const std::string& id, Time now) {
    auto voice = find_own_voice(id, now);
    if (!voice) return failure(voice.error());
    voices_.erase(id);
    return Nothing{};
}

Granted<Voice> CloudModel::add_accents(const std::string& id, const std::vector<std::string>& accents,
                                       Time now) {
    auto voice = find_own_voice(id, now);
    if (!voice) return failure(voice.error());
    if (!(*voice)->fine_tune_id.empty()) return invalid("Accents can be added to instant voice clones only.");
    std::vector<std::string> all = (*voice)->accents;
    for (const auto& accent : accents)
        if (std::find(all.begin(), all.end(), accent) == all.end()) all.push_back(accent);
    if (all.size() > accents_at_most) return invalid("A voice can support up to 10 accents.");
    (*voice)->accents = std::move(all);
    return **voice;
}

Granted<Voice> CloudModel::delete_accent(const std::string& id, const std::string& accent, Time now) {
    auto voice = find_own_voice(id, now);
    if (!voice) return failure(voice.error());
    if (std::erase((*voice)->accents, accent) == 0) return not_found("Accent", accent);
    return **voice;
}

}  // namespace understudy::emulator
