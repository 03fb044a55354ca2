#include "daemon/api/history_tail.hpp"

#include <algorithm>

#include "core/require.hpp"
#include "daemon/api/event_frames.hpp"

namespace understudy::api {

void HistoryTail::add(const HistoryEvent& event) {
    require(event.id > end_, "the history is read in its order");
    end_ = event.id;
    entries_.push_back({event.id, event.job_id, history_frame(event)});
    bytes_ += entries_.back().frame.size();
    while (bytes_ > most_bytes) {
        bytes_ -= entries_.front().frame.size();
        begin_ = entries_.front().id;
        entries_.pop_front();
    }
}

std::string HistoryTail::take(std::int64_t& position, std::string_view job_id, std::size_t enough) const {
    require(reaches(position), "what is not here any more is read from the store");
    std::string frames;
    const auto first = std::partition_point(entries_.begin(), entries_.end(),
                                            [&](const Entry& entry) { return entry.id <= position; });
    for (auto entry = first; entry != entries_.end() && frames.size() < enough; ++entry) {
        if (job_id.empty() || entry->job_id == job_id) frames += entry->frame;
        position = entry->id;
    }
    return frames;
}

}  // namespace understudy::api
