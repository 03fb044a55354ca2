#include "storage/rows/controls_row.hpp"

#include "storage/rows/json_fields.hpp"

namespace understudy::rows {

const char* const put_controls_sql =
    "INSERT INTO controls (position, document, seal) VALUES (1, ?1, ?2) "
    "ON CONFLICT (position) DO UPDATE SET document = excluded.document, seal = excluded.seal";
const char* const select_controls_sql = "SELECT document, seal FROM controls";

namespace {

Json as_json(const std::optional<Pause>& pause) {
    if (!pause) return Json::array();
    const auto& [since, reason, by] = *pause;
    return Json::array({{{"since", since.time_since_epoch().count()}, {"reason", reason}, {"by", by}}});
}

bool read_pause(const Json* list, std::optional<Pause>& into) {
    if (list == nullptr || list->size() > 1) return false;
    if (list->empty()) return true;
    Fields fields(dump(list->front()));
    into.emplace();
    into->since = Time{Duration{fields.integer("since")}};
    into->reason = fields.text("reason");
    into->by = fields.text("by");
    return fields.sound();
}

std::optional<Controls> read_document(std::string_view text) {
    Fields fields(text);
    Controls controls;
    const auto limit = fields.maybe_integer("bandwidth_limit");
    if (limit) controls.bandwidth_limit = static_cast<std::uint64_t>(*limit);
    const bool pauses = read_pause(fields.array("spending"), controls.spending) &&
                        read_pause(fields.array("uploading"), controls.uploading);
    if (!pauses || !fields.sound() || limit.value_or(0) < 0) return std::nullopt;
    return controls;
}

}  // namespace

sqlite::Answer<std::int64_t> run_with_controls(sqlite::Statement& statement, const Controls& controls) {
    const auto& [spending, uploading, bandwidth_limit] = controls;
    Json document{{"spending", as_json(spending)}, {"uploading", as_json(uploading)}};
    if (bandwidth_limit) document["bandwidth_limit"] = *bandwidth_limit;
    return statement.run_sealed(dump(document));
}

Controls read_controls(sqlite::Row& row) {
    Controls controls = row.parsed<Controls>(read_document);
    row.sealed();
    return controls;
}

}  // namespace understudy::rows
