// Messages to one thread, in order. The only thing that the store's threads share.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace understudy {

/// Any thread puts, one takes.
template <class Message>
class Mailbox {
  public:
    /// False once the box is closed; then the message is left with the caller.
    [[nodiscard]] bool put(Message& message) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_) return false;
            messages_.push_back(std::move(message));
        }
        arrived_.notify_one();
        return true;
    }

    /// Everything that is there, waiting for the first; empty when the box is closed and nothing is left.
    [[nodiscard]] std::deque<Message> take() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return closed_ || !messages_.empty(); });
        return std::exchange(messages_, {});
    }

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        arrived_.notify_one();
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Message> messages_;
    bool closed_ = false;
};

}  // namespace understudy
