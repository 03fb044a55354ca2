// What happened: in pages, the oldest first, or the newest.
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/pages.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

using Events = std::vector<HistoryEvent>;

asio::awaitable<Asked<Events>> read_events(Desk& desk, EventQuery query) {
    Asking<Events> ask = [&](Answer<Events> answer) { desk.events(std::move(query), std::move(answer)); };
    Asked<Events> events = co_await answer_to<Events>(std::move(ask));
    co_return std::move(events);
}

/// The newest of those behind `after_id`.
asio::awaitable<Asked<Events>> newest_behind(Desk& desk, EventQuery query, std::size_t wanted) {
    Events newest;
    for (query.limit = largest_read;;) {
        const Asked<Events> page = co_await read_events(desk, query);
        if (!page) co_return failure(page.error());
        newest.insert(newest.end(), page->begin(), page->end());
        if (newest.size() > wanted)
            newest.erase(newest.begin(), newest.end() - static_cast<std::ptrdiff_t>(wanted));
        if (page->size() < largest_read) co_return std::move(newest);
        query.after_id = newest.back().id;
    }
}

/// Looks the further back the longer it does not find enough: ids are missing where jobs were deleted, and
/// others are of other jobs.
asio::awaitable<Asked<Events>> newest_events(Desk& desk, std::string job_id, std::size_t wanted) {
    Asking<std::int64_t> ask = [&desk](Answer<std::int64_t> answer) { desk.newest_event(std::move(answer)); };
    const Asked<std::int64_t> newest = co_await answer_to<std::int64_t>(std::move(ask));
    if (!newest) co_return failure(newest.error());
    for (auto window = static_cast<std::int64_t>(wanted);; window *= 4) {
        const EventQuery query{job_id, std::max<std::int64_t>(0, *newest - window), 0};
        Asked<Events> events = co_await newest_behind(desk, query, wanted);
        if (!events || events->size() >= wanted || query.after_id == 0) co_return std::move(events);
    }
}

net::Response page_answer(const Events& events, const std::string& cursor) {
    Json data = Json::array();
    for (const HistoryEvent& event : events) data.push_back(event_view(event));
    return json_answer(200, page_view(std::move(data), cursor));
}

}  // namespace

asio::awaitable<net::Response> list_job_events(Desk& desk, Call call) {
    auto query = read_event_query(call.job_id, call.head.target);
    if (!query) co_return to_response(query.error());
    const auto last = read_last(call.head.target);
    if (!last) co_return to_response(last.error());
    if (*last > 0) {
        const Asked<Events> newest = co_await newest_events(desk, call.job_id, *last);
        co_return newest ? page_answer(*newest, "") : to_response(newest.error());
    }
    const std::size_t limit = std::exchange(query->limit, read_ahead(query->limit));
    Asked<Events> events = co_await read_events(desk, std::move(*query));
    if (!events) co_return to_response(events.error());
    const bool more = cut_page(*events, limit);
    const std::string cursor = more ? events_cursor(call.job_id, events->back().id) : "";
    co_return page_answer(*events, cursor);
}

}  // namespace understudy::api
