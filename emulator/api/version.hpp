// Cartesia-Version: dates that decide the shape of answers. ISO dates compare as text.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace understudy::emulator {

inline constexpr std::array<std::string_view, 6> known_versions{"2024-06-10", "2024-11-13", "2025-04-16",
                                                                "2025-11-04", "2026-03-01", "2026-08-14"};

[[nodiscard]] inline bool is_known_version(std::string_view version) {
    return std::find(known_versions.begin(), known_versions.end(), version) != known_versions.end();
}
/// Errors are JSON, voice.id is required, a fine-tune has an accent.
[[nodiscard]] inline bool since_2026_03(std::string_view version) { return version >= "2026-03-01"; }
/// access and visibility instead of is_public; taglines; accents by catalogue id.
[[nodiscard]] inline bool since_2026_08(std::string_view version) { return version >= "2026-08-14"; }
/// Voices carry locales and country.
[[nodiscard]] inline bool since_2025_11(std::string_view version) { return version >= "2025-11-04"; }
/// Datasets carry a description; embeddings of voices are gone.
[[nodiscard]] inline bool since_2025_04(std::string_view version) { return version >= "2025-04-16"; }

}  // namespace understudy::emulator
