#include "daemon/api/page.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "daemon/api/answers.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

constexpr std::string_view assets = "/assets/";

struct Kind {
    std::string_view ending, type;
};
constexpr std::array kinds{Kind{".html", "text/html; charset=utf-8"},
                           Kind{".js", "text/javascript; charset=utf-8"},
                           Kind{".css", "text/css; charset=utf-8"},
                           Kind{".svg", "image/svg+xml"},
                           Kind{".json", "application/json"},
                           Kind{".png", "image/png"},
                           Kind{".woff2", "font/woff2"},
                           Kind{".wasm", "application/wasm"},
                           Kind{".txt", "text/plain; charset=utf-8"}};

/// Nothing inline, nothing from elsewhere, in no frame.
constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

std::string type_of(std::string_view path) {
    const auto* found = std::find_if(kinds.begin(), kinds.end(),
                                     [&](const Kind& kind) { return path.ends_with(kind.ending); });
    return std::string(found == kinds.end() ? "application/octet-stream" : found->type);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// "br;q=0.5" takes it, "br;q=0" does not.
bool is_wanted(std::string_view item, std::string_view coding) {
    const std::string_view name = trimmed(item.substr(0, item.find(';')));
    if (!std::equal(name.begin(), name.end(), coding.begin(), coding.end(),
                    [](char letter, char small) { return (letter | 0x20) == small; }))
        return false;
    const auto weight = item.find("q=");
    return weight == std::string_view::npos ||
           item.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
}

bool takes(const net::Request& head, std::string_view coding) {
    std::string_view rest = head.headers.find("Accept-Encoding").value_or("");
    while (!rest.empty()) {
        const std::string_view item = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
        if (is_wanted(item, coding)) return true;
    }
    return false;
}

struct Coded {
    std::string_view coding, bytes;
};

Coded best_for(const net::Request& head, const PageFile& file) {
    if (!file.brotli.empty() && takes(head, "br")) return {"br", file.brotli};
    if (!file.gzip.empty() && takes(head, "gzip")) return {"gzip", file.gzip};
    return {"", file.plain};
}

void guard(net::Response& response) {
    response.headers.set("Content-Security-Policy", policy);
    response.headers.set("Referrer-Policy", "no-referrer");
    response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    response.headers.set("Permissions-Policy",
                         "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()");
}

}  // namespace

const PageFile* find_page_file(std::string_view path) {
    const auto files = page_files();
    const auto at = [&](std::string_view wanted) -> const PageFile* {
        const auto found = std::find_if(files.begin(), files.end(),
                                        [&](const PageFile& file) { return file.path == wanted; });
        return found == files.end() ? nullptr : &*found;
    };
    if (const PageFile* file = at(path)) return file;
    const bool a_file = path.starts_with(assets) || path == "/favicon.svg";
    return a_file ? nullptr : at("/index.html");
}

net::Response page_response(const net::Request& head, const PageFile& file) {
    const Coded coded = best_for(head, file);
    std::string tag = "\"" + std::string(file.digest) +
                      (coded.coding.empty() ? "" : "-" + std::string(coded.coding)) + "\"";
    const bool known = has_already(head, tag);
    net::Response response = with_tag(empty_answer(known ? 304 : 200), std::move(tag));
    guard(response);
    response.headers.set("Vary", "Accept-Encoding");
    if (file.path.starts_with(assets))
        response.headers.set("Cache-Control", "public, max-age=31536000, immutable");
    if (known) return response;
    response.headers.set("Content-Type", type_of(file.path));
    if (!coded.coding.empty()) response.headers.set("Content-Encoding", std::string(coded.coding));
    response.body = std::string(coded.bytes);
    return response;
}

asio::awaitable<net::Response> show_page(Desk&, Call call) {
    const std::string_view path = net::path_of(call.head.target);
    const PageFile* const file = find_page_file(path);
    if (file == nullptr) co_return to_response(no_such_path(path.substr(0, 200)));
    co_return page_response(call.head, *file);
}

}  // namespace understudy::api
