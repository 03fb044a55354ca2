#include "daemon/metrics/cloud_tally.hpp"

#include <array>

namespace understudy::metrics {

namespace {

constexpr std::array request_bounds{0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0};
constexpr std::string_view upload = "upload_file";

Time wall_now() { return std::chrono::floor<microseconds>(std::chrono::system_clock::now()); }

template <class Map>
auto& entry(Map& map, std::string_view key, const typename Map::mapped_type& otherwise) {
    const auto place = map.find(key);
    return place != map.end() ? place->second : map.emplace(std::string(key), otherwise).first->second;
}

}  // namespace

std::string_view status_class(int http_status) {
    static constexpr std::array<std::string_view, 6> words{"none", "1xx", "2xx", "3xx", "4xx", "5xx"};
    const int hundreds = http_status / 100;
    return hundreds >= 1 && hundreds <= 5 ? words.at(static_cast<std::size_t>(hundreds)) : words[0];
}

void CloudTally::exchanged(const cartesia::Exchanged& exchange) {
    const Trouble* const trouble = exchange.trouble;
    const char* const outcome = trouble ? to_word(trouble->kind) : "done";
    requests_[{std::string(exchange.endpoint), outcome, std::string(status_class(exchange.http_status))}] +=
        1;
    if (trouble && trouble->kind == TroubleKind::transient) entry(retries_, exchange.endpoint, 0) += 1;
    if (!trouble) last_success_ = wall_now();
    if (!trouble && exchange.endpoint == upload) files_uploaded_ += 1;
    Histogram& durations = exchange.endpoint == upload
                               ? upload_durations_
                               : entry(durations_, exchange.endpoint, Histogram(request_bounds));
    durations.observe(exchange.took);
}

void CloudTally::write_to(Page& page) const {
    page.family("understudy_cloud_requests_total", Kind::counter,
                "Requests to the cloud, by what was asked for, what it came to and the answer's status.");
    for (const auto& [key, count] : requests_) {
        const auto& [endpoint, outcome, status] = key;
        page.add(static_cast<double>(count),
                 {{"endpoint", endpoint}, {"outcome", outcome}, {"status", status}});
    }
    page.family("understudy_cloud_retries_total", Kind::counter,
                "Requests that failed in a way that is tried again, or looked into, by itself.");
    for (const auto& [endpoint, count] : retries_)
        page.add(static_cast<double>(count), {{"endpoint", endpoint}});
    page.family("understudy_cloud_request_duration_seconds", Kind::histogram,
                "From a request's turn to the end of its answer, but for uploads.");
    for (const auto& [endpoint, histogram] : durations_) page.add(histogram, {{"endpoint", endpoint}});
    page.counter("understudy_uploaded_files_total", "Recordings that the cloud said it has taken.",
                 static_cast<double>(files_uploaded_));
    page.family("understudy_upload_duration_seconds", Kind::histogram,
                "From the beginning of a recording's upload to the cloud's answer, whatever it was.");
    page.add(upload_durations_);
    page.family("understudy_cloud_last_success_timestamp_seconds", Kind::gauge,
                "When the cloud last did what it was asked for; none before the first time.");
    if (last_success_) page.add(in_seconds(last_success_->time_since_epoch()));
}

}  // namespace understudy::metrics
