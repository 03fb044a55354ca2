#include "core/time.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace understudy {

std::string to_rfc3339(Time time) {
    const auto whole = std::chrono::floor<seconds>(time);
    const auto fraction = static_cast<long long>((time - whole).count());
    const std::time_t stamp = static_cast<std::time_t>(whole.time_since_epoch().count());
    std::tm utc{};
    gmtime_r(&stamp, &utc);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%06lldZ", utc.tm_year + 1900,
                  utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, fraction);
    return text.data();
}

namespace {
std::string two_units(long long large, const char* large_name, long long small, const char* small_name) {
    std::string words = std::to_string(large) + " " + large_name;
    if (small > 0) words += " " + std::to_string(small) + " " + small_name;
    return words;
}
}  // namespace

std::string in_words(Duration duration) {
    const long long ms = std::max<long long>(0, std::chrono::duration_cast<milliseconds>(duration).count());
    if (ms < 1'000) return std::to_string(ms) + " ms";
    const long long s = (ms + 500) / 1'000;
    if (s < 60) return std::to_string(s) + " s";
    if (s < 3'600) return two_units(s / 60, "min", s % 60, "s");
    if (s < 86'400) return two_units(s / 3'600, "h", s % 3'600 / 60, "min");
    return two_units(s / 86'400, "d", s % 86'400 / 3'600, "h");
}

}  // namespace understudy
