// From the text of understudy.toml to a Config, or to everything that is wrong with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "core/result.hpp"

namespace understudy {

struct ConfigError {
    int line = 0;         ///< from 1; 0 where no line is at fault (a file that cannot be read)
    std::string key;      ///< "training.poll_interval"; "" where the text is no TOML
    std::string message;  ///< what is wrong, and the cure
    bool operator==(const ConfigError&) const = default;
};

/// "/etc/understudy/understudy.toml:12: training.poll_interval: …". One line, whatever the document held:
/// control characters are written out, what is long is cut.
[[nodiscard]] std::string in_words(const std::string& path, const ConfigError& error);

/// Pure. Reports every error at once, in the order of lines; only where the text is no TOML at all, the
/// first place that is not.
[[nodiscard]] Result<Config, std::vector<ConfigError>> parse_config(std::string_view text);

/// Reads the file (1 MiB at most) and parses it. Blocks on the disk.
[[nodiscard]] Result<Config, std::vector<ConfigError>> load_config(const std::string& path);

}  // namespace understudy
