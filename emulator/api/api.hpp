// The cloud's HTTP API without the network: a request's head is admitted (route, key, version) before its
// body is read, and the whole call is answered after.
#pragma once

#include <string_view>

#include "emulator/api/call.hpp"
#include "emulator/api/handlers.hpp"

namespace understudy::emulator {

enum class Access { open, key, key_or_token };

struct Route {
    std::string_view method;
    std::string_view pattern;  ///< "{}" stands for an id: "/datasets/{}/files"
    Access access;
    CallHandler handler;
    bool form = false;  ///< the body is multipart
};

/// A request that may go on: fill in body or form, then answer it.
struct AdmittedCall {
    const Route* route = nullptr;
    CloudModel* cloud = nullptr;
    Call call;
};

class Api {
  public:
    Api(Accounts& accounts, WireSettings& wire, std::uint64_t seed)
        : accounts_(accounts), wire_(wire), request_ids_(seed) {}

    /// The refusal that the head alone earns: 404, 405, 400, 401.
    [[nodiscard]] Result<AdmittedCall, net::Response> admit(const net::Request& head, Time now);
    [[nodiscard]] net::Response answer(const AdmittedCall& admitted);

    [[nodiscard]] std::string new_request_id() { return request_ids_.uuid(); }

  private:
    [[nodiscard]] Granted<CloudModel*> authenticate(const net::Headers& headers, Access access, Time now);
    [[nodiscard]] Granted<std::string> choose_version(const net::Request& head, Access access) const;

    Accounts& accounts_;
    WireSettings& wire_;
    AccessTokens tokens_;
    Identifiers request_ids_;
};

/// The version in which a refusal is written, also when the request names none that is good.
[[nodiscard]] std::string version_for_errors(const net::Headers& headers);

/// The route of a request and the ids in its path; a trailing slash makes no difference. A null route with
/// `path_known` means that only the method is wrong.
struct RouteMatch {
    const Route* route = nullptr;
    bool path_known = false;
    std::vector<std::string> ids;
};
[[nodiscard]] RouteMatch find_route(std::string_view method, std::string_view target);

}  // namespace understudy::emulator
