#include "config/quantities.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace understudy {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::array duration_units{Unit{"ms", 1'000}, Unit{"s", 1'000'000}, Unit{"m", 60'000'000},
                                    Unit{"h", 3'600'000'000}, Unit{"d", 86'400'000'000}};

constexpr std::uint64_t kilo = 1'000, kibi = 1'024;
constexpr std::array size_units{Unit{"", 1},
                                Unit{"B", 1},
                                Unit{"kB", kilo},
                                Unit{"KB", kilo},
                                Unit{"MB", kilo* kilo},
                                Unit{"GB", kilo* kilo* kilo},
                                Unit{"TB", kilo* kilo* kilo* kilo},
                                Unit{"KiB", kibi},
                                Unit{"MiB", kibi* kibi},
                                Unit{"GiB", kibi* kibi* kibi},
                                Unit{"TiB", kibi* kibi* kibi* kibi}};

constexpr const char* duration_cure = R"(write a whole number and its unit: ms, s, m, h or d, such as "30s")";
constexpr const char* size_cure =
    R"(write a whole number of bytes with or without a unit, such as "8MiB", "10MB" or "0")";

std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 60)) + '"'; }

/// Splits "30s" into 30 and "s"; nullopt where no number stands at the beginning.
std::optional<std::pair<std::uint64_t, std::string_view>> take_number(std::string_view text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc()) return std::nullopt;
    return std::pair(number, std::string_view(stop, static_cast<std::size_t>(end - stop)));
}

template <class Units>
std::optional<std::uint64_t> multiply(std::string_view text, const Units& units) {
    const auto parts = take_number(text);
    if (!parts) return std::nullopt;
    const auto [number, name] = *parts;
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    for (const Unit& unit : units)
        if (unit.name == name)
            return number > most / unit.factor ? std::nullopt : std::optional(number * unit.factor);
    return std::nullopt;
}

}  // namespace

Result<Duration, std::string> parse_duration(std::string_view text) {
    if (text == "0") return Duration::zero();
    if (const auto us = multiply(text, duration_units)) return Duration{static_cast<std::int64_t>(*us)};
    return failure(quoted(text) + " is not a duration; " + duration_cure);
}

Result<std::uint64_t, std::string> parse_size(std::string_view text) {
    if (const auto bytes = multiply(text, size_units)) return *bytes;
    return failure(quoted(text) + " is not a size; " + size_cure);
}

std::string written(Duration duration) {
    const auto us = static_cast<std::uint64_t>(duration.count());
    for (auto unit = duration_units.rbegin(); unit != duration_units.rend(); ++unit)
        if (us >= unit->factor && us % unit->factor == 0)
            return std::to_string(us / unit->factor) + std::string(unit->name);
    return us == 0 ? "0s" : std::to_string(us) + "us";
}

}  // namespace understudy
