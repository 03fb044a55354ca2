// "Did you mean": the known word that a mistyped one is nearest to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

/// The nearest of `known` by insertions, deletions, replacements and swaps of neighbours, case aside; nullopt
/// where none is near enough to be meant (a third of the word, one change at least).
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& known);

}  // namespace understudy
