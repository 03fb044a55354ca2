// One `understudy-probe`, as a child of the daemon.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "audio/file_descriptor.hpp"
#include "audio/hearing.hpp"
#include "core/result.hpp"

namespace understudy {

/// Raised once, by any thread, to wake all that wait for a probe. Never lowered.
class StopSignal {
  public:
    StopSignal();
    void raise();
    [[nodiscard]] int fd() const { return event_.get(); }  ///< readable once raised

  private:
    FileDescriptor event_;
};

/// What came of one file.
struct ProbeAnswer {
    enum class Kind {
        heard,    ///< `hearing` holds
        died,     ///< by itself: a crash or one of its limits; `how` says which
        killed,   ///< from outside (SIGKILL, SIGTERM): the file need not be the cause
        stalled,  ///< no sign of life for too long, busy; it has been killed
        waiting,  ///< no sign of life for too long, because the disk does not answer; it has been killed
        garbled,  ///< said what no probe says; it has been killed
        stopped,  ///< the stop signal came first
    };
    Kind kind = Kind::died;
    Hearing hearing;
    std::string how;  ///< completes "the probe …"
};

/// Used by one thread: the one that started it, because the child dies with that thread.
class ProbeProcess {
  public:
    /// Starts the binary with a socket as its standard input. The error is for people.
    [[nodiscard]] static Result<std::unique_ptr<ProbeProcess>, std::string> start(const std::string& binary);
    ProbeProcess(const ProbeProcess&) = delete;
    ProbeProcess& operator=(const ProbeProcess&) = delete;
    /// Kills and reaps the child; does not wait for one that a disk holds fast.
    ~ProbeProcess();

    /// Hands the file over and waits for the answer, as long as signs of life come at least every
    /// `stall_limit`. After any answer but `heard` the process is of no more use.
    [[nodiscard]] ProbeAnswer hear(int file, std::uint64_t size_bytes, const StopSignal& stop,
                                   std::chrono::milliseconds stall_limit);

    [[nodiscard]] pid_t pid() const { return pid_; }

  private:
    ProbeProcess(pid_t pid, FileDescriptor socket) : pid_(pid), socket_(std::move(socket)) {}
    [[nodiscard]] bool send_request(int file, std::uint64_t size_bytes) const;
    [[nodiscard]] ProbeAnswer after_end();
    [[nodiscard]] ProbeAnswer after_stall(std::chrono::milliseconds limit);
    [[nodiscard]] bool reap(std::chrono::milliseconds patience, int& status);

    pid_t pid_;
    FileDescriptor socket_;
};

}  // namespace understudy
