// An emulator on a thread of its own: for tests and benchmarks whose own thread blocks.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "emulator/emulator.hpp"

namespace understudy::emulator {

class EmulatorThread {
  public:
    /// Listens when it returns; throws std::runtime_error with the reason when it cannot.
    explicit EmulatorThread(EmulatorOptions options);
    ~EmulatorThread();  ///< stops it, cutting what is under way
    EmulatorThread(const EmulatorThread&) = delete;
    EmulatorThread& operator=(const EmulatorThread&) = delete;

    [[nodiscard]] const std::string& url() const;
    /// Runs on the emulator's thread, between requests, and waits for it.
    void with(const std::function<void(Emulator&)>& look);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::emulator
