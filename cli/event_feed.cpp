#include "cli/event_feed.hpp"

#include <algorithm>
#include <utility>

namespace understudy::cli {

namespace {

bool is_number(std::string_view text) {
    const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

}  // namespace

std::vector<Told> EventFeed::feed(std::string_view bytes) {
    std::vector<Told> whole;
    std::size_t begin = 0, searched = unread_.size();
    unread_ += bytes;
    for (auto end = unread_.find('\n', searched); end != std::string::npos; end = unread_.find('\n', begin)) {
        std::string_view line = std::string_view(unread_).substr(begin, end - begin);
        if (line.ends_with('\r')) line.remove_suffix(1);
        take_line(line, whole);
        begin = end + 1;
    }
    unread_.erase(0, begin);
    return whole;
}

void EventFeed::begin_anew() {
    unread_.clear();
    event_ = {};
}

void EventFeed::take_line(std::string_view line, std::vector<Told>& whole) {
    constexpr std::string_view start = ": after ";
    if (line.starts_with(start) && is_number(line.substr(start.size())))
        position_ = line.substr(start.size());
    if (line.starts_with(':')) return;
    if (!line.empty()) {
        const std::size_t colon = std::min(line.find(':'), line.size());
        std::string_view value = line.substr(std::min(colon + 1, line.size()));
        if (value.starts_with(' ')) value.remove_prefix(1);
        return take_field(line.substr(0, colon), value);
    }
    Told event = std::exchange(event_, {});
    if (event.data.empty()) return;
    if (!event.id.empty()) position_ = event.id;
    whole.push_back(std::move(event));
}

void EventFeed::take_field(std::string_view name, std::string_view value) {
    if (name == "id" && is_number(value)) event_.id = value;
    if (name == "event") event_.type = value;
    if (name == "data") event_.data += (event_.data.empty() ? "" : "\n") + std::string(value);
}

}  // namespace understudy::cli
