// The log: lines on stderr for a terminal, entries with fields for journald. The library behind it is named
// in log.cpp alone.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy::log {

enum class Level { debug, info, warning, error };

/// What an entry is about besides its words, by the journal's names: {"JOB_ID", "job_01J…"}. Names are
/// capitals, digits and underscores. No secrets: anyone who may read the journal reads them.
using Fields = std::vector<std::pair<std::string_view, std::string>>;
/// Hands an entry to the journal, each field as "NAME=value"; false when the journal did not take it.
using ToJournal = std::function<bool(const std::vector<std::string>& entry)>;

/// Where lines go from now on. Where stderr is the journal's stream: to the journal, with their fields, or,
/// where it cannot be reached, to stderr with systemd's priority prefixes ("<6>…"). Else to stderr with the
/// time and the level. Before the first call lines go to a terminal's format.
void open();
/// The same with somebody else in the journal's place.
void open(ToJournal to_journal);
/// Lines below this level are not written. Default: info.
void least(Level level);

/// Writes one line and hands it to the kernel before returning. Fields are seen in the journal alone. Control
/// characters in it are escaped, so that nothing that came from outside can forge a line or steer a terminal.
/// Any thread.
void write(Level level, std::string_view line, const Fields& fields = {});
inline void debug(std::string_view line) { write(Level::debug, line); }
inline void info(std::string_view line) { write(Level::info, line); }
inline void warning(std::string_view line) { write(Level::warning, line); }
inline void error(std::string_view line) { write(Level::error, line); }

/// An entry as the journal wants it: MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, and what of `fields` is not empty.
[[nodiscard]] std::vector<std::string> journal_entry(Level level, std::string_view line,
                                                     const Fields& fields);
/// What a level is written as for journald: "<7>", "<6>", "<4>", "<3>".
[[nodiscard]] const char* priority_prefix(Level level);
/// The text with control characters (C0, DEL and, in UTF-8, C1) as "\n", "\t" or "\x1b".
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace understudy::log
