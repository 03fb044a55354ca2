// The newest part of the history as frames, read from the store once for all streams. A stream that is
// further behind than this reaches reads the store itself, so nothing is kept for slow readers.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/history.hpp"

namespace understudy::api {

class HistoryTail {
  public:
    static constexpr std::size_t most_bytes = 1u << 20;

    /// Nothing is known of what stands before `after_id` or at it.
    explicit HistoryTail(std::int64_t after_id) : begin_(after_id), end_(after_id) {}

    /// The next event of the history. The oldest ones are dropped where it gets too much.
    void add(const HistoryEvent& event);

    /// Up to which id it has been read.
    [[nodiscard]] std::int64_t end() const { return end_; }
    /// Is everything after this id here that has been read?
    [[nodiscard]] bool reaches(std::int64_t after_id) const { return after_id >= begin_; }
    /// Moves `position`, which it reaches, on, over at least one event where there is one, until there are
    /// about `enough` bytes; the frames of the events of this job, or of all when `job_id` is "".
    [[nodiscard]] std::string take(std::int64_t& position, std::string_view job_id, std::size_t enough) const;

  private:
    struct Entry {
        std::int64_t id;
        std::string job_id, frame;
    };
    std::deque<Entry> entries_;
    std::int64_t begin_, end_;  ///< entries_ are all that is after begin_, up to end_
    std::size_t bytes_ = 0;
};

}  // namespace understudy::api
