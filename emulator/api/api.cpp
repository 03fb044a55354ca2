#include "emulator/api/api.hpp"

#include "emulator/api/version.hpp"

namespace understudy::emulator {

namespace {

std::string key_of(const net::Headers& headers) {
    static constexpr std::string_view bearer = "Bearer ";
    if (const auto value = headers.find("Authorization"))
        return value->substr(0, bearer.size()) == bearer ? std::string(value->substr(bearer.size())) : "";
    return std::string(headers.find("X-API-Key").value_or(""));
}

}  // namespace

std::string version_for_errors(const net::Headers& headers) {
    const std::string wanted(headers.find("Cartesia-Version").value_or(""));
    return is_known_version(wanted) ? wanted : std::string(known_versions.back());
}

Granted<std::string> Api::choose_version(const net::Request& head, Access access) const {
    const std::string wanted(head.headers.find("Cartesia-Version").value_or(""));
    if (is_known_version(wanted)) return wanted;
    const std::string& assumed = wanted.empty() ? wire_.missing_version : wire_.unknown_version;
    if (!assumed.empty()) return assumed;
    if (access == Access::open) return std::string(known_versions.back());
    if (wanted.empty()) return invalid("The Cartesia-Version header is required.");
    return invalid("There is no Cartesia-Version " + wanted + ".");
}

Granted<CloudModel*> Api::authenticate(const net::Headers& headers, Access access, Time now) {
    if (access == Access::open) return &accounts_.main();
    const std::string key = key_of(headers);
    if (CloudModel* cloud = accounts_.find(key)) return cloud;
    const auto* grant = tokens_.find(key, now);
    if (grant == nullptr)
        return refuse(wire_.bad_key_status, "", "Unauthorized",
                      key.empty() ? "An API key is required." : "The API key is not valid.");
    if (access == Access::key || !grant->tts)
        return refuse(wire_.token_not_enough_status, "", "Forbidden",
                      "This access token is not good for this.");
    return grant->cloud;
}

Result<AdmittedCall, net::Response> Api::admit(const net::Request& head, Time now) {
    AdmittedCall admitted;
    Call& call = admitted.call;
    call.request_id = new_request_id();
    call.now = now;
    call.version = version_for_errors(head.headers);
    auto refused = [&](const Refusal& refusal) {
        auto response = refusal_answer(refusal, call);
        response.headers.set("x-request-id", call.request_id);
        return failure(std::move(response));
    };
    auto route = find_route(head.method, head.target);
    if (route.route == nullptr && route.path_known)
        return refused({405, "", "Method not allowed", head.method + " is not allowed here."});
    if (route.route == nullptr) return refused({404, "", "Not found", "There is no such endpoint."});
    const auto cloud = authenticate(head.headers, route.route->access, now);
    if (!cloud) return refused(cloud.error());
    auto version = choose_version(head, route.route->access);
    if (!version) return refused(version.error());
    auto query = net::parse_query(head.target);
    if (!query) return refused({400, "", "Invalid request", "The query is not well encoded."});
    call.version = std::move(*version);
    call.query = std::move(*query);
    call.ids = std::move(route.ids);
    admitted.route = route.route;
    admitted.cloud = *cloud;
    return admitted;
}

net::Response Api::answer(const AdmittedCall& admitted) {
    Context context{*admitted.cloud, wire_, tokens_, admitted.call};
    auto response = admitted.route->handler(context);
    response.headers.set("x-request-id", admitted.call.request_id);
    return response;
}

}  // namespace understudy::emulator
