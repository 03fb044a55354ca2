// Answers that are documents.
#pragma once

#include "daemon/api/json.hpp"
#include "net/http.hpp"

namespace understudy::api {

/// JSON on one line with a newline at its end. Text that is not UTF-8 (file names may be anything) is shown
/// with replacement characters. Not to be stored by caches.
[[nodiscard]] net::Response json_answer(int status, const Json& document);
/// Without a body.
[[nodiscard]] net::Response empty_answer(int status);

}  // namespace understudy::api
