// RFC 4648's URL-safe alphabet, without padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace understudy::api {

[[nodiscard]] std::string base64url(std::string_view bytes);
/// nullopt for anything that base64url() does not write.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace understudy::api
