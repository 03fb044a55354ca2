#include "daemon/metrics/request_tally.hpp"

#include "daemon/metrics/cloud_tally.hpp"

namespace understudy::metrics {

namespace {
constexpr std::array bounds{0.001, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0};
}  // namespace

void RequestTally::answered(std::string_view method, std::string_view route, int status, Duration took) {
    const std::string where(route.empty() ? "none" : route);
    requests_[{std::string(method), where, std::string(status_class(status))}] += 1;
    durations_.try_emplace(where, bounds).first->second.observe(took);
}

void RequestTally::write_to(Page& page) const {
    page.family("understudy_http_requests_total", Kind::counter,
                "Requests to the REST API, by method, route and status.");
    for (const auto& [key, count] : requests_) {
        const auto& [method, route, status] = key;
        page.add(static_cast<double>(count), {{"method", method}, {"route", route}, {"status", status}});
    }
    page.family("understudy_http_request_duration_seconds", Kind::histogram,
                "From a request's head to the beginning of its answer, by route.");
    for (const auto& [route, histogram] : durations_) page.add(histogram, {{"route", route}});
    page.gauge("understudy_event_streams", "Streams of events that are open.", static_cast<double>(streams_));
}

}  // namespace understudy::metrics
