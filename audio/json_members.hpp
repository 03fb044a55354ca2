// Members of a JSON object that nobody vouches for: of the wrong kind they count as missing, numbers are
// brought into a range, texts are cut and cleaned.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

constexpr std::int64_t century_us = 3'155'760'000'000'000;

[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* key, std::size_t longest);
/// A whole number from 0 to `most`; 0 when it is missing.
[[nodiscard]] std::int64_t number_of(const nlohmann::json& object, const char* key, std::int64_t most);
/// A finite number from `least` to `most`.
[[nodiscard]] std::optional<double> real_of(const nlohmann::json& object, const char* key, double least,
                                            double most);
[[nodiscard]] bool flag_of(const nlohmann::json& object, const char* key);
[[nodiscard]] bool is_hex(std::string_view text, std::size_t digits);

}  // namespace understudy
