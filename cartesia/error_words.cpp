#include "cartesia/error_words.hpp"

#include <algorithm>

namespace understudy::cartesia {
namespace {

constexpr std::size_t longest_title = 120;     ///< a longer beginning of a text is not its title
constexpr std::size_t searched_html = 16'384;  ///< bytes of a page in which its title is looked for

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool is_html(const net::Response& response, std::string_view lower_body) {
    const auto content_type = response.headers.find("content-type");
    if (content_type && lower_case(*content_type).starts_with("text/html")) return true;
    const std::size_t first = lower_body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    lower_body.remove_prefix(first);
    return lower_body.starts_with("<!doctype html") || lower_body.starts_with("<html");
}

/// "Title: message" as the older versions write it; a text of any other form is all message.
ErrorWords words_of_text(std::string_view body) {
    const std::size_t colon = body.find(": ");
    const std::size_t line_end = body.find('\n');
    if (colon == std::string_view::npos || colon == 0 || colon > longest_title || colon > line_end)
        return {"", "", std::string(body), ""};
    return {"", std::string(body.substr(0, colon)), std::string(body.substr(colon + 2)), ""};
}

ErrorWords words_of_body(const net::Response& response) {
    const std::string page = html_title(response);
    if (!page.empty()) return {"", page, "", ""};
    if (const auto words = error_words_of_json(response.body)) return *words;
    return words_of_text(response.body);
}

std::string header(const net::Response& response, std::string_view name) {
    return std::string(response.headers.find(name).value_or(""));
}

}  // namespace

std::string html_title(const net::Response& response) {
    const std::string_view beginning = std::string_view(response.body).substr(0, searched_html);
    const std::string lower = lower_case(beginning);
    if (!is_html(response, lower)) return "";
    const std::size_t tag = lower.find("<title");
    const std::size_t begin = tag == std::string::npos ? tag : lower.find('>', tag);
    const std::size_t end = begin == std::string::npos ? begin : lower.find("</title", begin);
    if (end == std::string::npos || end == begin + 1) return "an HTML page";
    return std::string(beginning.substr(begin + 1, end - begin - 1));
}

ErrorWords error_words(const net::Response& response) {
    ErrorWords words = words_of_body(response);
    if (words.request_id.empty()) words.request_id = header(response, "x-request-id");
    const std::string location = header(response, "location");
    if (response.status / 100 == 3 && !location.empty())
        words.message = "The answer points to " + location + "; redirects are never followed.";
    return words;
}

std::string request_id_of(const net::Response& response) {
    const auto words = error_words_of_json(response.body);
    if (words && !words->request_id.empty()) return words->request_id;
    return header(response, "x-request-id");
}

}  // namespace understudy::cartesia
