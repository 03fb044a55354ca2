// The cloud's status words. A word that we do not know means that it is still at work.
#pragma once

#include <string_view>

namespace understudy {

[[nodiscard]] inline bool cloud_says_completed(std::string_view status) { return status == "completed"; }
[[nodiscard]] inline bool cloud_says_failed(std::string_view status) { return status == "failed"; }

}  // namespace understudy
