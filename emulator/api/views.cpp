#include "emulator/api/views.hpp"

#include "emulator/api/version.hpp"
#include "emulator/model/catalogue.hpp"

namespace understudy::emulator {

Json accent_view(const std::string& accent, const std::string& version) {
    const Accent* known = find_accent(accent);
    if (known == nullptr) return accent;
    return std::string(since_2026_08(version) ? known->id : known->name);
}

Json dataset_view(const Dataset& dataset, const std::string& version) {
    Json view{{"id", dataset.id}, {"name", dataset.name}, {"created_at", to_rfc3339(dataset.created_at)}};
    if (since_2025_04(version)) view["description"] = dataset.description;
    return view;
}

Json file_view(const DatasetFile& file) {
    return {{"id", file.id},
            {"filename", file.filename},
            {"created_at", to_rfc3339(file.created_at)},
            {"size", file.size}};
}

Json fine_tune_view(const FineTune& fine_tune, const Context& context) {
    const std::string& version = context.call.version;
    Json view{{"id", fine_tune.id},
              {"name", fine_tune.name},
              {"description", fine_tune.description},
              {"language", fine_tune.language},
              {"model_id", fine_tune.model_id},
              {"dataset", fine_tune.dataset},
              {"status", fine_tune.status}};
    if (since_2026_03(version))
        view["accent"] = fine_tune.accent ? accent_view(*fine_tune.accent, version) : Json(nullptr);
    if (!context.wire.unspecified_fields) return view;
    Json errors = Json::array();
    for (const auto& message : fine_tune.user_errors) errors.push_back({{"message", message}});
    view["user_errors"] = errors;
    view["supported_model_ids"] = fine_tune.supported_model_ids;
    return view;
}

namespace {

std::string locale_of(const Voice& voice, const std::string& accent) {
    const Accent* known = find_accent(accent);
    return known != nullptr ? std::string(known->locale) : default_locale(voice.language);
}

/// The native locale first, then those of the accents that were added.
Json locales_view(const Voice& voice) {
    Json locales = Json::array();
    if (voice.accents.empty())
        locales.push_back({{"locale", default_locale(voice.language)}, {"is_native", true}});
    for (const auto& accent : voice.accents)
        locales.push_back({{"locale", locale_of(voice, accent)}, {"is_native", locales.empty()}});
    return locales;
}

void add_access(Json& view, const Voice& voice, const std::string& version) {
    if (!since_2026_08(version)) {
        view["is_public"] = voice.is_public;
        return;
    }
    view["access"] = voice.is_public ? "public" : "private";
    view["visibility"] = voice.is_public ? "all" : "owner";
    view["tagline"] = voice.tagline;
}

void add_unspecified(Json& view, const Voice& voice, const std::string& version) {
    view["is_pro"] = !voice.fine_tune_id.empty();
    view["status"] = "ready";
    Json accents = Json::array();
    for (const auto& accent : voice.accents)
        accents.push_back({{"accent", accent_view(accent, version)},
                           {"locale", locale_of(voice, accent)},
                           {"is_native", accents.empty()}});
    view["accents"] = accents;
}

}  // namespace

Json voice_view(const Voice& voice, const Context& context) {
    const std::string& version = context.call.version;
    Json view{{"id", voice.id},
              {"is_owner", voice.is_owner},
              {"name", voice.name},
              {"description", voice.description},
              {"gender", or_null(voice.gender)},
              {"created_at", to_rfc3339(voice.created_at)},
              {"language", voice.language}};
    add_access(view, voice, version);
    if (since_2025_11(version)) {
        view["locales"] = locales_view(voice);
        view["country"] = or_null(voice.country);
    }
    if (since_2026_03(version))
        view["accent"] = voice.accents.empty() ? Json(nullptr) : accent_view(voice.accents.front(), version);
    if (context.call.expands("preview_file_url"))
        view["preview_file_url"] = context.wire.base_url + "/voices/" + voice.id + "/preview";
    if (context.wire.unspecified_fields) add_unspecified(view, voice, version);
    return view;
}

Json voice_metadata_view(const Voice& voice, const std::string& version) {
    Json view{{"id", voice.id},
              {"user_id", "user_emulated"},
              {"name", voice.name},
              {"description", voice.description},
              {"created_at", to_rfc3339(voice.created_at)},
              {"language", voice.language}};
    add_access(view, voice, version);
    return view;
}

}  // namespace understudy::emulator
