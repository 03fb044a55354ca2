// Objects of the model as the JSON of a version; included by .cpp files only.
#pragma once

#include "emulator/api/json.hpp"

namespace understudy::emulator {

[[nodiscard]] Json dataset_view(const Dataset& dataset, const std::string& version);
[[nodiscard]] Json file_view(const DatasetFile& file);
[[nodiscard]] Json fine_tune_view(const FineTune& fine_tune, const Context& context);
[[nodiscard]] Json voice_view(const Voice& voice, const Context& context);
/// What clone and localize answer with: user_id instead of is_owner.
[[nodiscard]] Json voice_metadata_view(const Voice& voice, const std::string& version);
/// An accent as the version writes it: the catalogue's id, or before 2026-08-14 its display name.
[[nodiscard]] Json accent_view(const std::string& accent, const std::string& version);

}  // namespace understudy::emulator
