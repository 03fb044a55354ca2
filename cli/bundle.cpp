#include "cli/bundle.hpp"

#include <array>
#include <functional>
#include <sstream>
#include <utility>

#include "cli/bundle_mask.hpp"
#include "cli/json_reading.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

/// Members that are names of people, voices and files, in the daemon's documents.
constexpr std::array<std::string_view, 5> naming{"name", "description", "path", "filename", "dataset_name"};
/// Members whose every text is one.
constexpr std::array<std::string_view, 4> holding_names{"labels", "recordings", "paths", "files"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    for (const std::string_view candidate : words)
        if (candidate == word) return true;
    return false;
}

using OnText = std::function<void(std::string& text, bool is_name)>;

/// A finding's and a hold's "name" are words of ours.
bool names_a_person(const std::string& member, const Json& object) {
    return is_one_of(member, naming) && !object.contains("verdict") && !object.contains("subject");
}

void walk(Json& json, bool is_name, const OnText& on_text) {
    if (json.is_string()) {
        on_text(json.get_ref<std::string&>(), is_name);
    } else if (json.is_array()) {
        for (Json& entry : json) walk(entry, is_name, on_text);
    } else if (json.is_object()) {
        for (auto& [member, value] : json.items())
            walk(value,
                 value.is_string() ? names_a_person(member, json) || (is_name && member != "verdict")
                                   : is_one_of(member, holding_names),
                 on_text);
    }
}

/// The folders that hold recordings, by the doctor's word.
void hide_roots(const Json& doctor, Pseudonyms& pseudonyms) {
    for (const Json& check : array_in(doctor, "checks"))
        if (text_in(check, "name") == "root") pseudonyms.hide_under(text_in(check, "subject"));
}

void for_each_quoted(const std::string& line, const std::function<void(std::string)>& take) {
    for (auto from = line.find('"'); from != std::string::npos; from = line.find('"', from)) {
        const auto end = line.find('"', from + 1);
        if (end == std::string::npos) return;
        take(line.substr(from + 1, end - from - 1));
        from = end + 1;
    }
}

/// What stands in quotes behind a key of the configuration, on its line and on those to the list's end.
void for_each_of(const Json& lines, std::string_view key, const std::function<void(std::string)>& take) {
    bool within = false;
    for (const Json& line : lines) {
        const std::string text = as_text(line);
        within = within || text.find(key) != std::string::npos;
        if (!within) continue;
        for_each_quoted(text, take);
        const auto opens = text.rfind('['), closes = text.rfind(']');
        const bool goes_on = opens != std::string::npos && (closes == std::string::npos || closes < opens);
        within = goes_on || (closes == std::string::npos && text.find('=') == std::string::npos);
    }
}

/// By the configuration, where no daemon answers: folders of recordings, and who may use the daemon.
void hide_configured_names(const Json& files, Pseudonyms& pseudonyms) {
    for (const Json& lines : files) {
        for_each_of(lines, "roots", [&](std::string folder) { pseudonyms.hide_under(std::move(folder)); });
        for (const char* key : {"allow_users", "allow_groups"})
            for_each_of(lines, key, [&](const std::string& account) { pseudonyms.hide(account); });
    }
}

Json content_of(std::string_view content) {
    const auto first = content.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && (content[first] == '{' || content[first] == '['))
        if (auto json = parsed_json(content)) return *std::move(json);
    Json lines = Json::array();
    std::istringstream text{std::string(content)};
    for (std::string line; std::getline(text, line);) lines.push_back(visible(line));
    return lines;
}

}  // namespace

struct Bundle::Impl {
    std::string salt;
    Json document = Json::object();
};

Bundle::Bundle(std::string made_at, std::string salt) : impl_(std::make_unique<Impl>()) {
    impl_->document["understudy_support_bundle"] = 1;
    impl_->document["made_at"] = std::move(made_at);
    impl_->document["names"] = salt.empty() ? "as they are" : "digests";
    impl_->salt = std::move(salt);
}

Bundle::~Bundle() = default;

void Bundle::add(const std::string& section, std::string_view content) {
    impl_->document[section] = content_of(content);
}

void Bundle::add_to(const std::string& section, const std::string& key, std::string_view content) {
    impl_->document[section][key] = content_of(content);
}

void Bundle::lacks(const std::string& section, std::string_view why) {
    impl_->document["lacking"][section] = visible(std::string(why));
}

std::vector<std::string> Bundle::sections() const {
    std::vector<std::string> names;
    for (const auto& [name, content] : impl_->document.items())
        if (content.is_structured() && name != "lacking") names.push_back(name);
    return names;
}

std::string Bundle::document() const {
    Json json = impl_->document;
    if (!impl_->salt.empty()) {
        Pseudonyms pseudonyms(impl_->salt);
        if (const Json* doctor = member(json, "doctor")) hide_roots(*doctor, pseudonyms);
        if (const Json* files = member(json, "config")) hide_configured_names(*files, pseudonyms);
        walk(json, false, [&](std::string& text, bool is_name) {
            if (is_name) pseudonyms.hide(text);
        });
        walk(json, false, [&](std::string& text, bool is_name) {
            text = is_name ? pseudonyms.of(text) : pseudonyms.in(std::move(text));
        });
    }
    walk(json, false, [](std::string& text, bool) { text = without_secrets(text); });
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<std::string> jobs_in_trouble(std::string_view page, std::size_t most) {
    std::vector<std::string> ids;
    const auto json = parsed_json(page);
    if (!json) return ids;
    for (const Json& job : array_in(*json, "data"))
        if (ids.size() < most && (member(job, "hold") != nullptr || text_in(job, "state") == "failed"))
            ids.push_back(text_in(job, "id"));
    return ids;
}

}  // namespace understudy::cli
