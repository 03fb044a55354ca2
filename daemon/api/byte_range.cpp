#include "daemon/api/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace understudy::api {

namespace {

/// Digits and nothing else; what is larger than a number can be is as large as one can be.
std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || stop != text.data() + text.size() || text.front() == '-') return std::nullopt;
    return error == std::errc() ? number : UINT64_MAX;
}

ByteRange whole(std::uint64_t size) { return {ByteRange::Kind::whole, 0, size}; }

ByteRange part(std::uint64_t begin, std::uint64_t end, std::uint64_t size) {
    if (begin >= size || begin >= end) return {ByteRange::Kind::unsatisfiable, 0, 0};
    return {ByteRange::Kind::part, begin, end};
}

}  // namespace

ByteRange read_range(std::string_view field, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!field.starts_with(unit)) return whole(size);
    field.remove_prefix(unit.size());
    const auto dash = field.find('-');
    if (dash == std::string_view::npos) return whole(size);
    const std::string_view from = field.substr(0, dash), to = field.substr(dash + 1);
    const auto first = read_number(from), last = read_number(to);
    if (from.empty() && last) return part(size - std::min(size, *last), size, size);
    if (!first || (!last && !to.empty()) || (last && *last < *first)) return whole(size);
    return part(*first, last && *last < size ? *last + 1 : size, size);
}

}  // namespace understudy::api
