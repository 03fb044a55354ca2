// The measuring of one recording, on a worker's thread: open, hand over to the probe, judge.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "audio/probe_process.hpp"
#include "audio/roots.hpp"
#include "core/recordings.hpp"

namespace understudy {

struct MeasuringOptions {
    std::string probe_path;
    std::chrono::milliseconds stall_limit{60'000};  ///< the longest silence of a probe that is at work
};

/// One worker's probe, started when it is needed and again after it died. Used by one thread, and destroyed
/// anywhere.
class Measurer {
  public:
    Measurer(std::shared_ptr<const Roots> roots, MeasuringOptions options,
             std::shared_ptr<const StopSignal> stop)
        : roots_(std::move(roots)), options_(std::move(options)), stop_(std::move(stop)) {}

    /// Troubles (refused): recording_changed, recording_unreadable; transient when no probe can be started;
    /// cancelled when the stop came. A probe that was killed from outside gets a second chance with the file,
    /// one that died of it does not.
    [[nodiscard]] Outcome<Measurement> measure(const std::string& path, const FileIdentity& identity);

    /// Ends the probe until it is needed again.
    void rest() { probe_.reset(); }

  private:
    [[nodiscard]] Outcome<ProbeAnswer> ask_probe(int file, std::uint64_t size_bytes);

    const std::shared_ptr<const Roots> roots_;
    const MeasuringOptions options_;
    const std::shared_ptr<const StopSignal> stop_;
    std::unique_ptr<ProbeProcess> probe_;
};

}  // namespace understudy
