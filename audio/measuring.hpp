// The measuring of one recording: its disk's crew opens it, a probe hears it, the crew looks at it once more.
// Whoever has the probe asks no disk, so that a disk that hangs takes no probe from the others.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audio/disk_crew.hpp"
#include "audio/probe_process.hpp"
#include "audio/roots.hpp"
#include "audio/worker_pool.hpp"
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
    Measurer(MeasuringOptions options, std::shared_ptr<const StopSignal> stop)
        : options_(std::move(options)), stop_(std::move(stop)) {}

    /// A trouble (transient) when no probe can be started. A probe that was killed from outside gets a second
    /// chance with the file, one that died of it does not.
    [[nodiscard]] Outcome<ProbeAnswer> hear(int file, std::uint64_t size_bytes);

    /// Ends the probe until it is needed again.
    void rest() { probe_.reset(); }

  private:
    [[nodiscard]] Outcome<ProbeAnswer> ask_probe(int file, std::uint64_t size_bytes);

    const MeasuringOptions options_;
    const std::shared_ptr<const StopSignal> stop_;
    std::unique_ptr<ProbeProcess> probe_;
};

using Measurers = std::vector<Measurer>;

/// What a measuring needs. Each worker of `probing` has the measurer of its own number.
struct MeasuringWorld {
    std::shared_ptr<const Roots> roots;
    std::shared_ptr<DiskCrew> disk;      ///< of the root that the file lies in
    std::chrono::milliseconds patience;  ///< that crew's
    std::shared_ptr<WorkerPool> probing;
    std::shared_ptr<Measurers> measurers;
};

/// Troubles (refused): recording_changed, recording_unreadable; transient when no probe can be started;
/// cancelled when the stop came. `tell` is called on any thread; only the first call counts. Not at all after
/// the stop.
void measure_recording(MeasuringWorld world, std::string path, const FileIdentity& identity,
                       std::function<void(Outcome<Measurement>)> tell);

}  // namespace understudy
