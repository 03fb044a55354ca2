// JSON by its forward declaration: the library itself is included where it is worked with.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace understudy::api {

/// Members keep the order they are written in: documents read as the design's tables do.
using Json = nlohmann::ordered_json;

}  // namespace understudy::api
