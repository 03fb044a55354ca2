// Tables that fit the terminal: columns that give way first shrink, then vanish.
#pragma once

#include <string>
#include <vector>

#include "cli/paint.hpp"

namespace understudy::cli {

struct Column {
    std::string title;
    bool right_aligned = false;
    std::size_t least = unlimited;  ///< may shrink to this many columns; unlimited: never shrinks
    int rank = 0;  ///< the highest rank vanishes first when shrinking is not enough; 0 never vanishes
};

struct Table {
    std::vector<Column> columns;
    std::vector<Line> rows;  ///< one Span a column
};

/// The title line (bold) and a line a row, columns two spaces apart, nothing after the last. Lines are at
/// most `width` wide unless the columns of rank 0 that cannot shrink alone are wider.
[[nodiscard]] std::vector<std::string> to_lines(const Table& table, std::size_t width, bool colours);

}  // namespace understudy::cli
