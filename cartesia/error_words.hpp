// What an error answer says, whatever form it comes in: JSON ({error_code, title, message, request_id}, also
// wrapped in {"error": …}), the older versions' "Title: message" text, or the HTML page of a proxy.
#pragma once

#include <string>

#include "net/http.hpp"

namespace understudy::cartesia {

/// Not yet capped or cleaned. "" for what the answer does not say.
struct ErrorWords {
    std::string error_code, title, message, request_id;
    bool operator==(const ErrorWords&) const = default;
};

[[nodiscard]] ErrorWords error_words(const net::Response& response);
/// The body and the header of any answer name the request for the cloud's support; "" when neither does.
[[nodiscard]] std::string request_id_of(const net::Response& response);
/// The title of an HTML page, "" when the answer is none; "an HTML page" when it has no title.
[[nodiscard]] std::string html_title(const net::Response& response);

/// The part for JSON bodies; nullopt when the body is not a JSON object (or string).
[[nodiscard]] std::optional<ErrorWords> error_words_of_json(std::string_view body);

}  // namespace understudy::cartesia
