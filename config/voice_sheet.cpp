#include "config/voice_sheet.hpp"

#include <algorithm>

#include "config/document.hpp"
#include "config/nearest.hpp"
#include "config/section_reader.hpp"
#include "core/check.hpp"
#include "core/paths.hpp"
#include "core/queue_place.hpp"

namespace understudy {
namespace {

std::string words_of(const std::optional<Problem>& problem) { return problem ? problem->detail : ""; }

/// A check of the core's, as the sections' readers take it.
template <class CheckOf>
SectionReader::Check by(CheckOf check) {
    return [check](std::string_view text) { return words_of(check(std::string(text))); };
}

std::string below_problem(std::string_view path) {
    constexpr const char* cure = "name a file or a folder below the voice.toml's own, such as \"day 1\"";
    if (path.empty()) return std::string("is empty; ") + cure;
    if (path.front() == '/') return std::string("is an absolute path; ") + cure;
    if (!is_utf8(path) || has_control_character(path)) return "holds what is no text; rename the file";
    const bool leaves = ("/" + std::string(path) + "/").find("/../") != std::string::npos;
    return leaves ? std::string("leaves the folder; ") + cure : "";
}

class SheetReader {
  public:
    explicit SheetReader(std::vector<ConfigSection> sections) {
        for (ConfigSection& section : sections) {
            if (section.is_table)
                tables_.push_back(std::move(section));
            else if (section.name == "labels")
                complain(section.line, "labels",
                         R"(must be a table: [labels], and below it client = "acme")");
            else
                keys_.entries.push_back(std::move(section.entries.front()));
        }
    }

    Result<VoiceSheet, std::vector<ConfigError>> read() {
        read_keys();
        for (const ConfigSection& table : tables_)
            table.name == "labels" ? read_labels(table) : refuse_table(table);
        if (errors_.empty()) return std::move(sheet_);
        std::stable_sort(errors_.begin(), errors_.end(),
                         [](const ConfigError& a, const ConfigError& b) { return a.line < b.line; });
        return failure(std::move(errors_));
    }

  private:
    void read_keys() {
        Spec& spec = sheet_.spec;
        spec.max_attempts = 0;
        SectionReader in(keys_, errors_);
        in.text("name", spec.name, by(check_name));
        in.text("language", spec.language, by(check_language));
        in.text("description", spec.description, by(check_description));
        in.text("model_id", spec.model_id, [](std::string_view) { return ""; });
        in.text("accent", spec.accent, by(check_accent));
        in.whole("max_attempts", spec.max_attempts, {1, 100});
        in.whole("priority", spec.priority, {lowest_priority, highest_priority});
        in.texts("recordings", spec.paths, below_problem);
        in.truth("start", sheet_.start);
        require_key("name", R"(give the voice a name: name = "Anna")");
        require_key("language", R"(name the language of the recordings: language = "en")");
        in.finish([](const std::string&) { return std::string(); });
    }

    void read_labels(const ConfigSection& table) {
        std::map<std::string, std::string> labels;
        for (const ConfigEntry& entry : table.entries) {
            const auto* text = std::get_if<std::string>(&entry.value.value);
            if (text == nullptr)
                complain(entry.value.line, "labels." + entry.key,
                         "must be a string in quotes, not " + entry.value.what);
            else if (const auto problem = check_labels({{entry.key, *text}}))
                complain(entry.value.line, "labels." + entry.key, problem->detail);
            else
                labels.emplace(entry.key, *text);
        }
        if (const auto problem = check_labels(labels)) complain(table.line, "labels", problem->detail);
        sheet_.spec.labels = std::move(labels);
    }

    void refuse_table(const ConfigSection& table) {
        const auto meant = nearest(table.name, {"labels"});
        complain(table.line, table.name,
                 "there is no such table" + (meant ? "; did you mean [" + *meant + "]?" : std::string()));
    }

    void require_key(const std::string& key, const std::string& cure) {
        if (!has(key)) complain(0, key, "is missing; " + cure);
    }

    [[nodiscard]] bool has(const std::string& key) const { return line_of(key) > 0; }

    [[nodiscard]] int line_of(const std::string& key) const {
        for (const ConfigEntry& entry : keys_.entries)
            if (entry.key == key) return entry.value.line;
        return 0;
    }

    void complain(int line, const std::string& key, std::string message) {
        errors_.push_back({line, key, std::move(message)});
    }

    ConfigSection keys_;
    std::vector<ConfigSection> tables_;
    VoiceSheet sheet_;
    std::vector<ConfigError> errors_;
};

}  // namespace

Result<VoiceSheet, std::vector<ConfigError>> parse_voice_sheet(std::string_view text) {
    auto sections = read_toml(text);
    if (!sections) return failure(std::vector{std::move(sections.error())});
    return SheetReader(std::move(*sections)).read();
}

}  // namespace understudy
