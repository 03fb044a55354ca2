#include "daemon/api/members.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "daemon/api/problems.hpp"
#include "daemon/api/suggestion.hpp"

namespace understudy::api {

namespace {

/// A name from the request, short enough to be said back.
std::string said_back(std::string_view name) {
    constexpr std::size_t longest = 64;
    if (name.size() <= longest) return "\"" + std::string(name) + "\"";
    return "\"" + std::string(name.substr(0, longest)) + "…\"";
}

}  // namespace

std::string pointer_step(std::string_view name) {
    std::string step;
    for (const char letter : name) {
        if (letter == '~')
            step += "~0";
        else if (letter == '/')
            step += "~1";
        else
            step += letter;
    }
    return step;
}

Members::Members(const Json& object, std::span<const char* const> known, Null null)
    : object_(object), null_(null) {
    if (!object.is_object()) {
        problem_ =
            invalid_field("", std::string("The body must be a JSON object, not ") + object.type_name() + ".");
        return;
    }
    for (const auto& [name, value] : object.items()) {
        const auto is_name = [&given = name](const char* word) { return given == word; };
        if (std::any_of(known.begin(), known.end(), is_name)) continue;
        const std::string what = known.empty() ? "This call takes no member " : "There is no member ";
        problem_ =
            invalid_field("/" + pointer_step(name), what + said_back(name) + "." + suggestion(name, known));
        return;
    }
}

const Json* Members::find(const char* name) const {
    if (problem_) return nullptr;
    const auto found = object_.find(name);
    if (found == object_.end() || (null_ == Null::absent && found->is_null())) return nullptr;
    return &*found;
}

void Members::wrong_type(std::string pointer, const char* wanted, const Json& found) {
    const std::string what = pointer.substr(1);
    problem_ =
        invalid_field(std::move(pointer), what + " must be " + wanted + ", not " + found.type_name() + ".");
}

void Members::refuse(const char* name, std::string detail) {
    if (!problem_) problem_ = invalid_field(std::string("/") + name, std::move(detail));
}

void Members::read(const char* name, std::string& into) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_string()) return wrong_type(std::string("/") + name, "a text", *value);
    into = value->get<std::string>();
}

void Members::read(const char* name, bool& into) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_boolean()) return wrong_type(std::string("/") + name, "true or false", *value);
    into = value->get<bool>();
}

void Members::read(const char* name, int& into) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_number_integer()) return wrong_type(std::string("/") + name, "a whole number", *value);
    const double number = value->get<double>();
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
        return refuse(name, std::string(name) + " is out of range.");
    into = value->get<int>();
}

void Members::read(const char* name, std::uint64_t& into) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_number_integer()) return wrong_type(std::string("/") + name, "a whole number", *value);
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() > most)
        return refuse(name, std::string(name) + " is out of range.");
    into = value->get<std::uint64_t>();
}

void Members::read(const char* name, std::vector<std::string>& into) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_array()) return wrong_type(std::string("/") + name, "a list of texts", *value);
    std::vector<std::string> texts;
    for (const Json& entry : *value) {
        if (!entry.is_string())
            return wrong_type(std::string("/") + name + "/" + std::to_string(texts.size()), "a text", entry);
        texts.push_back(entry.get<std::string>());
    }
    into = std::move(texts);
}

void Members::read(const char* name, std::map<std::string, std::string>& into) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_object()) return wrong_type(std::string("/") + name, "an object of texts", *value);
    std::map<std::string, std::string> pairs;
    for (const auto& [key, text] : value->items()) {
        if (!text.is_string())
            return wrong_type(std::string("/") + name + "/" + pointer_step(key), "a text", text);
        pairs.emplace(key, text.get<std::string>());
    }
    into = std::move(pairs);
}

}  // namespace understudy::api
