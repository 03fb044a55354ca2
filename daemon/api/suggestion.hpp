// "Did you mean …?"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace understudy::api {

/// The known word nearest to what was written, when it is near enough to be meant; "" else.
[[nodiscard]] std::string nearest(std::string_view written, std::span<const char* const> known);
/// " Did you mean \"name\"?", or what there is to choose from; "" when nothing is known.
[[nodiscard]] std::string suggestion(std::string_view written, std::span<const char* const> known);

}  // namespace understudy::api
