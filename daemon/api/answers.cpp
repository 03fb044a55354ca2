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
    return json_text(status, document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

net::Response json_text(int status, std::string text) {
    net::Response response = empty_answer(status);
    response.headers.set("Content-Type", "application/json");
    response.body = std::move(text);
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
    if (has_already(head, tag)) return not_modified(std::move(tag));
    return with_tag(std::move(response), std::move(tag));
}

net::Response with_tag(net::Response response, std::string tag) {
    response.headers.set("ETag", std::move(tag));
    response.headers.set("Cache-Control", "no-cache");
    return response;
}

net::Response not_modified(std::string tag) { return with_tag(empty_answer(304), std::move(tag)); }

bool has_already(const net::Request& head, std::string_view tag) {
    const auto known = head.headers.find("If-None-Match");
    return known && (*known == "*" || known->find(tag) != std::string_view::npos);
}

}  // namespace understudy::api
