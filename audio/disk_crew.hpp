// The threads that ask one disk. A disk that does not answer holds up nobody but who asks it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace understudy {

/// Whoever waits is told when a call to the disk takes longer than `patience`. Its thread is then lost until
/// the call returns, and another one takes its place. From then on the disk counts as silent: what waits in
/// the queue and what is submitted is told so at once, but for one task at a time, which finds out whether
/// the disk answers again. Any task that comes back from the disk ends the silence.
class DiskCrew {
  public:
    /// To be asked between two calls to the disk: the time begins anew. False: the last call took too long,
    /// or the crew stops; nobody waits for the rest.
    using GoesOn = std::function<bool()>;
    using Task = std::function<void(const GoesOn&)>;

    struct Options {
        std::size_t threads = 4;  ///< at work at once, the lost ones aside
        std::chrono::milliseconds patience{30'000};
        std::size_t most_lost = 32;  ///< then none is replaced any more before one comes back
    };

    explicit DiskCrew(Options options);
    DiskCrew(const DiskCrew&) = delete;
    DiskCrew& operator=(const DiskCrew&) = delete;
    /// As stop() without patience.
    ~DiskCrew();

    /// Tasks start in the order of their submission, on threads that are begun when they are needed.
    /// `when_silent` is called at most once, on some thread or from inside this call; the task may come to
    /// its end all the same, later. What a task needs it must own or share: it may outlive the crew. After
    /// the stop tasks are dropped. May be called from every thread.
    void submit(Task task, std::function<void()> when_silent);

    /// Drops what has not begun. stop() waits for it.
    void begin_stop();
    /// Waits for what has begun, until then. Threads that are done are joined, threads that are stuck are let
    /// go. True when none was stuck.
    bool stop(std::chrono::steady_clock::time_point until);

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace understudy
