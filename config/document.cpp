#include "config/document.hpp"

#include <toml++/toml.h>

namespace understudy {
namespace {

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

std::string words_for(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return "a string";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

ConfigValue value_of(const toml::node& node) {
    ConfigValue read;
    read.line = line_of(node);
    read.what = words_for(node);
    if (const auto* text = node.as_string()) read.value = text->get();
    if (const auto* whole = node.as_integer()) read.value = static_cast<long long>(whole->get());
    if (const auto* number = node.as_floating_point()) read.value = number->get();
    if (const auto* truth = node.as_boolean()) read.value = truth->get();
    if (const auto* array = node.as_array()) {
        ConfigValue::List list;
        for (const toml::node& element : *array) list.push_back(value_of(element));
        read.value = std::move(list);
    }
    return read;
}

ConfigSection section_of(const std::string& within, const toml::key& name, const toml::node& node) {
    ConfigSection section;
    section.name = within + std::string(name.str());
    section.line = static_cast<int>(name.source().begin.line);
    const toml::table* table = node.as_table();
    section.is_table = table != nullptr;
    if (table == nullptr) {
        section.entries.push_back({section.name, value_of(node)});
        section.entries.back().value.line = section.line;
        return section;
    }
    for (const auto& [key, value] : *table) {
        section.entries.push_back({std::string(key.str()), value_of(value)});
        section.entries.back().value.line = static_cast<int>(key.source().begin.line);
        if (value.is_table()) section.tables.push_back(section_of(section.name + ".", key, value));
    }
    return section;
}

}  // namespace

Result<std::vector<ConfigSection>, ConfigError> read_toml(std::string_view text) {
    try {
        const toml::table document = toml::parse(text);
        std::vector<ConfigSection> sections;
        for (const auto& [name, node] : document) sections.push_back(section_of("", name, node));
        return sections;
    } catch (const toml::parse_error& error) {
        const auto line = static_cast<int>(error.source().begin.line);
        return failure(ConfigError{line, "", "this is not TOML: " + std::string(error.description())});
    }
}

}  // namespace understudy
