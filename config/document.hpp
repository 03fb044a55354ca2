// A TOML text as plain values with their lines: what the sections' readers see of the TOML library.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/parse.hpp"

namespace understudy {

/// Anything that no key of ours takes: a date, a table.
struct OtherValue {
    bool operator==(const OtherValue&) const = default;
};

struct ConfigValue {
    using List = std::vector<ConfigValue>;
    int line = 0;
    std::string what;  ///< for people: "a string", "a whole number", "a table", …
    std::variant<OtherValue, std::string, long long, double, bool, List> value;
};

struct ConfigEntry {
    std::string key;
    ConfigValue value;
};

struct ConfigSection {
    std::string name;
    int line = 0;
    bool is_table = false;  ///< false: a key outside of any section, which is its only entry
    std::vector<ConfigEntry> entries;
    std::vector<ConfigSection> tables;  ///< of the entries, those that are tables: [name.key]
};

[[nodiscard]] Result<std::vector<ConfigSection>, ConfigError> read_toml(std::string_view text);

}  // namespace understudy
