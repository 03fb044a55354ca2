// Each section's form is run over the section that the text has, or over an empty one, so that the form's own
// calls say which keys are known. Contradictions are looked for last, among keys that are right in
// themselves.
#include "config/parse.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "config/contradictions.hpp"
#include "config/nearest.hpp"
#include "config/sections.hpp"
#include "config/webhooks.hpp"

namespace understudy {
namespace {

class Parser {
  public:
    explicit Parser(std::vector<ConfigSection> sections) : sections_(std::move(sections)) {}

    Result<Config, std::vector<ConfigError>> parse() {
        learn_keys();
        for (const SectionForm& form : section_forms) read(form);
        if (const ConfigSection* webhooks = find(webhooks_section); webhooks && webhooks->is_table)
            read_webhooks(*webhooks, config_, errors_);
        for (const ConfigSection& section : sections_) look_at_heading(section);
        add_contradictions();
        if (errors_.empty()) return std::move(config_);
        std::stable_sort(errors_.begin(), errors_.end(),
                         [](const ConfigError& a, const ConfigError& b) { return a.line < b.line; });
        return failure(std::move(errors_));
    }

  private:
    /// Which section knows which key: the forms, run over nothing.
    void learn_keys() {
        for (const SectionForm& form : section_forms) {
            Config nobody;
            std::vector<ConfigError> none;
            const ConfigSection empty;
            SectionReader reader(empty, none);
            form.read(reader, nobody);
            for (const std::string& key : reader.known()) homes_.emplace(key, form.name);
        }
    }

    void read(const SectionForm& form) {
        const ConfigSection* section = find(form.name);
        if (section == nullptr || !section->is_table) return;
        SectionReader reader(*section, errors_);
        form.read(reader, config_);
        reader.finish([this](const std::string& key) { return home_of(key); });
    }

    void look_at_heading(const ConfigSection& section) {
        std::vector<std::string> names{webhooks_section};
        for (const SectionForm& form : section_forms) names.emplace_back(form.name);
        if (std::find(names.begin(), names.end(), section.name) != names.end()) {
            if (!section.is_table)
                complain(section, "is a section, not a key; write it as [" + section.name + "]");
            return;
        }
        if (!section.is_table && !home_of(section.name).empty())
            return complain(section, "must stand under its section, [" + home_of(section.name) + "]");
        const auto meant = nearest(section.name, names);
        complain(section, std::string("there is no such ") + (section.is_table ? "section" : "key") +
                              (meant ? "; did you mean [" + *meant + "]?" : ""));
    }

    void add_contradictions() {
        std::set<std::string> wrong;
        for (const ConfigError& error : errors_) wrong.insert(error.key);
        for (const Contradiction& contradiction : contradictions(config_)) {
            const auto& keys = contradiction.keys;
            if (std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return wrong.contains(key); }))
                continue;
            const auto present =
                std::find_if(keys.begin(), keys.end(), [this](const auto& key) { return line_of(key) > 0; });
            const int line = present == keys.end() ? 0 : line_of(*present);
            errors_.push_back({line, keys.front(), contradiction.message});
        }
    }

    [[nodiscard]] int line_of(const std::string& dotted) const {
        const auto dot = dotted.find('.');
        const ConfigSection* section = find(dotted.substr(0, dot));
        if (section == nullptr) return 0;
        for (const ConfigEntry& entry : section->entries)
            if (entry.key == dotted.substr(dot + 1)) return entry.value.line;
        return 0;
    }

    [[nodiscard]] const ConfigSection* find(const std::string& name) const {
        for (const ConfigSection& section : sections_)
            if (section.name == name) return &section;
        return nullptr;
    }

    [[nodiscard]] std::string home_of(const std::string& key) const {
        const auto home = homes_.find(key);
        return home == homes_.end() ? "" : home->second;
    }

    void complain(const ConfigSection& section, std::string message) {
        errors_.push_back({section.line, section.name, std::move(message)});
    }

    std::vector<ConfigSection> sections_;
    std::map<std::string, std::string> homes_;  ///< key → section
    Config config_;
    std::vector<ConfigError> errors_;
};

}  // namespace

Result<Config, std::vector<ConfigError>> parse_config(std::string_view text) {
    auto sections = read_toml(text);
    if (!sections) return failure(std::vector{std::move(sections.error())});
    return Parser(std::move(*sections)).parse();
}

}  // namespace understudy
