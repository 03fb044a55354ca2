#include "cli/sparkline.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace understudy::cli {

namespace {
constexpr std::array<const char*, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<const char*, 8> signs{" ", ".", ":", "-", "=", "+", "*", "#"};
constexpr double lowest_db = -60, highest_db = -10;
}  // namespace

std::vector<double> means_of(const std::vector<double>& levels_db, std::size_t columns) {
    std::vector<double> means;
    const std::size_t count = std::min(columns, levels_db.size());
    for (std::size_t column = 0; column < count; ++column) {
        const auto from = levels_db.begin() + static_cast<std::ptrdiff_t>(column * levels_db.size() / count);
        const auto to =
            levels_db.begin() + static_cast<std::ptrdiff_t>((column + 1) * levels_db.size() / count);
        means.push_back(std::accumulate(from, to, 0.0) / static_cast<double>(to - from));
    }
    return means;
}

std::string sparkline(const std::vector<double>& levels_db, std::size_t columns, bool utf8) {
    std::string line;
    for (const double level : means_of(levels_db, columns)) {
        const double share = std::clamp((level - lowest_db) / (highest_db - lowest_db), 0.0, 1.0);
        const auto step = std::min<std::size_t>(static_cast<std::size_t>(share * 8), 7);
        line += utf8 ? blocks[step] : signs[step];
    }
    return line;
}

}  // namespace understudy::cli
