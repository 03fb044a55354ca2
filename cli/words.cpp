#include "cli/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace understudy::cli {

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

namespace {

std::string scaled(double amount) {
    constexpr std::array<const char*, 6> units{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    std::size_t unit = 0;
    for (; amount >= 999.5 && unit + 1 < units.size(); ++unit) amount /= 1024;
    std::array<char, 48> text{};
    const int decimals = unit == 0 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
    std::snprintf(text.data(), text.size(), "%.*f %s", decimals, amount, units[unit]);
    return text.data();
}

/// The seconds east of UTC of "Z", "+01:30", "-05:00".
std::optional<long long> parse_offset(const std::string& text) {
    if (text == "Z" || text == "z") return 0;
    int hours = 0, minutes = 0, used = 0;
    char sign = 0;
    if (std::sscanf(text.c_str(), "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3) return std::nullopt;
    if (static_cast<std::size_t>(used) != text.size() || (sign != '+' && sign != '-')) return std::nullopt;
    return (sign == '-' ? -1 : 1) * (hours * 3'600LL + minutes * 60LL);
}

/// Takes ".000042" off the front; the microseconds that it says.
long long take_fraction(std::string& rest) {
    if (rest.empty() || rest.front() != '.') return 0;
    long long value = 0, unit = 100'000;
    std::size_t at = 1;
    for (; at < rest.size() && rest[at] >= '0' && rest[at] <= '9'; ++at, unit /= 10)
        value += (rest[at] - '0') * unit;
    rest.erase(0, at);
    return value;
}

}  // namespace

std::string bytes_in_words(std::uint64_t bytes) { return scaled(static_cast<double>(bytes)); }

std::string rate_in_words(double bytes_per_second) { return scaled(bytes_per_second) + "/s"; }

std::string counted(std::uint64_t number, std::string_view noun) {
    return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string duration_on_clock(double duration_s) {
    const auto whole = static_cast<long long>(
        std::llround(std::isfinite(duration_s) ? std::clamp(duration_s, 0.0, 1e12) : 0));
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", whole / 3'600, whole / 60 % 60, whole % 60);
    return text.data();
}

std::string in_options(std::string words) {
    constexpr std::pair<std::string_view, std::string_view> spellings[] = {
        {"override_preflight and a reason", "--override-preflight REASON"},
        {"override_preflight", "--override-preflight REASON"},
        {"keep_training", "--keep-training"},
        {"send a new key if it is to be done once more",
         "understudy submit with another --idempotency-key, or without one, does it once more"}};
    for (const auto& [member, option] : spellings)
        for (std::size_t at = words.find(member); at != std::string::npos;
             at = words.find(member, at + option.size()))
            words.replace(at, member.size(), option);
    return words;
}

std::string ago(Time then, Time now) {
    const Duration since = now - then;
    return since < seconds(1) ? "just now" : in_words(std::chrono::floor<seconds>(since)) + " ago";
}

std::string to_the_second(Time time) { return to_rfc3339(time).substr(0, 19) + "Z"; }

std::optional<Time> parse_time(std::string_view text) {
    const std::string copy(text);
    int year = 0, hour = 0, minute = 0, second = 0, used = 0;
    unsigned month = 0, day = 0;
    const int fields = std::sscanf(copy.c_str(), "%4d-%2u-%2u%*1[Tt ]%2d:%2d:%2d%n", &year, &month, &day,
                                   &hour, &minute, &second, &used);
    if (fields != 6 || used == 0) return std::nullopt;
    std::string rest = copy.substr(static_cast<std::size_t>(used));
    const long long fraction_us = take_fraction(rest);
    const auto offset_s = parse_offset(rest);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (!offset_s || !date.ok()) return std::nullopt;
    const auto of_day = std::chrono::hours(hour) + std::chrono::minutes(minute) + seconds(second);
    return Time(std::chrono::sys_days(date)) + of_day + microseconds(fraction_us) - seconds(*offset_s);
}

}  // namespace understudy::cli
