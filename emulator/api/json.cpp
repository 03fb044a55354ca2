#include "emulator/api/json.hpp"

#include <charconv>

#include "emulator/api/version.hpp"

namespace understudy::emulator {

namespace {
constexpr auto any_utf8 = Json::error_handler_t::replace;  // filenames may be any bytes
}

std::optional<std::string> Call::parameter(const std::string& name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

bool Call::expands(const std::string& field) const {
    for (const auto& [key, value] : query)
        if ((key == "expand[]" || key == "expand") && value == field) return true;
    return false;
}

net::Response json_answer(const Json& body, int status) {
    return {status, {{"Content-Type", "application/json"}}, body.dump(-1, ' ', false, any_utf8)};
}

net::Response no_content() { return {204, {}, ""}; }

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

net::Response refusal_answer(const Refusal& refusal, const std::string& version,
                             const std::string& request_id) {
    if (!since_2026_03(version))
        return {refusal.status,
                {{"Content-Type", "text/plain; charset=utf-8"}},
                refusal.title + ": " + refusal.message};
    Json body{{"error_code", refusal.error_code.empty() ? Json(nullptr) : Json(refusal.error_code)},
              {"title", refusal.title},
              {"message", refusal.message},
              {"request_id", request_id}};
    if (!refusal.error_code.empty()) body["doc_url"] = "https://docs.cartesia.ai/use-the-api/api-errors";
    return json_answer(body, refusal.status);
}

net::Response answer_nothing(const Granted<Nothing>& result, const Call& call) {
    return result ? no_content() : refusal_answer(result.error(), call);
}

Granted<PageRequest> page_request(const Call& call) {
    PageRequest request{.limit = std::nullopt,
                        .starting_after = call.parameter("starting_after"),
                        .ending_before = call.parameter("ending_before")};
    const auto limit = call.parameter("limit");
    if (!limit || limit->empty()) return request;
    long long number = 0;
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), number);
    if (error != std::errc{} || end != limit->data() + limit->size())
        return invalid("limit must be a number.");
    request.limit = number;
    return request;
}

Members::Members(const std::string& body) : object_(Json::parse(body, nullptr, false)) {
    if (object_.is_discarded())
        complain("The body is not valid JSON.");
    else if (!object_.is_object())
        complain("The body must be a JSON object.");
}

void Members::complain(std::string message) {
    if (!problem_) problem_ = invalid(std::move(message)).error;
}

const Json* Members::find(const char* name) const {
    if (!object_.is_object()) return nullptr;
    const auto member = object_.find(name);
    return member == object_.end() ? nullptr : &*member;
}

std::string Members::required(const char* name, bool may_be_empty) {
    const Json* member = find(name);
    if (member == nullptr || member->is_null()) return complain(std::string(name) + " is required."), "";
    if (!member->is_string()) return complain(std::string(name) + " must be a string."), "";
    auto text = member->get<std::string>();
    if (text.empty() && !may_be_empty) complain(std::string(name) + " must not be empty.");
    return text;
}

std::optional<std::string> Members::optional(const char* name) {
    const Json* member = find(name);
    if (member == nullptr || member->is_null()) return std::nullopt;
    if (!member->is_string()) return complain(std::string(name) + " must be a string."), std::nullopt;
    return member->get<std::string>();
}

}  // namespace understudy::emulator
