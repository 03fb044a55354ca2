#include "daemon/api/control_views.hpp"

#include <nlohmann/json.hpp>

#include "core/words.hpp"
#include "daemon/api/rfc3339.hpp"

namespace understudy::api {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json time_or_null(const std::optional<Time>& time) { return time ? Json(to_rfc3339(*time)) : Json(nullptr); }

Json pause_view(const std::optional<Pause>& pause) {
    if (!pause) return nullptr;
    return {{"since", to_rfc3339(pause->since)},
            {"reason", text_or_null(pause->reason)},
            {"by", text_or_null(pause->by)}};
}

const char* word_of(BandwidthView::Source source) {
    switch (source) {
        case BandwidthView::Source::control:
            return "control";
        case BandwidthView::Source::timetable:
            return "timetable";
        case BandwidthView::Source::config:
            break;
    }
    return "config";
}

Json entry_view(const QueueView::Entry& entry) {
    const auto& [view, explanation] = entry;
    const auto& place = explanation.queue_position;
    return {{"position", place ? Json(place->position) : Json(nullptr)},
            {"id", view.job.id},
            {"name", view.job.spec.name},
            {"state", explanation.state},
            {"step", text_or_null(explanation.step)},
            {"priority", view.job.spec.priority},
            {"waits_for", to_word(explanation.waits_for)},
            {"next", explanation.next},
            {"next_at", time_or_null(explanation.next_at)}};
}

}  // namespace

Json controls_view(const ControlsView& view) {
    const auto& [spending, uploading, bandwidth_limit] = view.controls;
    const auto& [limit, source, until] = view.bandwidth;
    return {{"spending_paused", spending.has_value()},
            {"spending_pause", pause_view(spending)},
            {"purchases_under_way", view.purchases_under_way},
            {"uploading_paused", uploading.has_value()},
            {"uploading_pause", pause_view(uploading)},
            {"bandwidth_limit", bandwidth_limit ? Json(*bandwidth_limit) : Json(nullptr)},
            {"bandwidth", {{"limit", limit}, {"source", word_of(source)}, {"until", time_or_null(until)}}}};
}

Json queue_view(const QueueView& view) {
    Json data = Json::array();
    for (const QueueView::Entry& entry : view.first) data.push_back(entry_view(entry));
    return {{"length", view.length}, {"data", std::move(data)}};
}

}  // namespace understudy::api
