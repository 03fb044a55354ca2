#include "daemon/api/answers.hpp"

#include <nlohmann/json.hpp>

namespace understudy::api {

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

bool names_tag(std::string_view header, std::string_view tag) {
    return header == "*" || header.find(tag) != std::string_view::npos;
}

}  // namespace understudy::api
