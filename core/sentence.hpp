// Somebody else's words at the end of a sentence of ours.
#pragma once

#include <string>

namespace understudy {

/// With a full stop, unless it ends already.
[[nodiscard]] inline std::string sentence(std::string words) {
    while (words.ends_with(' ') || words.ends_with('\n')) words.pop_back();
    if (!words.ends_with('.') && !words.ends_with('!') && !words.ends_with('?')) words += '.';
    return words;
}

}  // namespace understudy
