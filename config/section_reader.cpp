#include "config/section_reader.hpp"

#include <algorithm>

#include "config/budgets.hpp"
#include "config/nearest.hpp"
#include "config/quantities.hpp"

namespace understudy {
namespace {

constexpr const char* a_text = "a string in quotes";
constexpr const char* a_duration = R"(a duration in quotes, such as "30s")";
constexpr const char* a_size = R"(a size in quotes, such as "8MiB")";

std::string wanted_but(const char* wanted, const ConfigValue& value) {
    return "must be " + std::string(wanted) + ", not " + value.what;
}

std::string trimmed(double number) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string out_of_range(const std::string& least, const std::string& most) {
    return "must be from " + least + " to " + most;
}

}  // namespace

void SectionReader::complain(const std::string& key, int line, std::string message) {
    errors_.push_back({line, section_.name.empty() ? key : section_.name + "." + key, std::move(message)});
}

const ConfigValue* SectionReader::find(const char* key) {
    known_.emplace_back(key);
    for (const ConfigEntry& entry : section_.entries)
        if (entry.key == key) return &entry.value;
    return nullptr;
}

const ConfigValue::List* SectionReader::find_list(const char* key, const char* wanted, bool may_be_empty) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return nullptr;
    const auto* list = std::get_if<ConfigValue::List>(&value->value);
    if (list == nullptr) complain(key, value->line, wanted_but(wanted, *value));
    if (list != nullptr && list->empty() && !may_be_empty) {
        complain(key, value->line, "must name at least one; leave the key out for the default");
        return nullptr;
    }
    return list;
}

const std::string* SectionReader::as_text(const char* key, const ConfigValue& value, const char* wanted) {
    const auto* text = std::get_if<std::string>(&value.value);
    if (text == nullptr) complain(key, value.line, wanted_but(wanted, value));
    return text;
}

void SectionReader::text(const char* key, std::string& into, const Check& check) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return;
    const std::string* text = as_text(key, *value, a_text);
    if (text == nullptr) return;
    std::string problem = check(*text);
    if (!problem.empty()) return complain(key, value->line, std::move(problem));
    into = *text;
}

void SectionReader::texts(const char* key, std::vector<std::string>& into, const Check& check) {
    const ConfigValue::List* list = find_list(key, R"(a list of strings, such as ["…", "…"])", into.empty());
    if (list == nullptr) return;
    std::vector<std::string> read;
    for (const ConfigValue& element : *list) {
        const std::string* text = as_text(key, element, a_text);
        if (text == nullptr) continue;
        const std::string problem = check(*text);
        if (!problem.empty()) complain(key, element.line, "\"" + *text + "\": " + problem);
        if (std::find(read.begin(), read.end(), *text) != read.end())
            complain(key, element.line, "\"" + *text + "\" stands there twice");
        read.push_back(*text);
    }
    into = std::move(read);
}

void SectionReader::truth(const char* key, bool& into) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return;
    const auto* read = std::get_if<bool>(&value->value);
    if (read == nullptr)
        return complain(key, value->line, wanted_but("true or false without quotes", *value));
    into = *read;
}

void SectionReader::whole(const char* key, int& into, Range<int> range) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return;
    const auto* number = std::get_if<long long>(&value->value);
    if (number == nullptr)
        return complain(key, value->line, wanted_but("a whole number without quotes", *value));
    if (*number < range.least || *number > range.most)
        return complain(key, value->line,
                        out_of_range(std::to_string(range.least), std::to_string(range.most)));
    into = static_cast<int>(*number);
}

void SectionReader::number(const char* key, double& into, Range<double> range) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return;
    double read = 0;
    if (const auto* whole = std::get_if<long long>(&value->value))
        read = static_cast<double>(*whole);
    else if (const auto* real = std::get_if<double>(&value->value))
        read = *real;
    else
        return complain(key, value->line, wanted_but("a number without quotes", *value));
    if (!(read >= range.least && read <= range.most))
        return complain(key, value->line, out_of_range(trimmed(range.least), trimmed(range.most)));
    into = read;
}

void SectionReader::size(const char* key, std::uint64_t& into, std::uint64_t least_but_0) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return;
    const std::string* text = as_text(key, *value, a_size);
    if (text == nullptr) return;
    auto read = parse_size(*text);
    if (!read) return complain(key, value->line, std::move(read.error()));
    if (*read != 0 && *read < least_but_0)
        return complain(key, value->line,
                        "must be \"0\" (no limit) or at least " + std::to_string(least_but_0) + " bytes");
    into = *read;
}

void SectionReader::credits(const char* key, std::int64_t& into) {
    const ConfigValue* value = find(key);
    if (value == nullptr) return;
    const std::string* text = as_text(key, *value, R"(credits in quotes, such as "3M")");
    if (text == nullptr) return;
    auto read = parse_credits(*text);
    if (!read) return complain(key, value->line, std::move(read.error()));
    into = *read;
}

bool SectionReader::read_duration(const char* key, const ConfigValue& value, Range<Duration> range,
                                  Duration& into) {
    const std::string* text = as_text(key, value, a_duration);
    if (text == nullptr) return false;
    auto read = parse_duration(*text);
    if (!read) return complain(key, value.line, std::move(read.error())), false;
    if (*read < range.least || *read > range.most)
        return complain(key, value.line, out_of_range(written(range.least), written(range.most))), false;
    into = *read;
    return true;
}

void SectionReader::duration(const char* key, Duration& into, Range<Duration> range) {
    if (const ConfigValue* value = find(key)) read_duration(key, *value, range, into);
}

void SectionReader::durations(const char* key, std::vector<Duration>& into, Range<Duration> range) {
    const ConfigValue::List* list =
        find_list(key, R"(a list of durations, such as ["5m", "2h"])", into.empty());
    if (list == nullptr) return;
    std::vector<Duration> read(list->size());
    bool right = true;
    for (std::size_t i = 0; i < list->size(); ++i)
        right = read_duration(key, (*list)[i], range, read[i]) && right;
    if (right) into = std::move(read);
}

void SectionReader::finish(const std::function<std::string(const std::string& key)>& elsewhere) {
    for (const ConfigEntry& entry : section_.entries) {
        if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
        std::string message = "there is no such key";
        const std::string other = elsewhere(entry.key);
        if (!other.empty())
            message += "; it belongs into [" + other + "]";
        else if (const auto meant = nearest(entry.key, known_))
            message += "; did you mean " + *meant + "?";
        complain(entry.key, entry.value.line, std::move(message));
    }
}

}  // namespace understudy
