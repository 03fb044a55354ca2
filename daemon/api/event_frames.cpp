#include "daemon/api/event_frames.hpp"

#include <nlohmann/json.hpp>

#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

/// JSON escapes line ends, so a document is one line of data.
std::string data_line(const Json& document) {
    return "data: " + document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n\n";
}

/// A stored word could be anything; within a frame it must stay on its line.
std::string one_line(std::string word) {
    std::erase_if(word, [](char letter) { return letter == '\n' || letter == '\r' || letter == '\0'; });
    return word;
}

}  // namespace

std::string opening_frame(std::int64_t after_id) {
    return "retry: 2000\n: after " + std::to_string(after_id) + "\n\n";
}

std::string history_frame(const HistoryEvent& event) {
    return "id: " + std::to_string(event.id) + "\nevent: " + one_line(event.type) + "\n" +
           data_line(event_view(event));
}

std::string progress_frame(const JobProgress& progress) {
    return "event: progress\n" + data_line(progress_event_view(progress));
}

}  // namespace understudy::api
