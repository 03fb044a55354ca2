#include "daemon/api/answers.hpp"

#include <xxhash.h>

#include <nlohmann/json.hpp>

namespace understudy::api {

namespace {

std::string tag_of(const std::string& body) {
    XXH128_canonical_t digest{};
    XXH128_canonicalFromHash(&digest, XXH3_128bits(body.data(), body.size()));
    constexpr std::string_view digits = "0123456789abcdef";
    std::string tag = "\"";
    for (const unsigned char byte : digest.digest) {
        tag += digits[byte >> 4u];
        tag += digits[byte & 15u];
    }
    return tag + "\"";
}

}  // namespace

net::Response json_answer(int status, const Json& document) {
    net::Response response = empty_answer(status);
    response.headers.set("Content-Type", "application/json");
    response.body = document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return response;
}

net::Response empty_answer(int status) {
    net::Response response;
    response.status = status;
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

net::Response tagged_answer(const net::Request& head, const Json& document) {
    net::Response response = json_answer(200, document);
    std::string tag = tag_of(response.body);
    const auto known = head.headers.find("If-None-Match");
    if (known && names_tag(*known, tag)) response = empty_answer(304);
    response.headers.set("ETag", std::move(tag));
    response.headers.set("Cache-Control", "no-cache");
    return response;
}

bool names_tag(std::string_view header, std::string_view tag) {
    return header == "*" || header.find(tag) != std::string_view::npos;
}

}  // namespace understudy::api
