// Forgiving reads of parsed JSON: a member that is missing, null or of another type is empty.
// Heavy to include: for the few sources that know JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

using Json = nlohmann::ordered_json;

/// nullopt: not JSON, or nested deeper than any answer of the daemon.
[[nodiscard]] std::optional<Json> parsed_json(std::string_view text);
/// nullptr: no object, no such member, or null.
[[nodiscard]] const Json* member(const Json& object, const char* name);
/// A text as it is; anything else as JSON on one line.
[[nodiscard]] std::string as_text(const Json& value);
[[nodiscard]] std::string text_in(const Json& object, const char* name);
[[nodiscard]] std::optional<double> number_in(const Json& object, const char* name);
/// A number that counts; 0 for negative and absent ones.
[[nodiscard]] std::uint64_t count_in(const Json& object, const char* name);
/// Empty where there is no array.
[[nodiscard]] const Json& array_in(const Json& object, const char* name);
[[nodiscard]] std::vector<std::string> texts_in(const Json& object, const char* name);
/// The member `reuse` in a sentence with its cure; "" where there is none.
[[nodiscard]] std::string reuse_words(const Json& object);
/// One line; ill-formed UTF-8 replaced.
[[nodiscard]] std::string dumped(const Json& json);

}  // namespace understudy::cli
