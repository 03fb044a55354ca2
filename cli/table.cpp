// Widths begin as the widest cell. While the table is too wide, the widest column that may shrink gives what
// is missing, and when none can give any more, the column of the highest rank vanishes and widths begin anew.
#include "cli/table.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t gap = 2;

struct Layout {
    std::vector<std::size_t> shown;   ///< indices of the columns
    std::vector<std::size_t> widths;  ///< of those
};

std::size_t natural_width(const Table& table, std::size_t column) {
    std::size_t width = display_width(table.columns[column].title);
    for (const Line& row : table.rows) width = std::max(width, display_width(row[column].text));
    return width;
}

std::size_t total(const Layout& layout) {
    const std::size_t cells = std::accumulate(layout.widths.begin(), layout.widths.end(), std::size_t{0});
    return cells + (layout.shown.empty() ? 0 : gap * (layout.shown.size() - 1));
}

/// Takes what is too much from the columns that may shrink; false when that is not enough.
bool shrink(const Table& table, Layout& layout, std::size_t width) {
    for (std::size_t now = total(layout); now > width; now = total(layout)) {
        std::optional<std::size_t> widest;
        for (std::size_t i = 0; i < layout.shown.size(); ++i) {
            if (layout.widths[i] <= table.columns[layout.shown[i]].least) continue;
            if (!widest || layout.widths[i] > layout.widths[*widest]) widest = i;
        }
        if (!widest) return false;
        const std::size_t least = table.columns[layout.shown[*widest]].least;
        layout.widths[*widest] -= std::min(now - width, layout.widths[*widest] - least);
    }
    return true;
}

Layout natural_layout(const Table& table, std::vector<std::size_t> shown) {
    Layout layout{std::move(shown), {}};
    for (const std::size_t column : layout.shown) layout.widths.push_back(natural_width(table, column));
    return layout;
}

Layout fitted(const Table& table, std::size_t width) {
    std::vector<std::size_t> all(table.columns.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    Layout layout = natural_layout(table, std::move(all));
    while (!shrink(table, layout, width)) {
        const auto by_rank = [&](auto a, auto b) { return table.columns[a].rank < table.columns[b].rank; };
        const auto least_wanted = std::max_element(layout.shown.begin(), layout.shown.end(), by_rank);
        if (least_wanted == layout.shown.end() || table.columns[*least_wanted].rank == 0) break;
        layout.shown.erase(least_wanted);
        layout = natural_layout(table, std::move(layout.shown));
    }
    return layout;
}

std::string row_text(const Table& table, const Layout& layout, const Line& row, bool colours) {
    std::string text;
    for (std::size_t i = 0; i < layout.shown.size(); ++i) {
        const Span& cell = row[layout.shown[i]];
        const bool right = table.columns[layout.shown[i]].right_aligned;
        const std::string cut = truncated(cell.text, layout.widths[i]);
        const std::string fill(layout.widths[i] - display_width(cut), ' ');
        text += (right ? fill : "") + painted(cut, cell.ink, colours);
        if (i + 1 < layout.shown.size()) text += (right ? "" : fill) + std::string(gap, ' ');
    }
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

std::vector<std::string> to_lines(const Table& table, std::size_t width, bool colours) {
    const Layout layout = fitted(table, width);
    Line titles;
    for (const Column& column : table.columns) titles.push_back(Span{column.title, Ink::bold});
    std::vector<std::string> lines{row_text(table, layout, titles, colours)};
    for (const Line& row : table.rows) lines.push_back(row_text(table, layout, row, colours));
    return lines;
}

}  // namespace understudy::cli
