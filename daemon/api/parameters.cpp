#include "daemon/api/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "daemon/api/problems.hpp"
#include "daemon/api/rfc3339.hpp"
#include "daemon/api/suggestion.hpp"
#include "net/http.hpp"

namespace understudy::api {

Result<Parameters, Problem> Parameters::parse(std::string_view target, std::span<const char* const> known,
                                              std::span<const char* const> repeatable) {
    const auto query = net::parse_query(target);
    if (!query) return failure(invalid_parameter("", "The query's percent-encoding is broken."));
    Parameters parameters;
    for (const auto& [name, value] : *query) {
        const auto is_name = [&given = name](const char* word) { return given == word; };
        if (std::none_of(known.begin(), known.end(), is_name))
            return failure(invalid_parameter(
                name, "There is no parameter \"" + name.substr(0, 64) + "\"." + suggestion(name, known)));
        if (parameters.values_.contains(name) && std::none_of(repeatable.begin(), repeatable.end(), is_name))
            return failure(invalid_parameter(name, name + " stands twice."));
        parameters.values_.emplace(name, value);
    }
    return parameters;
}

std::string Parameters::text(const char* name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? "" : found->second;
}

std::vector<std::string> Parameters::texts(const char* name) const {
    std::vector<std::string> all;
    const auto [first, last] = values_.equal_range(name);
    for (auto value = first; value != last; ++value) all.push_back(value->second);
    return all;
}

Result<std::size_t, Problem> Parameters::count(const char* name, std::size_t most,
                                               std::size_t otherwise) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return otherwise;
    const char* end = found->second.data() + found->second.size();
    std::size_t number = 0;
    const auto [stop, error] = std::from_chars(found->second.data(), end, number);
    if (error == std::errc{} && stop == end && number >= 1 && number <= most) return number;
    return failure(invalid_parameter(
        name, std::string(name) + " must be a whole number from 1 to " + std::to_string(most) + "."));
}

Result<std::map<std::string, std::string>, Problem> Parameters::labels(const char* name) const {
    std::map<std::string, std::string> labels;
    for (const std::string& text : texts(name)) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure(
                invalid_parameter(name, std::string(name) + " must be NAME=VALUE, such as project=alpha."));
        labels[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return labels;
}

Result<std::optional<Time>, Problem> Parameters::time(const char* name) const {
    const std::string given = text(name);
    if (given.empty()) return std::optional<Time>();
    if (const auto time = from_rfc3339(given)) return std::optional(*time);
    return failure(invalid_parameter(
        name, std::string(name) + " must be a moment as RFC 3339 has it, such as 2026-11-23T05:43:18Z (a + "
                                  "is written %2B in a query)."));
}

Problem bad_cursor() {
    return invalid_parameter("cursor",
                             "This is no cursor of this list: take next_cursor from its last page.");
}

}  // namespace understudy::api
