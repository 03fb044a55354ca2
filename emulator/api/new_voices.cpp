// Voices made by hand: instant clones, and localized copies; and the catalogue of accents.
#include <set>

#include "emulator/api/handlers.hpp"
#include "emulator/api/version.hpp"
#include "emulator/api/views.hpp"
#include "emulator/model/catalogue.hpp"

namespace understudy::emulator {

namespace {

Granted<NewVoice> clone_fields(const Call& call) {
    if (!call.form) return invalid("The body must be multipart/form-data.");
    const Form& form = *call.form;
    if (form.file("clip") == nullptr) return invalid("clip is required.");
    NewVoice voice;
    voice.name = form.text("name").value_or("");
    voice.language = form.text("language").value_or("");
    voice.description = form.text("description").value_or("");
    voice.tagline = form.text("tagline").value_or("");
    if (voice.name.empty()) return invalid("name is required.");
    if (voice.language.empty()) return invalid("language is required.");
    if (voice.tagline.size() > 32) return invalid("tagline may have 32 characters at most.");
    if (const auto accent = form.text("accent")) {
        const Accent* known = find_accent(*accent);
        if (known == nullptr) return invalid("There is no accent '" + *accent + "'.");
        voice.accents = {std::string(known->id)};
    }
    return voice;
}

struct Localization {
    std::string voice_id;
    NewVoice voice;
};

void take_accent(Members& members, Localization& wanted) {
    const Accent* accent = find_accent(members.required("accent"));
    if (accent == nullptr || !accent->is_localizable) {
        members.complain("accent must be one that can be localized to.");
        return;
    }
    wanted.voice.accents = {std::string(accent->id)};
    wanted.voice.language = accent->language;
}

void take_language(Members& members, Localization& wanted) {
    static const std::set<std::string> targets{"en", "de", "es", "fr", "ja", "pt", "zh", "hi", "it", "ko",
                                               "nl", "pl", "ru", "sv", "tr", "ar", "he", "ta", "te", "th"};
    wanted.voice.language = members.required("language");
    if (targets.count(wanted.voice.language) == 0) members.complain("language cannot be localized to.");
    const std::string gender = members.required("original_speaker_gender");
    if (gender != "male" && gender != "female")
        members.complain("original_speaker_gender must be male or female.");
    wanted.voice.gender = gender == "male" ? "masculine" : "feminine";
}

Granted<Localization> localize_fields(const Call& call) {
    Members members(call.body);
    Localization wanted;
    wanted.voice_id = members.required("voice_id");
    wanted.voice.name = members.required("name");
    if (since_2026_08(call.version)) {
        take_accent(members, wanted);
        wanted.voice.description = members.optional("description").value_or("");
        wanted.voice.tagline = members.optional("tagline").value_or("");
    } else {
        take_language(members, wanted);
        wanted.voice.description = members.required("description", true);
    }
    if (members.problem()) return failure(*members.problem());
    return wanted;
}

}  // namespace

net::Response clone_voice(Context& context) {
    const Call& call = context.call;
    auto fields = clone_fields(call);
    if (!fields) return refusal_answer(fields.error(), call);
    if (const auto base = call.form->text("base_voice_id")) {
        const auto known = context.cloud.get_voice(*base, call.now);
        if (!known) return refusal_answer(known.error(), call);
    }
    return answer_object(context.cloud.create_voice(std::move(*fields), call.now, call.commit_after), call,
                         [&](const Voice& voice) { return voice_metadata_view(voice, call.version); });
}

net::Response localize_voice(Context& context) {
    const Call& call = context.call;
    auto fields = localize_fields(call);
    if (!fields) return refusal_answer(fields.error(), call);
    const auto source = context.cloud.get_voice(fields->voice_id, call.now);
    if (!source) return refusal_answer(source.error(), call);
    if (!fields->voice.gender) fields->voice.gender = source->gender;
    return answer_object(context.cloud.create_voice(std::move(fields->voice), call.now, call.commit_after),
                         call, [&](const Voice& voice) { return voice_metadata_view(voice, call.version); });
}

net::Response list_accents(Context&) {
    Json accents = Json::array();
    for (const auto& accent : accent_catalogue())
        accents.push_back({{"id", accent.id},
                           {"name", accent.name},
                           {"language", accent.language},
                           {"locale", accent.locale},
                           {"is_locale_default", accent.is_locale_default},
                           {"is_localizable", accent.is_localizable}});
    return json_answer({{"accents", accents}});
}

}  // namespace understudy::emulator
