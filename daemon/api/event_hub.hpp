// What all streams of events share: the newest part of the history, the progress of the jobs at work, and one
// coroutine that reads both anew when the desk says that something changed. Without a stream there is none of
// it, and nothing wakes.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/api/history_tail.hpp"
#include "daemon/api/progress_board.hpp"
#include "net/server.hpp"
#include "net/signal.hpp"
#include "net/task_group.hpp"

namespace understudy::api {

namespace asio = boost::asio;

/// On the I/O thread. The desk outlives it, but for its destruction.
class EventHub {
  public:
    static constexpr std::size_t most_streams = 128;

    EventHub(asio::any_io_executor executor, Desk& desk);
    EventHub(const EventHub&) = delete;
    EventHub& operator=(const EventHub&) = delete;

    /// One stream's, for as long as it lives. The hub outlives it.
    class Place {
      public:
        /// `job_id`: "" for all jobs.
        Place(EventHub& hub, net::ServerExchange& exchange, std::string job_id);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        [[nodiscard]] const std::string& job_id() const { return job_id_; }
        /// Is the stream to end? Its client has gone, its job was removed, or the daemon stops.
        [[nodiscard]] bool over() const { return over_; }
        void end();
        /// What the client does not take must not hold up a stop.
        void write_under_way(bool is_it) { writing_ = is_it; }

      private:
        friend class EventHub;
        EventHub& hub_;
        net::ServerExchange& exchange_;
        const std::string job_id_;
        bool over_ = false, writing_ = false;
    };

    [[nodiscard]] bool full() const { return places_.size() >= most_streams; }
    [[nodiscard]] bool stopping() const { return stopping_; }
    /// Every stream ends, at once; none may begin.
    void stop();

    /// With a place: from now on the history after `newest` comes to tail(), unless it does already.
    static void follow_from(const std::shared_ptr<EventHub>& hub, std::int64_t newest);
    [[nodiscard]] const HistoryTail& tail() const { return *tail_; }
    [[nodiscard]] const ProgressBoard& board() const { return board_; }
    /// Notified when there is more of either, or some place is over.
    [[nodiscard]] net::Signal& moved() { return moved_; }

  private:
    struct Following;
    static asio::awaitable<void> follow(std::shared_ptr<EventHub> hub);
    asio::awaitable<void> read_on();
    void told(const Change& change);
    void touch(std::string_view job_id);
    [[nodiscard]] bool read_due() const;
    [[nodiscard]] std::chrono::steady_clock::time_point next_due() const;

    Desk& desk_;
    net::Signal moved_, wake_;
    net::TaskGroup group_;
    std::vector<Place*> places_;
    std::optional<HistoryTail> tail_;  ///< while it follows
    ProgressBoard board_;
    Lookout lookout_;
    bool grew_ = false;  ///< there may be more history than tail_ has
    std::optional<std::chrono::steady_clock::time_point> read_again_at_;  ///< the store could not be read
    bool stopping_ = false;
};

}  // namespace understudy::api
