// Lines at the bottom of a terminal that are drawn anew in place.
#pragma once

#include <string>
#include <vector>

#include "cli/world.hpp"

namespace understudy::cli {

enum class Stream { out, err };

/// Between two draws the terminal is as any program left it: cursor visible below the region, no colour set,
/// so there is nothing to restore when the program ends, however it ends.
class LiveRegion {
  public:
    LiveRegion(World& world, Stream stream) : world_(world), stream_(stream) {}

    /// Replaces what was drawn before. Lines may hold colours, and are at most world.width() wide.
    void draw(const std::vector<std::string>& lines);
    /// Forgets what was drawn: it stays on the terminal.
    void leave() { drawn_.clear(); }

  private:
    World& world_;
    Stream stream_;
    std::vector<std::string> drawn_;
};

/// Rows that the lines take on a terminal of this width: lines drawn before a resize may be broken now.
[[nodiscard]] std::size_t rows_taken(const std::vector<std::string>& lines, std::size_t width);

}  // namespace understudy::cli
