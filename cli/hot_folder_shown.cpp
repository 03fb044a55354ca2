#include "cli/hot_folder_shown.hpp"

#include "cli/json_reading.hpp"
#include "cli/text.hpp"
#include "core/counted.hpp"
#include "core/time.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t state_width = 9;

std::string seconds_in_words(const Json& json, const char* name) {
    const Json* number = member(json, name);
    const double count = number != nullptr && number->is_number() ? number->get<double>() : 0;
    return in_words(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(count)));
}

void add_folder(const Json& folder, std::vector<std::string>& lines) {
    const std::string job = text_in(folder, "job_id"), indent(state_width, ' ');
    lines.push_back(padded(text_in(folder, "state"), state_width) + visible(text_in(folder, "path")) +
                    (job.empty() ? "" : "  " + visible(job)));
    for (const char* part : {"why", "cure", "note"})
        if (const std::string text = text_in(folder, part); !text.empty())
            lines.push_back(indent + visible(text));
}

void add_watched(const Json& watched, std::vector<std::string>& lines) {
    const std::string trouble = text_in(watched, "trouble"), path = visible(text_in(watched, "path"));
    if (!trouble.empty()) return lines.push_back(path + " cannot be looked at: " + visible(trouble));
    const std::string looked_at = text_in(watched, "looked_at").substr(0, 19);
    lines.push_back(path +
                    (looked_at.empty() ? " was not looked at yet" : " was looked at " + looked_at + "Z"));
}

}  // namespace

std::optional<std::vector<std::string>> hot_folder_lines(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || member(*json, "watched") == nullptr) return std::nullopt;
    const auto& watched = array_in(*json, "watched");
    if (watched.empty())
        return std::vector<std::string>{"No folder is watched: name some in [hot_folder] paths"};
    std::vector<std::string> lines;
    const auto& folders = array_in(*json, "folders");
    for (const Json& folder : folders) add_folder(folder, lines);
    const auto total = count_in(*json, "folders_total");
    if (total > folders.size()) lines.push_back("and " + std::to_string(total - folders.size()) + " more");
    if (!lines.empty()) lines.emplace_back();
    for (const Json& folder : watched) add_watched(folder, lines);
    const Json* start = member(*json, "start");
    const bool may_start = start != nullptr && *start == true;
    lines.push_back("looked at every " + seconds_in_words(*json, "interval_s") + "; a folder is taken once " +
                    "nothing in it has changed for " + seconds_in_words(*json, "settle_for_s") +
                    (may_start ? "; voice.toml may start its job" : "; each becomes a draft"));
    return lines;
}

}  // namespace understudy::cli
