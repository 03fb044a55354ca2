// What is the same for every account: the accents that the cloud knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::emulator {

struct Accent {
    std::string_view id, name, language, locale;
    bool is_locale_default = false;
    bool is_localizable = false;
};

/// Sorted by id.
[[nodiscard]] const std::vector<Accent>& accent_catalogue();
/// By its id or, as versions before 2026-08-14 have it, by its display name. Null when there is none.
[[nodiscard]] const Accent* find_accent(std::string_view id_or_name);
/// The locale that a language has by default ("en" → "en-US"; "xx-XX" when the catalogue knows none).
[[nodiscard]] std::string default_locale(std::string_view language);

}  // namespace understudy::emulator
