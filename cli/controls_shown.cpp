#include "cli/controls_shown.hpp"

#include <algorithm>

#include "cli/json_reading.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t name_width = 11;

std::string line_of(const char* name, const std::string& words, Ink ink, bool colours) {
    return painted(padded(name, name_width), Ink::dim, colours) + painted(visible(words), ink, colours);
}

std::string switch_line(const char* name, const Json& json, const char* pause_name, bool colours) {
    const Json* pause = member(json, pause_name);
    if (pause == nullptr) return line_of(name, "goes on", Ink::green, colours);
    std::string words = "paused since " + text_in(*pause, "since");
    if (const auto by = text_in(*pause, "by"); !by.empty()) words += " by " + by;
    if (const auto reason = text_in(*pause, "reason"); !reason.empty()) words += ": " + reason;
    return line_of(name, words, Ink::yellow, colours);
}

std::string bandwidth_words(const Json& bandwidth) {
    const std::uint64_t limit = count_in(bandwidth, "limit");
    const std::string source = text_in(bandwidth, "source"), until = text_in(bandwidth, "until");
    std::string words = limit == 0 ? "no limit" : bytes_in_words(limit) + "/s";
    words += source == "control"     ? ", until «understudy limit default»"
             : source == "timetable" ? ", by the timetable"
                                     : ", as configured";
    return words + (until.empty() ? "" : " until " + until);
}

/// "upload_turn" is "upload turn".
std::string spaced(std::string word) {
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
}

}  // namespace

std::optional<std::vector<std::string>> controls_lines(std::string_view text, bool colours) {
    const auto json = parsed_json(text);
    const Json* bandwidth = json ? member(*json, "bandwidth") : nullptr;
    if (bandwidth == nullptr) return std::nullopt;
    std::vector<std::string> lines{switch_line("spending", *json, "spending_pause", colours),
                                   switch_line("uploading", *json, "uploading_pause", colours),
                                   line_of("bandwidth", bandwidth_words(*bandwidth), Ink::plain, colours)};
    const std::uint64_t under_way = count_in(*json, "purchases_under_way");
    if (under_way > 0 && member(*json, "spending_pause") != nullptr)
        lines.push_back(
            line_of("", counted(under_way, "purchase") + " was begun before, and cannot be called back",
                    Ink::yellow, colours));
    return lines;
}

std::optional<QueueShown> queue_table(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || member(*json, "data") == nullptr) return std::nullopt;
    QueueShown queue;
    queue.length = count_in(*json, "length");
    queue.table.columns = {
        {"#", true}, {"ID"}, {"NAME", false, 8}, {"STATE"}, {"PRIORITY", true, unlimited, 1}, {"WAITS FOR"}};
    for (const Json& job : array_in(*json, "data")) {
        const std::string state = text_in(job, "state");
        const auto priority = static_cast<long long>(number_in(job, "priority").value_or(0));
        queue.table.rows.push_back({{std::to_string(count_in(job, "position"))},
                                    {visible(text_in(job, "id"))},
                                    {visible(text_in(job, "name"))},
                                    {visible(state), ink_of(state)},
                                    {std::to_string(priority)},
                                    {visible(spaced(text_in(job, "waits_for")))}});
    }
    queue.shown = queue.table.rows.size();
    return queue;
}

std::string if_canceled_in(std::string_view text) {
    const auto json = parsed_json(text);
    const std::string state = json ? text_in(*json, "state") : "";
    return json && state != "completed" && state != "canceled" ? text_in(*json, "if_canceled") : "";
}

}  // namespace understudy::cli
