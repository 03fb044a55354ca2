// What the tests of audio/ need of the world: folders, sound files, and an I/O thread to be.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audio/recordings.hpp"
#include "core/finding.hpp"

namespace understudy {

/// A folder of its own, without links on the way to it, removed at the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    /// The path of something below; the folders on the way are made.
    [[nodiscard]] std::string at(const std::string& relative) const;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

void write_file(const std::string& path, std::string_view bytes);
[[nodiscard]] std::string read_file(const std::string& path);

/// A WAV, 16 bits, mono, of a quiet tone.
[[nodiscard]] std::string wav_bytes(std::int64_t samples, int sample_rate = 48'000);
/// Bytes without meaning, the same for the same seed.
[[nodiscard]] std::string noise(std::size_t bytes, std::uint64_t seed = 1);

[[nodiscard]] bool has_command(const std::string& name);
/// Runs a shell command without its output; true when it exits with 0.
[[nodiscard]] bool run_command(const std::string& command);

/// What preflight says first of the file itself, whatever its sound; of the cloud's two lists it says nothing
/// here. One that passes says nothing.
[[nodiscard]] Finding first_finding(const Measurement& heard, std::string_view path);

[[nodiscard]] FileIdentity identity_of_path(const std::string& path);
/// XXH3-128 of bytes, by the library and not by our code: 32 hex digits.
[[nodiscard]] std::string xxh3_of(std::string_view bytes);

/// The test's thread as the I/O thread.
class IoThread {
  public:
    IoThread() = default;
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;
    /// What nobody ran is dropped: it may hold what holds the way back to here.
    ~IoThread() { drop(); }
    [[nodiscard]] Post post();
    /// Runs what is posted until the fact holds; false when it does not within a minute.
    [[nodiscard]] bool run_until(const std::function<bool()>& fact);
    /// Runs what is there now.
    std::size_t run_posted();

  private:
    void drop() {
        std::deque<std::function<void()>> dropped;
        const std::lock_guard lock(shared_->mutex);
        dropped.swap(shared_->work);
    }
    struct Shared {
        std::mutex mutex;
        std::condition_variable posted;
        std::deque<std::function<void()>> work;
    };
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

/// A port on one folder, with the test as its I/O thread.
struct Port {
    explicit Port(const std::string& root, std::string probe = UNDERSTUDY_PROBE,
                  std::chrono::milliseconds stall_limit = std::chrono::seconds{30});
    [[nodiscard]] Result<Selection, Problem> select(std::vector<std::string> paths);
    [[nodiscard]] Outcome<Measurement> measure(const std::string& path);
    [[nodiscard]] Outcome<FileStamp> look(const std::string& path, const FileIdentity& identity);
    [[nodiscard]] Outcome<Measurement> measure(const std::string& path, const FileIdentity& identity);

    IoThread io;
    DiskRecordings recordings;
};

}  // namespace understudy
