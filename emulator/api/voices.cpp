// Listing, reading, changing and deleting voices.
#include "emulator/api/handlers.hpp"
#include "emulator/api/version.hpp"
#include "emulator/api/views.hpp"
#include "emulator/model/catalogue.hpp"
#include "emulator/sound/babble.hpp"
#include "emulator/sound/encode.hpp"

namespace understudy::emulator {

namespace {

bool is_gender(const std::string& word) {
    return word == "masculine" || word == "feminine" || word == "gender_neutral";
}

Granted<VoiceQuery> voice_query(const Call& call) {
    VoiceQuery query;
    query.text = call.parameter("q");
    query.gender = call.parameter("gender");
    query.language = call.parameter("language");
    if (query.gender && !is_gender(*query.gender))
        return invalid("gender must be masculine, feminine or gender_neutral.");
    if (const auto owner = call.parameter("is_owner")) {
        if (*owner != "true" && *owner != "false") return invalid("is_owner must be true or false.");
        query.is_owner = *owner == "true";
    }
    return query;
}

/// A member that may be absent (unchanged), null (reset) or a text that `accepted` understands.
template <class Accepted>
std::optional<std::optional<std::string>> resettable(Members& members, const char* name,
                                                     const Accepted& accepted) {
    const Json* member = members.find(name);
    if (member == nullptr) return std::nullopt;
    if (member->is_null()) return std::optional<std::string>{};
    const auto text = members.optional(name);
    const std::optional<std::string> value = text ? accepted(*text) : std::nullopt;
    if (!value) members.complain(std::string(name) + " is not one that we know.");
    return value;
}

std::optional<std::string> gender_word(const std::string& word) {
    return is_gender(word) ? std::optional(word) : std::nullopt;
}

std::optional<std::string> accent_id(const std::string& word) {
    const Accent* known = find_accent(word);
    return known == nullptr ? std::nullopt : std::optional(std::string(known->id));
}

}  // namespace

net::Response list_voices(Context& context) {
    const Call& call = context.call;
    const auto request = page_request(call);
    if (!request) return refusal_answer(request.error(), call);
    const auto query = voice_query(call);
    if (!query) return refusal_answer(query.error(), call);
    return answer_page(context.cloud.list_voices(*query, *request, call.now), call,
                       [&](const Voice& voice) { return voice_view(voice, context); });
}

net::Response get_voice(Context& context) {
    const Call& call = context.call;
    return answer_object(context.cloud.get_voice(call.ids[0], call.now), call,
                         [&](const Voice& voice) { return voice_view(voice, context); });
}

net::Response update_voice(Context& context) {
    const Call& call = context.call;
    Members members(call.body);
    VoiceChange change;
    change.name = members.optional("name");
    change.description = members.optional("description");
    change.gender = resettable(members, "gender", gender_word);
    if (since_2026_03(call.version)) change.accent = resettable(members, "accent", accent_id);
    if (!since_2025_11(call.version) && (!change.name || !change.description))
        members.complain("name and description are required.");
    if (members.problem()) return refusal_answer(*members.problem(), call);
    return answer_object(context.cloud.update_voice(call.ids[0], change, call.now), call,
                         [&](const Voice& voice) { return voice_view(voice, context); });
}

net::Response delete_voice(Context& context) {
    return answer_nothing(context.cloud.delete_voice(context.call.ids[0], context.call.now), context.call);
}

net::Response preview_voice(Context& context) {
    const auto voice = context.cloud.get_voice(context.call.ids[0], context.call.now);
    if (!voice) return refusal_answer(voice.error(), context.call);
    const auto samples = babble({.transcript = voice->name, .voice_id = voice->id, .sample_rate = 24'000});
    return {200, {{"Content-Type", "audio/wav"}}, encode_wav(samples, Encoding::pcm_s16le, 24'000)};
}

net::Response add_voice_accents(Context& context) {
    const Call& call = context.call;
    Members members(call.body);
    std::vector<std::string> accents;
    const Json* list = members.find("accents");
    if (list == nullptr || !list->is_array() || list->empty())
        members.complain("accents must be a list of accents.");
    else
        for (const auto& word : *list) {
            const auto id = word.is_string() ? accent_id(word.get<std::string>()) : std::nullopt;
            if (id)
                accents.push_back(*id);
            else
                members.complain("accents holds one that we do not know.");
        }
    if (members.problem()) return refusal_answer(*members.problem(), call);
    return answer_object(context.cloud.add_accents(call.ids[0], accents, call.now), call,
                         [&](const Voice& voice) { return voice_view(voice, context); });
}

net::Response delete_voice_accent(Context& context) {
    const Call& call = context.call;
    return answer_object(context.cloud.delete_accent(call.ids[0], call.ids[1], call.now), call,
                         [&](const Voice& voice) { return voice_view(voice, context); });
}

}  // namespace understudy::emulator
