#include "emulator/model/settings.hpp"

#include <algorithm>
#include <string_view>

namespace understudy::emulator {

namespace {
const std::vector<std::string> sonic_2_family{
    "sonic-2",    "sonic-2-2025-03-07", "sonic-2-2025-04-16", "sonic-2-2025-05-08", "sonic-2-2025-06-11",
    "sonic-turbo"};
const std::vector<std::string> retired{"sonic", "sonic-english", "sonic-multilingual"};
constexpr std::ptrdiff_t languages_of_sonic_2 = 15;
}  // namespace

void use_profile(CloudSettings& settings, Profile profile) {
    if (profile == Profile::year_2025) {
        settings.trainable_models = sonic_2_family;
        settings.trainable_models.push_back("sonic-3-2025-10-27");
        settings.forward_filled_models.clear();
        settings.sunset_models.clear();
        settings.speaking_models = retired;
        settings.speaking_models.push_back("sonic-3");
        return;
    }
    settings.trainable_models = {"sonic-3-2026-01-12"};
    settings.forward_filled_models = {"sonic-3.5-2026-05-04", "sonic-3.6-2026-08-14"};
    settings.sunset_models = sonic_2_family;
    settings.sunset_models.insert(settings.sunset_models.end(), retired.begin(), retired.end());
    settings.sunset_models.push_back("sonic-3-2025-10-27");
    settings.speaking_models = {"sonic-3",      "sonic-3.5",      "sonic-3.6",
                                "sonic-latest", "sonic-3-latest", "sonic-preview"};
}

CloudSettings settings_of(Profile profile) {
    CloudSettings settings;
    use_profile(settings, profile);
    return settings;
}

const std::vector<std::string>& supported_languages() {
    static const std::vector<std::string> languages{
        "en", "fr", "de", "es", "pt", "zh", "ja", "hi", "it", "ko", "nl", "pl", "ru", "sv", "tr",
        "tl", "bg", "ro", "ar", "cs", "el", "fi", "hr", "ms", "sk", "da", "ta", "uk", "hu", "no",
        "vi", "bn", "th", "he", "ka", "id", "te", "gu", "kn", "ml", "mr", "pa", "or", "ur"};
    return languages;
}

bool speaks_language(const std::string& language, const std::string& model_id) {
    const auto& all = supported_languages();
    const bool old_model = std::string_view(model_id).substr(0, 7) == "sonic-2" || model_id == "sonic-turbo";
    const auto end = old_model ? all.begin() + languages_of_sonic_2 : all.end();
    return std::find(all.begin(), end, language) != end;
}

}  // namespace understudy::emulator
