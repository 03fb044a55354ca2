// Refusals as the API words them: RFC 9457 problem documents. Those that come from the desk pass through here
// too.
#pragma once

#include <string>
#include <string_view>

#include "core/problem.hpp"
#include "net/http.hpp"

namespace understudy::api {

/// The document for a problem: `application/problem+json`, `type` as a URI reference ("/problems/<slug>"),
/// and the title of its type: what is special about this one is in its detail.
/// A 503 says when to come again.
[[nodiscard]] net::Response to_response(const Problem& problem);

[[nodiscard]] Problem no_such_path(std::string_view path);
[[nodiscard]] Problem no_such_job(std::string_view id);
[[nodiscard]] Problem no_such_problem_type(std::string_view name);
[[nodiscard]] Problem wrong_method(std::string_view method, const std::string& allowed);
[[nodiscard]] Problem body_too_large(std::size_t limit_bytes);
[[nodiscard]] Problem incomplete_body();
[[nodiscard]] Problem wrong_content_type(std::string_view found);
/// The body is not JSON as RFC 8259 means it, or goes beyond our limits.
[[nodiscard]] Problem malformed_json(std::string detail);
/// A member of the body that has the wrong type, or none that is allowed; `field` is its JSON pointer.
[[nodiscard]] Problem invalid_field(std::string field, std::string detail);
/// A parameter of the query.
[[nodiscard]] Problem invalid_parameter(const std::string& name, std::string detail);
[[nodiscard]] Problem invalid_header(const std::string& name, std::string detail);

}  // namespace understudy::api
