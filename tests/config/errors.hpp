// What the tests of the configuration ask of a text.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/parse.hpp"

namespace understudy::testing {

/// The errors as people see them, the line in front: "3: training.max_attempts: must be …".
inline std::vector<std::string> errors_of(std::string_view text) {
    const auto config = parse_config(text);
    std::vector<std::string> errors;
    if (config) return errors;
    for (const ConfigError& error : config.error())
        errors.push_back(std::to_string(error.line) + ": " + error.key + ": " + error.message);
    return errors;
}

/// The only error; a test that expects one fails where there are more or none.
inline std::string error_of(std::string_view text) {
    const auto errors = errors_of(text);
    EXPECT_EQ(errors.size(), 1u) << text;
    return errors.empty() ? "" : errors.front();
}

/// The text must be right.
inline Config config_of(std::string_view text) {
    auto config = parse_config(text);
    if (config) return std::move(*config);
    ADD_FAILURE() << in_words("text", config.error().front());
    return {};
}

inline bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace understudy::testing
