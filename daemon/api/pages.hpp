// Cutting what the store gives into pages.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace understudy::api {

/// The most that a store gives at once.
inline constexpr std::size_t largest_read = 1'000;

/// One more than asked for tells whether there is a next page.
[[nodiscard]] inline std::size_t read_ahead(std::size_t limit) { return std::min(limit + 1, largest_read); }

/// Cuts what was read ahead; true when there is more behind the page.
template <class T>
bool cut_page(std::vector<T>& page, std::size_t limit) {
    if (page.size() < read_ahead(limit)) return false;
    page.resize(limit);
    return true;
}

}  // namespace understudy::api
