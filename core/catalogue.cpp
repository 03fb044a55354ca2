#include "core/catalogue.hpp"

#include <algorithm>
#include <array>

namespace understudy {
namespace {

constexpr std::array<std::string_view, 44> kLanguages{
    "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fi", "fr", "gu", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ka", "kn", "ko", "ml", "mr", "ms", "nl", "no", "or", "pa", "pl",
    "pt", "ro", "ru", "sk", "sv", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh"};

constexpr std::array<std::string_view, 1> kTrainable{"sonic-3-2026-01-12"};
constexpr std::array<std::string_view, 10> kRetired{"sonic",
                                                    "sonic-english",
                                                    "sonic-multilingual",
                                                    "sonic-2",
                                                    "sonic-2-2025-03-07",
                                                    "sonic-2-2025-04-16",
                                                    "sonic-2-2025-05-08",
                                                    "sonic-2-2025-06-11",
                                                    "sonic-turbo",
                                                    "sonic-3-2025-10-27"};
constexpr std::array<std::string_view, 6> kAliases{"sonic-3",      "sonic-3.5",      "sonic-3.6",
                                                   "sonic-latest", "sonic-3-latest", "sonic-preview"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

bool known_language(std::string_view code) { return holds(kLanguages, code); }

std::string languages_in_words() {
    std::string words;
    for (const std::string_view code : kLanguages) words.append(words.empty() ? "" : ", ").append(code);
    return words;
}

ModelStanding standing_of(std::string_view model_id, std::string_view configured) {
    if (model_id == configured || holds(kTrainable, model_id)) return ModelStanding::trainable;
    if (holds(kRetired, model_id)) return ModelStanding::retired;
    return holds(kAliases, model_id) ? ModelStanding::alias : ModelStanding::unknown;
}

}  // namespace understudy
