// understudy(1), written from the grammar when the project is built: "understudy __manual".
#pragma once

#include <string>

namespace understudy::cli {

inline constexpr const char* manual_word = "__manual";

/// The page in roff's man macros.
[[nodiscard]] std::string manual_page();

}  // namespace understudy::cli
