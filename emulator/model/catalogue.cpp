#include "emulator/model/catalogue.hpp"

#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

const std::vector<Accent>& accent_catalogue() {
    static const std::vector<Accent> accents{
        {"australian", "Australian English", "en", "en-AU", true, true},
        {"brazilian-portuguese", "Brazilian Portuguese", "pt", "pt-BR", true, true},
        {"british", "British English", "en", "en-GB", true, true},
        {"bulgarian", "Bulgarian", "bg", "bg-BG", true, false},
        {"canadian-french", "Canadian French", "fr", "fr-CA", true, true},
        {"castilian", "Castilian Spanish", "es", "es-ES", true, true},
        {"central-tamil", "Central Tamil", "ta", "ta-IN", true, true},
        {"central-thai", "Central Thai", "th", "th-TH", true, true},
        {"czech", "Czech", "cs", "cs-CZ", true, false},
        {"danish", "Danish", "da", "da-DK", true, false},
        {"european-portuguese", "European Portuguese", "pt", "pt-PT", true, false},
        {"finnish", "Finnish", "fi", "fi-FI", true, false},
        {"general-american", "General American English", "en", "en-US", true, true},
        {"high-german", "High German", "de", "de-DE", true, true},
        {"hindi", "Hindi", "hi", "hi-IN", true, true},
        {"indian-english", "Indian English", "en", "en-IN", true, false},
        {"israeli", "Israeli Hebrew", "he", "he-IL", true, true},
        {"istanbul", "Istanbul Turkish", "tr", "tr-TR", true, true},
        {"italian", "Italian", "it", "it-IT", true, true},
        {"japanese", "Japanese", "ja", "ja-JP", true, true},
        {"korean", "Korean", "ko", "ko-KR", true, true},
        {"kyiv", "Kyiv Ukrainian", "uk", "uk-UA", true, false},
        {"mandarin", "Mandarin", "zh", "zh-CN", true, true},
        {"mexican", "Mexican Spanish", "es", "es-MX", true, true},
        {"modern-standard-arabic", "Modern Standard Arabic", "ar", "ar-SA", true, true},
        {"parisian", "Parisian French", "fr", "fr-FR", true, true},
        {"polish", "Polish", "pl", "pl-PL", true, true},
        {"randstad", "Randstad Dutch", "nl", "nl-NL", true, true},
        {"romanian", "Romanian", "ro", "ro-RO", true, false},
        {"russian", "Russian", "ru", "ru-RU", true, true},
        {"slovak", "Slovak", "sk", "sk-SK", true, false},
        {"southern-us", "Southern American English", "en", "en-US", false, true},
        {"stockholm", "Stockholm Swedish", "sv", "sv-SE", true, true},
        {"telangana", "Telangana Telugu", "te", "te-IN", true, true},
        {"zagreb", "Zagreb Croatian", "hr", "hr-HR", true, false}};
    return accents;
}

const Accent* find_accent(std::string_view id_or_name) {
    for (const auto& accent : accent_catalogue())
        if (accent.id == id_or_name || accent.name == id_or_name) return &accent;
    return nullptr;
}

std::string default_locale(std::string_view language) {
    if (language == "en") return "en-US";
    if (language == "es") return "es-ES";
    if (language == "fr") return "fr-FR";
    for (const auto& accent : accent_catalogue())
        if (accent.language == language && accent.is_locale_default) return std::string(accent.locale);
    return std::string(language) + "-XX";
}

std::vector<Voice> catalogue_voices() {
    auto voice = [](const char* id, const char* name, const char* language, const char* country,
                    const char* gender, const char* accent) {
        Voice made;
        made.id = id;
        made.name = name;
        made.description = std::string("A voice of the public catalogue: ") + name;
        made.language = language;
        made.country = country;
        made.gender = gender;
        made.accents = {accent};
        made.is_public = true;
        return made;
    };
    return {
        voice("0a4c1f62-6d5e-4b8e-9c11-5f6a7c2e0001", "Marta", "en", "US", "feminine", "general-american"),
        voice("0a4c1f62-6d5e-4b8e-9c11-5f6a7c2e0002", "Owen", "en", "GB", "masculine", "british"),
        voice("0a4c1f62-6d5e-4b8e-9c11-5f6a7c2e0003", "Lucie", "fr", "FR", "feminine", "parisian"),
        voice("0a4c1f62-6d5e-4b8e-9c11-5f6a7c2e0004", "Jonas", "de", "DE", "masculine", "high-german"),
        voice("0a4c1f62-6d5e-4b8e-9c11-5f6a7c2e0005", "Noa", "he", "IL", "gender_neutral", "israeli"),
        voice("0a4c1f62-6d5e-4b8e-9c11-5f6a7c2e0006", "Ines", "es", "MX", "feminine", "mexican")};
}

}  // namespace understudy::emulator
