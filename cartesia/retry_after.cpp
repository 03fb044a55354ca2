#include "cartesia/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>

namespace understudy::cartesia {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    // "nan" and "inf" are numbers to from_chars, not to us.
    if (error != std::errc() || end != text.data() + text.size() || !(number > -1e18 && number < 1e18))
        return std::nullopt;
    return number;
}

milliseconds within_limits(Duration wait) {
    const auto rounded = std::chrono::ceil<milliseconds>(wait);
    return std::clamp<milliseconds>(rounded, milliseconds(0), longest_retry_after);
}

}  // namespace

std::optional<Time> parse_http_date(std::string_view value) {
    std::tm fields{};
    const std::string terminated(trimmed(value));
    const char* end = strptime(terminated.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &fields);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return Time(seconds(timegm(&fields)));
}

std::optional<milliseconds> parse_retry_after(std::string_view value, Time now) {
    const std::string_view text = trimmed(value);
    if (const auto number = number_in(text)) {
        const double most = std::chrono::duration<double>(longest_retry_after).count();
        const double wait = std::clamp(*number, 0.0, most);
        return within_limits(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(wait)));
    }
    if (const auto date = parse_http_date(text)) return within_limits(*date - now);
    return std::nullopt;
}

}  // namespace understudy::cartesia
