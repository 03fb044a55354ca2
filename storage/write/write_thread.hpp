// The writing thread: takes what waits, commits it together, answers.
#pragma once

#include <functional>
#include <thread>

#include "storage/mailbox.hpp"
#include "storage/write/group_commit.hpp"

namespace understudy {

/// A change and who waits for it; `answer` is called on the I/O thread.
struct WriteRequest {
    std::optional<Change> change;  ///< none: only a sign is wanted that the thread has come to it
    std::function<void(ChangeAnswer)> answer;
};

class WriteThread {
  public:
    using Post = std::function<void(std::function<void()>)>;

    WriteThread(GroupCommit group, std::size_t most_in_a_group, Post post);
    ~WriteThread() { stop(); }
    WriteThread(const WriteThread&) = delete;
    WriteThread& operator=(const WriteThread&) = delete;

    /// False, and the request left alone, after stop().
    [[nodiscard]] bool put(WriteRequest& request) { return requests_.put(request); }
    /// Commits what is queued, checkpoints, closes the connection, joins.
    void stop();

  private:
    void run();
    void commit_together(std::deque<WriteRequest>& waiting);

    std::optional<GroupCommit> group_;  ///< the thread's own
    std::size_t most_in_a_group_;
    Post post_;
    Mailbox<WriteRequest> requests_;
    std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace understudy
