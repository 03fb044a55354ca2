// Answers that are documents.
#pragma once

#include <string>
#include <string_view>

#include "daemon/api/json.hpp"
#include "net/http.hpp"

namespace understudy::api {

/// JSON on one line with a newline at its end. Text that is not UTF-8 (file names may be anything) is shown
/// with replacement characters. Not to be stored by caches.
[[nodiscard]] net::Response json_answer(int status, const Json& document);
/// The same with a document that is text already, with its newline.
[[nodiscard]] net::Response json_text(int status, std::string text);
/// Without a body.
[[nodiscard]] net::Response empty_answer(int status);
/// The same as a 200 with an ETag that is another one whenever the document is; a 304 to who has it already.
[[nodiscard]] net::Response tagged_answer(const net::Request& head, const Json& document);
/// With this ETag; to be asked for anew each time.
[[nodiscard]] net::Response with_tag(net::Response response, std::string tag);
[[nodiscard]] net::Response not_modified(std::string tag);
/// Does the request's If-None-Match name this tag?
[[nodiscard]] bool has_already(const net::Request& head, std::string_view tag);

}  // namespace understudy::api
