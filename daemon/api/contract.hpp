// The contract of this API: openapi.json, as it was when the daemon was built.
#pragma once

#include <string_view>

namespace understudy::api {

/// An OpenAPI 3.1 document.
[[nodiscard]] std::string_view contract();
/// Its ETag, with its quotes: another one for every other document.
[[nodiscard]] std::string_view contract_tag();

}  // namespace understudy::api
