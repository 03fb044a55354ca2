#include "cli/live_region.hpp"

#include <algorithm>

#include "cli/text.hpp"

namespace understudy::cli {

namespace {

std::string without_colours(const std::string& line) {
    std::string plain;
    bool inside = false;
    for (const char letter : line) {
        if (letter == '\x1b') inside = true;
        if (!inside) plain += letter;
        if (inside && letter == 'm') inside = false;
    }
    return plain;
}

}  // namespace

std::size_t rows_taken(const std::vector<std::string>& lines, std::size_t width) {
    std::size_t rows = 0;
    const std::size_t columns = std::max<std::size_t>(width, 1);
    for (const std::string& line : lines) {
        const std::size_t wide = display_width(without_colours(line));
        rows += wide == 0 ? 1 : (wide + columns - 1) / columns;
    }
    return rows;
}

void LiveRegion::draw(const std::vector<std::string>& lines) {
    std::string frame = "\x1b[?25l";  // hidden while it travels, so that it does not flicker
    if (const std::size_t rows = rows_taken(drawn_, world_.width()); rows > 0)
        frame += "\x1b[" + std::to_string(rows) + "A";
    frame += "\r\x1b[J";
    for (const std::string& line : lines) frame += line + "\n";
    frame += "\x1b[?25h";
    drawn_ = lines;
    if (stream_ == Stream::out) return world_.out(frame);
    world_.err(frame);
}

}  // namespace understudy::cli
