#include "daemon/api/problems.hpp"

#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/problem_types.hpp"

namespace understudy::api {

net::Response to_response(const Problem& problem) {
    const ProblemType* type = find_problem_type(problem.type);
    Json document{{"type", "/problems/" + problem.type},
                  {"title", type == nullptr ? problem.title : std::string(type->title)},
                  {"status", problem.status},
                  {"detail", problem.detail}};
    if (!problem.field.empty()) document["field"] = problem.field;
    net::Response response = json_answer(problem.status, document);
    response.headers.set("Content-Type", "application/problem+json");
    if (problem.status == 503) response.headers.set("Retry-After", "1");
    if (problem.status == 429) response.headers.set("Retry-After", "60");
    if (problem.status == 401) response.headers.set("WWW-Authenticate", "Bearer realm=\"understudy\"");
    return response;
}

Problem no_such_path(std::string_view path) {
    return {404, "not-found", "No such resource",
            "There is nothing at " + std::string(path) + ". The jobs are at /v1/jobs.", ""};
}

Problem no_such_job(std::string_view id) {
    return {404, "job-not-found", "No such job",
            "There is no job " + std::string(id) + ". GET /v1/jobs lists those that there are.", ""};
}

Problem no_such_problem_type(std::string_view name) {
    return {404, "not-found", "No such resource",
            "There is no type of problem \"" + std::string(name.substr(0, 64)) +
                "\". /openapi.json lists them in the schema Problem.",
            ""};
}

Problem wrong_method(std::string_view method, const std::string& allowed) {
    return {405, "method-not-allowed", "Method not allowed",
            std::string(method) + " does nothing here. Allowed: " + allowed + ".", ""};
}

Problem body_too_large(std::size_t limit_bytes) {
    return {413, "body-too-large", "Body too large",
            "A request's body may have " + std::to_string(limit_bytes) +
                " bytes. Name folders instead of single files where the list is long.",
            ""};
}

Problem incomplete_body() {
    return {400, "incomplete-body", "The body did not come whole",
            "It was cut off, came too slowly, or its chunks are not well-formed. Nothing was done; send it "
            "again.",
            ""};
}

Problem wrong_content_type(std::string_view found) {
    return {415, "unsupported-media-type", "Unsupported media type",
            found.empty() ? "The body has no Content-Type: send application/json."
                          : "\"" + std::string(found) + "\" is not understood here: send application/json.",
            "Content-Type"};
}

Problem malformed_json(std::string detail) {
    return {400, "malformed-json", "Malformed JSON", std::move(detail), ""};
}

Problem invalid_field(std::string field, std::string detail) {
    return {422, "invalid-field", "A field is not acceptable", std::move(detail), std::move(field)};
}

Problem invalid_parameter(const std::string& name, std::string detail) {
    return {400, "invalid-parameter", "A query parameter is not acceptable", std::move(detail), "?" + name};
}

Problem invalid_header(const std::string& name, std::string detail) {
    return {400, "invalid-header", "A header is not acceptable", std::move(detail), name};
}

}  // namespace understudy::api
