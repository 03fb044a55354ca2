// The log: lines on stderr, for journald or for a terminal. The library behind it is named in log.cpp alone.
#pragma once

#include <string>
#include <string_view>

namespace understudy::log {

enum class Level { debug, info, warning, error };

/// Where lines go from now on: to stderr, with systemd's priority prefixes ("<6>…") where stderr is the
/// journal's stream, else with the time and the level. Before the first call lines go to a terminal's format.
void open();
/// Lines below this level are not written. Default: info.
void least(Level level);

/// Writes one line and hands it to the kernel before returning. Control characters in it are escaped, so that
/// nothing that came from outside can forge a line or steer a terminal. Any thread.
void write(Level level, std::string_view line);
inline void debug(std::string_view line) { write(Level::debug, line); }
inline void info(std::string_view line) { write(Level::info, line); }
inline void warning(std::string_view line) { write(Level::warning, line); }
inline void error(std::string_view line) { write(Level::error, line); }

/// What a level is written as for journald: "<7>", "<6>", "<4>", "<3>".
[[nodiscard]] const char* priority_prefix(Level level);
/// The text with control characters (C0, DEL and, in UTF-8, C1) as "\n", "\t" or "\x1b".
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace understudy::log
