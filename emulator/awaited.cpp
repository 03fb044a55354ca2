#include "emulator/awaited.hpp"

#include "emulator/control_json.hpp"

namespace understudy::emulator {

namespace {

bool take_count(const Json& json, const char* name, std::uint64_t& into) {
    const auto value = json.find(name);
    if (value == json.end()) return true;
    if (!value->is_number_unsigned()) return false;
    into = value->get<std::uint64_t>();
    return true;
}

bool take_match(const Json& json, Awaited& awaited) {
    const auto match = json.find("match");
    if (match == json.end()) return true;
    if (!match->is_object()) return false;
    const Json method = match->value("method", Json("")), path = match->value("path", Json(""));
    if (!method.is_string() || !path.is_string()) return false;
    awaited.method = method.get<std::string>();
    awaited.path = path.get<std::string>();
    return true;
}

}  // namespace

Result<Awaited, std::string> awaited_from(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    Awaited awaited;
    bool good =
        json.is_object() && take_match(json, awaited) && take_count(json, "requests", awaited.requests) &&
        take_count(json, "answered", awaited.answered) && take_count(json, "body_bytes", awaited.body_bytes);
    if (good && json.contains("timeout")) {
        const auto timeout = duration_from(json["timeout"]);
        good = timeout.has_value();
        awaited.timeout = timeout.value_or(awaited.timeout);
    }
    if (!good) return failure(std::string("match, requests, answered, body_bytes and timeout are expected."));
    return awaited;
}

bool has_come(const Awaited& awaited, const RequestLog& log) {
    std::uint64_t requests = 0, answered = 0, body_bytes = 0;
    for (const auto& request : log.last()) {
        const bool matches = (awaited.method.empty() || awaited.method == request.method) &&
                             path_matches(awaited.path, request.target);
        if (!matches) continue;
        ++requests;
        if (request.finished) ++answered;
        body_bytes += request.body_bytes;
    }
    return requests >= awaited.requests && answered >= awaited.answered && body_bytes >= awaited.body_bytes;
}

net::Response awaited_answer(const Result<Awaited, std::string>& awaited, bool came) {
    if (!awaited) return json_answer({{"error", awaited.error()}}, 400);
    return came ? no_content() : json_answer({{"error", "It has not come in time."}}, 408);
}

}  // namespace understudy::emulator
