// The table of routes, and how a path finds its place in it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "daemon/api/endpoint.hpp"

namespace understudy::api {

enum class BodyRule {
    none,      ///< a body is not looked at
    json,      ///< a JSON document
    optional,  ///< a JSON document, or nothing
    bytes,     ///< left to the delivery, which reads it as it comes
};

struct Route {
    std::string_view method,
        pattern;  ///< a pattern's step `{id}` stands for a job's id,
                  ///< `{preflight_id}` for a preflight's, `{upload_id}` for an
                  ///< upload's, `{type}` for a problem's, `{folder}`, `{webhook}`, `{place}` and
                  ///< `{file}` for a name, `{position}` for a number,
                  ///< `{dataset_id}` and the like for one of the cloud's
    Endpoint endpoint;
    BodyRule body = BodyRule::none;
    bool open = false;           ///< answered without a token, and always
    bool streams = false;        ///< answers with a stream of events, too
    Delivery deliver = nullptr;  ///< in place of an endpoint
    bool always = false;         ///< answered also while there is too much to do: it tells how the daemon is
    bool looks = false;          ///< changes nothing that is anybody else's, whatever its method
};

/// Where a method and a path lead. HEAD goes where GET goes.
struct Destination {
    const Route* route = nullptr;
    std::string job_id, part_id;
    bool ill_formed_id = false;  ///< some pattern fits, but for the id, which is kept in job_id
    std::string allowed;         ///< the methods of the path, "" when no pattern fits
};

/// Of the API: those that openapi.json describes.
[[nodiscard]] std::span<const Route> routes();
/// Of the studio's page, which a browser asks for.
[[nodiscard]] std::span<const Route> page_routes();
[[nodiscard]] Destination find_route(std::string_view method, std::string_view path);

}  // namespace understudy::api
