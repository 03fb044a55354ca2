#include "daemon/api/suggestion.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace understudy::api {

namespace {

constexpr std::size_t longest_compared = 64;

/// Levenshtein's distance: letters to insert, remove or replace.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest(std::string_view written, std::span<const char* const> known) {
    if (written.size() > longest_compared) return "";
    std::string best;
    std::size_t best_distance = std::min<std::size_t>(3, written.size() / 2) + 1;
    for (const char* word : known) {
        const std::size_t found = distance(written, word);
        if (found >= best_distance) continue;
        best = word;
        best_distance = found;
    }
    return best;
}

std::string suggestion(std::string_view written, std::span<const char* const> known) {
    if (known.empty()) return "";
    if (const std::string word = nearest(written, known); !word.empty())
        return " Did you mean \"" + word + "\"?";
    std::string words;
    for (const char* word : known) words += (words.empty() ? "" : ", ") + std::string(word);
    return " Known: " + words + ".";
}

}  // namespace understudy::api
