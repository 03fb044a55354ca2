// What is refused before a call reaches its endpoint, whatever it asks for.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/problem.hpp"
#include "net/http.hpp"

namespace understudy::api {

/// What the server answers by itself (net::Refusal), as a problem document: `why` is its detail.
[[nodiscard]] net::Response refuse_unread(int status, std::string_view why);

[[nodiscard]] Problem too_many_requests(std::size_t most);

}  // namespace understudy::api
