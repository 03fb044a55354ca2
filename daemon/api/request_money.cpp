// What people ask about money.
#include <array>
#include <nlohmann/json.hpp>

#include "core/marker.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/members.hpp"
#include "daemon/api/parameters.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/strict_json.hpp"

namespace understudy::api {

Result<ApproveCommand, Problem> read_approve(std::string_view body) {
    static constexpr std::array known{"reason"};
    auto json = read_optional_json(body);
    if (!json) return failure(json.error());
    ApproveCommand approve;
    Members members(*json, known, Null::absent);
    members.read("reason", approve.reason);
    if (members.problem()) return failure(*members.problem());
    return approve;
}

Result<MovementQuery, Problem> read_movement_query(std::string_view target) {
    static constexpr std::array known{"job_id", "label", "since", "until", "limit", "cursor"};
    static constexpr std::array repeatable{"label"};
    const auto parameters = Parameters::parse(target, known, repeatable);
    if (!parameters) return failure(parameters.error());
    MovementQuery query;
    query.job_id = parameters->text("job_id");
    if (!query.job_id.empty() && !is_job_id(query.job_id))
        return failure(invalid_parameter("job_id", "job_id must be the whole id of a job."));
    auto labels = parameters->labels("label");
    if (!labels) return failure(labels.error());
    query.labels = std::move(*labels);
    const auto since = parameters->time("since"), until = parameters->time("until");
    if (!since || !until) return failure((since ? until : since).error());
    query.since = *since, query.until = *until;
    const auto limit = parameters->count("limit", 1'000, 100);
    if (!limit) return failure(limit.error());
    query.limit = *limit;
    if (const std::string cursor = parameters->text("cursor"); !cursor.empty()) {
        const auto after = read_ledger_cursor(cursor);
        if (!after) return failure(bad_cursor());
        query.after_id = *after;
    }
    return query;
}

bool wants_csv(const net::Request& head) {
    return head.headers.find("Accept").value_or("").find("text/csv") != std::string_view::npos;
}

}  // namespace understudy::api
