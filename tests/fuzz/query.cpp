// What a request's target and headers say: queries, cursors, keys. The first line is the target, the second
// the Idempotency-Key, the rest the body.
#include "core/marker.hpp"
#include "daemon/api/base64url.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/routes.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

const std::string job_id = "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC";

void check(const Problem& problem) {
    holds(problem.status == 400 || problem.status == 422, "a bad parameter is the client's mistake");
    holds(!problem.detail.empty() && problem.detail.size() <= 1'000,
          "a problem is as long as a person reads");
}

void check_jobs(std::string_view target) {
    const auto query = api::read_job_query(target);
    if (!query) return check(query.error());
    holds(query->limit >= 1 && query->limit <= 1'000, "a page has an end");
    holds(query->before_id.empty() || is_job_id(query->before_id), "a cursor holds a job's id");
    if (!query->before_id.empty())
        holds(api::read_jobs_cursor(api::jobs_cursor(query->before_id)) == query->before_id,
              "a cursor comes back");
}

void check_events(std::string_view target) {
    const auto query = api::read_event_query(job_id, target);
    if (!query) return check(query.error());
    holds(query->limit >= 1 && query->limit <= 1'000, "a page has an end");
    holds(query->after_id >= 0 && query->job_id == job_id, "a cursor is good for its own list alone");
    const std::string cursor = api::events_cursor(job_id, query->after_id);
    holds(api::read_events_cursor(job_id, cursor) == query->after_id, "a cursor comes back");
}

void check_route(std::string_view method, std::string_view target) {
    const auto destination = api::find_route(method, net::path_of(target));
    if (destination.route == nullptr || destination.ill_formed_id) return;
    if (destination.route->pattern.find("{id}") == std::string_view::npos) return;
    holds(is_job_id(destination.job_id), "an endpoint gets a job's id");
}

void check_key(std::string_view target, std::string_view key, std::string_view body) {
    net::Request head{.method = "POST", .target = std::string(target), .headers = {}, .body = {}};
    head.headers.set("Idempotency-Key", std::string(key));
    const auto read = api::read_idempotency_key(head, body);
    if (!read) return check(read.error());
    holds(read->has_value() && (*read)->fingerprint.size() == 64, "a key comes with its request's SHA-256");
}

void check_base64(std::string_view text) {
    holds(api::from_base64url(api::base64url(text)) == text, "what is encoded is decoded");
    const auto decoded = api::from_base64url(text);
    if (decoded) holds(api::base64url(*decoded) == text, "there is one way to write a cursor");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy::fuzz;
    std::string_view rest = text_of(data, size);
    const std::string_view target = take_until(rest, '\n'), key = take_until(rest, '\n');
    check_jobs(target);
    check_events(target);
    for (const char* method : {"GET", "HEAD", "POST", "PATCH", "DELETE"}) check_route(method, target);
    check_key(target, key, rest);
    check_base64(key);
    return 0;
}
