// A list is complete or it is a Trouble: what is not on it decides over a million credits.
//
// The cloud's cursor is the last id seen (starting_after), so objects that appear or vanish while we page
// shift nothing. It pages until it says has_more = false or sends an empty page; the official clients look at
// the empty page only. An id that comes twice means that the cursor was not understood, and the list proves
// nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/result.hpp"

namespace understudy::cartesia {

constexpr std::size_t page_limit = 100;    ///< the most that the cloud sends at once
constexpr std::size_t most_pages = 2'000;  ///< a list that is longer never ends

class Paging {
  public:
    /// "?limit=100", then "?limit=100&starting_after=<last id>".
    [[nodiscard]] std::string query() const;

    /// Takes the ids of the page that query() asked for. Returns whether the list is complete; the error says
    /// why it can never be.
    [[nodiscard]] Result<bool, std::string> take(std::span<const std::string_view> ids,
                                                 std::optional<bool> has_more);

  private:
    std::string last_id_;
    std::size_t pages_ = 0;
    std::unordered_set<std::string> seen_;
};

}  // namespace understudy::cartesia
