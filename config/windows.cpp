#include "config/windows.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "config/quantities.hpp"

namespace understudy {
namespace {

constexpr std::uint64_t least_limit = 1024;  // as of bandwidth_limit
constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::size_t> weekday(std::string_view word) {
    const auto found = std::find(weekdays.begin(), weekdays.end(), word);
    if (found == weekdays.end()) return std::nullopt;
    return static_cast<std::size_t>(found - weekdays.begin());
}

/// "mon", or "fri-mon" over the week's end.
bool add_days(std::string_view span, std::array<bool, 7>& days) {
    const auto ends = split(span, '-');
    const auto first = weekday(ends.front()), last = weekday(ends.back());
    if (!first || !last || ends.size() > 2) return false;
    for (std::size_t day = *first;; day = (day + 1) % 7) {
        days.at(day) = true;
        if (day == *last) return true;
    }
}

bool read_days(std::string_view text, std::array<bool, 7>& days) {
    if (text == "daily") return days.fill(true), true;
    const auto spans = split(text, ',');
    return std::all_of(spans.begin(), spans.end(),
                       [&](std::string_view span) { return add_days(span, days); });
}

std::optional<int> two_digits(std::string_view text, int most) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.size() != 2 || error != std::errc() || end != text.data() + 2 || value < 0 || value > most)
        return std::nullopt;
    return value;
}

std::optional<int> minute_of_day(std::string_view text) {
    if (text == "24:00") return minutes_a_day;
    const auto parts = split(text, ':');
    if (parts.size() != 2) return std::nullopt;
    const auto hour = two_digits(parts[0], 23), minute = two_digits(parts[1], 59);
    if (!hour || !minute) return std::nullopt;
    return *hour * 60 + *minute;
}

Result<std::uint64_t, std::string> read_limit(std::string_view text) {
    if (text == "off") return std::uint64_t{0};
    auto limit = parse_size(text);
    if (limit && *limit != 0 && *limit < least_limit)
        return failure(std::string("must be at least 1KiB a second, or 0 for no limit"));
    return limit;
}

}  // namespace

Result<BandwidthWindow, std::string> parse_window(std::string_view text) {
    const auto parts = split(text, ' ');
    BandwidthWindow window;
    if (parts.size() != 3)
        return failure(
            std::string("write days, hours and bytes a second, such as \"mon-fri 08:00-19:00 2MiB\""));
    if (!read_days(parts[0], window.days))
        return failure(std::string("write the days as \"mon-fri\", \"sat,sun\" or \"daily\""));
    const auto hours = split(parts[1], '-');
    const auto begin = minute_of_day(hours.front()), end = minute_of_day(hours.back());
    if (hours.size() != 2 || !begin || !end || *begin == *end || *begin == minutes_a_day)
        return failure(
            std::string("write the hours as \"08:00-19:00\"; \"22:00-06:00\" ends on the next day"));
    auto limit = read_limit(parts[2]);
    if (!limit) return failure("the limit " + std::move(limit.error()));
    window.begin = *begin, window.end = *end, window.limit = *limit;
    return window;
}

std::string window_problem(std::string_view text) {
    const auto window = parse_window(text);
    return window ? "" : window.error();
}

}  // namespace understudy
