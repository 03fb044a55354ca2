// The auditing thread: reads the whole database when it is asked to, while the others go on.
#pragma once

#include <functional>
#include <thread>

#include "storage/audit/audit.hpp"
#include "storage/mailbox.hpp"

namespace understudy {

class AuditThread {
  public:
    /// Called on the auditing thread with the verdict; posts it.
    using Request = std::function<void(Result<Nothing, StoreTrouble>)>;

    explicit AuditThread(DatabaseFile file) : file_(std::move(file)), thread_([this] { run(); }) {}
    ~AuditThread() { stop(); }
    AuditThread(const AuditThread&) = delete;
    AuditThread& operator=(const AuditThread&) = delete;

    /// False, and the request left alone, after stop().
    [[nodiscard]] bool put(Request& request) { return requests_.put(request); }
    /// Gives up what is under way, which is answered `unavailable`; joins.
    void stop() {
        give_up_ = true;
        requests_.close();
        if (thread_.joinable()) thread_.join();
    }

  private:
    /// Who asks while one is under way is answered by the next.
    void run() {
        for (auto waiting = requests_.take(); !waiting.empty(); waiting = requests_.take()) {
            const auto verdict = audit(file_, give_up_);
            for (const Request& answer : waiting) answer(verdict);
        }
    }

    DatabaseFile file_;
    std::atomic<bool> give_up_{false};
    Mailbox<Request> requests_;
    std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace understudy
