#include "daemon/api/problem_page.hpp"

#include <nlohmann/json.hpp>

namespace understudy::api {

namespace {

/// Words with `code` in them as HTML.
std::string marked_up(std::string_view words) {
    std::string html;
    bool code = false;
    for (const char letter : words) {
        switch (letter) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '`':
                html += code ? "</code>" : "<code>";
                code = !code;
                break;
            default:
                html += letter;
        }
    }
    return html;
}

constexpr std::string_view style =
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;"
    "color-scheme:light dark}small{opacity:.7}";

}  // namespace

Json problem_view(const ProblemType& type) {
    return {{"type", "/problems/" + std::string(type.name)},
            {"status", type.status},
            {"title", type.title},
            {"meaning", type.meaning},
            {"cure", type.cure}};
}

std::string problem_text(const ProblemType& type) {
    std::string text(type.title);
    text.append(" (").append(type.name).append(", ").append(std::to_string(type.status)).append(")\n\n");
    text.append(type.meaning).append("\n").append(type.cure).append("\n");
    return text;
}

std::string problem_page(const ProblemType& type) {
    std::string page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>";
    page.append(type.title).append("</title><style>").append(style).append("</style></head>\n<body><h1>");
    page.append(type.title).append("</h1>\n<p>").append(marked_up(type.meaning)).append("</p>\n<p>");
    page.append(marked_up(type.cure)).append("</p>\n<p><small><code>/problems/").append(type.name);
    page.append("</code>, status ")
        .append(std::to_string(type.status))
        .append("</small></p></body></html>\n");
    return page;
}

}  // namespace understudy::api
