#include "daemon/api/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "daemon/api/problems.hpp"
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

}  // namespace understudy::api
