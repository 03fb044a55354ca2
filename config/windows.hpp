// A window of the week's bandwidth timetable as people write it: "mon-fri 08:00-19:00 2MiB".
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/timetable.hpp"

namespace understudy {

/// Days ("mon-fri", "sat,sun", "daily"), from-until ("22:00-06:00" goes on into the next day), and bytes a
/// second as parse_size() takes them, "0" or "off" for no limit. The error says what is wrong and how to
/// write it.
[[nodiscard]] Result<BandwidthWindow, std::string> parse_window(std::string_view text);
/// What is wrong with it, "" when nothing.
[[nodiscard]] std::string window_problem(std::string_view text);

}  // namespace understudy
