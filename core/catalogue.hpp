// What the cloud is known to take: languages, models, file formats. Source: the cloud's SDKs and model page,
// 2026-11.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy {

[[nodiscard]] bool known_language(std::string_view code);
/// "ar, bg, bn, …"
[[nodiscard]] std::string languages_in_words();

enum class ModelStanding {
    trainable,  ///< dated, current
    retired,    ///< the cloud answers model_sunsetted
    alias,      ///< without a date: a professional voice needs a dated one
    unknown,
};
/// `configured` is trainable whatever it is: a model that is newer than this program.
[[nodiscard]] ModelStanding standing_of(std::string_view model_id, std::string_view configured);

}  // namespace understudy
