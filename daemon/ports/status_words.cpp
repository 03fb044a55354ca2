#include "daemon/ports/status_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace understudy {

namespace {

void add_count(std::string& words, std::size_t count, const char* what) {
    if (count == 0) return;
    words += (words.empty() ? "" : ", ") + std::to_string(count) + " " + what;
}

/// " 41 MiB/s", " 0.4 MiB/s"
std::string rate_words(double bytes_per_second) {
    constexpr double mebi = 1024 * 1024;
    const auto tenths = static_cast<std::uint64_t>(std::lround(10 * bytes_per_second / mebi));
    if (tenths == 0) return "";
    const std::string whole = " " + std::to_string(tenths / 10);
    return (tenths < 100 ? whole + "." + std::to_string(tenths % 10) : whole) + " MiB/s";
}

/// "14:03:20Z"
std::string on_the_clock(Time time) { return to_rfc3339(time).substr(11, 8) + "Z"; }

}  // namespace

std::string status_words(const DriverStatus& status, double bytes_per_second) {
    if (!status.ready) return "Loading the stored jobs";
    std::string words;
    add_count(words, status.uploading, "uploading");
    if (status.sending > 0) words += rate_words(bytes_per_second);
    add_count(words, status.training, "training");
    if (status.next_look) words += ", next look at " + on_the_clock(*status.next_look);
    add_count(words, status.waiting, "waiting");
    add_count(words, status.held, "held");
    if (words.empty()) words = "No job at work";
    if (status.store_outage)
        words +=
            status.store_outage->damaged ? "; the database is damaged" : "; the database cannot be written";
    if (status.paused.spending) words += "; all spending is paused";
    if (status.paused.uploading) words += "; all uploading is paused";
    if (status.credentials_refused) words += "; the cloud does not take the API key";
    if (status.cloud_down_for)
        words += "; the cloud has not answered for " + in_words(*status.cloud_down_for);
    return words;
}

std::optional<Duration> words_wear_out_after(const DriverStatus& status, Time now) {
    constexpr Duration rate_is_fresh = seconds{5}, look_is_over = seconds{1};
    if (status.sending > 0) return rate_is_fresh;
    if (!status.next_look) return std::nullopt;
    return std::max(*status.next_look - now, Duration{0}) + look_is_over;
}

}  // namespace understudy
