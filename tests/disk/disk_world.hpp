// The real driver and the real store; the cloud, the clock and the disk are simulated. The disk can fail at
// any of its calls, or lose its power there.
#pragma once

#include "daemon/driver/driver.hpp"
#include "sim/clock.hpp"
#include "sim/cloud.hpp"
#include "sim/entropy.hpp"
#include "sim/listener.hpp"
#include "sim/recordings.hpp"
#include "tests/disk/store_on_loop.hpp"
#include "tests/storage/support/faulty_vfs.hpp"
#include "tests/storage/support/temporary_folder.hpp"

namespace understudy::simulated {

class DiskWorld {
  public:
    explicit DiskWorld(std::uint64_t seed);
    ~DiskWorld();

    Loop loop;
    SimulatedClock clock{loop};
    SimulatedEntropy entropy;
    testing::FaultyVfs disk;
    StoreOnLoop store{loop};
    SimulatedCloud cloud{loop};
    SimulatedRecordings recordings{loop};
    Listener listener;
    Policy policy;
    std::unique_ptr<Driver> driver;

    /// After so many calls of the disk the power goes, leaving what `loss` says.
    void cut_power_after(std::uint64_t calls, testing::Loss loss, std::uint64_t dice);
    [[nodiscard]] bool power_is_off() const { return power_off_; }
    /// A disk that fails is mended at that time after its first failure.
    void mend_after(Duration time) { mend_after_ = time; }

    /// A new process on the disk as it is. Opens until it opens, as a service manager does.
    void boot();
    void end_process();
    /// What the cut left becomes the disk; a new process.
    void power_comes_back();

    /// Runs until `enough` holds; boots again after a cut. False when it did not come to hold within the
    /// time.
    bool live_until(const std::function<bool()>& enough, Duration within);
    /// Asks until it is taken, with an idempotency key, as a careful script does. The job's id.
    std::string submit(const std::string& folder, bool start = true, const std::string& key = "key");
    [[nodiscard]] std::string path() const;

  private:
    void watch_creates();
    bool taken(const Submission& submission, const std::string& key, std::string& id);

    testing::TemporaryFolder folder_;
    int disks_ = 0;
    std::atomic<bool> power_off_{false};
    testing::Image left_;
    std::optional<Duration> mend_after_;
    bool mending_ = false;
};

/// Open intents of that kind ("dataset", "fine_tune") in a database that nobody has open.
[[nodiscard]] std::int64_t open_intents(const std::string& path, const std::string& kind);

}  // namespace understudy::simulated
