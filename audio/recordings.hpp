// The production side of RecordingsPort and Browser: the studio's disks and the probe.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "audio/deliveries.hpp"
#include "core/browse.hpp"
#include "core/hot_folders.hpp"
#include "core/recordings.hpp"

namespace understudy {

struct RecordingsOptions {
    std::vector<std::string> roots;     ///< absolute folders; nothing outside them is ever read
    std::string probe_path;             ///< "" : understudy-probe beside the running binary
    std::size_t probes = 2;             ///< files that are measured at once, each in a process of its own
    std::size_t disk_threads = 4;       ///< reads that may wait for one root's disk at once
    std::size_t selecting_threads = 2;  ///< selections in one root at once
    std::chrono::milliseconds disk_patience{30'000};      ///< then a disk that was asked counts as silent
    std::chrono::milliseconds probe_stall_limit{60'000};  ///< the longest silence of a probe at work
    std::chrono::milliseconds probe_idle_limit{30'000};   ///< a probe without work is ended after that long
    std::chrono::milliseconds stop_patience{2'000};       ///< then threads that a disk holds fast are let go
};

/// Called on the I/O thread only. Replies come through `post`, which must run its argument there, later.
class DiskRecordings final : public RecordingsPort, public HotFolders, public Browser {
  public:
    DiskRecordings(RecordingsOptions options, Post post);
    DiskRecordings(const DiskRecordings&) = delete;
    DiskRecordings& operator=(const DiskRecordings&) = delete;
    /// As stop().
    ~DiskRecordings() override;

    void select(std::vector<std::string> paths,
                std::function<void(Result<Selection, Problem>)> reply) override;
    void look(std::string path, FileIdentity identity, Reply<FileStamp> reply) override;
    void measure(std::string path, FileIdentity identity, Reply<Measurement> reply) override;
    [[nodiscard]] std::unique_ptr<ByteSource> open(std::string path, FileIdentity identity,
                                                   std::string xxh3) override;

    void find_dropped(std::string watched, std::map<std::string, FileStamp> known,
                      HotFolderReply<std::vector<DroppedFolder>> reply) override;
    void take_census(std::string folder, HotFolderReply<FolderCensus> reply) override;
    [[nodiscard]] std::vector<std::string> roots() const override;
    void list(std::string path, std::function<void(Result<Listing, Problem>)> reply) override;
    void read(std::string path, FileIdentity identity, std::uint64_t offset, std::size_t most,
              std::function<void(Result<std::string, Problem>)> reply) override;

    /// Ends the probes, waits for the threads (no longer than twice stop_patience) and posts a reply to all
    /// that is owed one: Trouble cancelled, or a problem of status 503. Later calls are answered in the same
    /// way. False when a thread was stuck and had to be let go. Idempotent.
    bool stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// `understudy-probe` in the folder of the binary that is running.
[[nodiscard]] std::string probe_beside_this_binary();
/// Why that one cannot be started, for people; "" when it can.
[[nodiscard]] std::string why_no_probe();

}  // namespace understudy
