// The reading thread: one question after the other, on a connection that is opened anew after trouble.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "storage/counters.hpp"
#include "storage/database.hpp"
#include "storage/mailbox.hpp"
#include "storage/read/reader.hpp"

namespace understudy {

class ReadThread {
  public:
    /// Asks the reader, or says why there is none, and posts its answer.
    using Request = std::function<void(Found<Reader*>)>;

    ReadThread(DatabaseFile file, std::unique_ptr<sqlite::Connection> connection, StoreCounters& counters);
    ~ReadThread() { stop(); }
    ReadThread(const ReadThread&) = delete;
    ReadThread& operator=(const ReadThread&) = delete;

    /// False, and the request left alone, after stop().
    [[nodiscard]] bool put(Request& request) { return requests_.put(request); }
    /// Answers what is queued, closes the connection, joins.
    void stop();

  private:
    void run();
    Found<Reader*> reader();

    DatabaseFile file_;
    StoreCounters& counters_;
    std::unique_ptr<Reader> reader_;  ///< the thread's own
    Mailbox<Request> requests_;
    std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace understudy
