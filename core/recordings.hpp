// The port to the studio's recordings: which files a submission means, what is in them, and their bytes.
// Recordings are only ever read. Production: audio/. Simulated: names and sizes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/problem.hpp"
#include "core/sound.hpp"

namespace understudy {

/// What tells that a file was not written to meanwhile. One that has another time or inode (touched, copied
/// back, restored from a backup) is the same recording as long as its bytes are the same: its digest decides.
struct FileIdentity {
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
    std::uint64_t inode = 0;
    std::uint64_t device = 0;
    bool operator==(const FileIdentity&) const = default;
};

/// One file that a submission means.
struct SelectedFile {
    std::string path;  ///< absolute, links resolved, inside a root
    std::string
        relative;  ///< the path below the folder that was named, or the file's name: "day 1/take-3.wav"
    FileIdentity identity;
    bool operator==(const SelectedFile&) const = default;
};

/// What a list of paths comes to.
struct Selection {
    std::vector<SelectedFile> files;   ///< sorted, no path twice, never empty
    std::vector<std::string> ignored;  ///< paths in the folders with none of the twelve extensions
};

enum class FileVerdict { pass, warn, block };

/// What was heard in one file.
struct Measurement {
    FileVerdict verdict = FileVerdict::pass;
    std::string
        reason;  ///< stable word when not pass: "not_audio", "unreadable", "format_not_accepted", "empty", …
    std::string detail;  ///< for people, with the cure: "AIFF is not accepted by the cloud: convert to FLAC"
    std::int64_t duration_us = 0;  ///< of the decoded samples, not the header's
    std::string container, codec;  ///< "wav", "pcm_s16le"
    int sample_rate = 0, channels = 0;
    std::string sha256;  ///< 64 hex digits, of the file's bytes; "" when it could not be read
    std::string xxh3;    ///< 32 hex digits, XXH3-128 of the file's bytes
    Sound sound{};       ///< how it sounds; empty where nothing could be decoded
    bool operator==(const Measurement&) const = default;
};

/// Called on the I/O thread only; the work happens on other threads; replies come on the I/O thread.
class RecordingsPort {
  public:
    virtual ~RecordingsPort() = default;

    /// Resolves files and folders (recursively) as the design's «manifest» says. Refused with a problem that
    /// names the entry of the list, what is wrong and the cure: outside the roots, through a link that leaves
    /// them, not there, unreadable, empty, an extension that the cloud does not take, or nothing to upload at
    /// all.
    virtual void select(std::vector<std::string> paths,
                        std::function<void(Result<Selection, Problem>)> reply) = 0;

    /// Measures one file in the probe's process: reads it once. A file that cannot be measured is a
    /// Measurement that blocks; Trouble is for what may pass: recording_changed (another size than at
    /// submission) or recording_unreadable (vanished, EIO, written to while it was read).
    virtual void measure(std::string path, FileIdentity identity, Reply<Measurement> reply) = 0;

    /// Opens a file for the upload. Nothing is read before the first read(), which reports what is wrong.
    [[nodiscard]] virtual std::unique_ptr<ByteSource> open(std::string path, FileIdentity identity,
                                                           std::string xxh3) = 0;
};

}  // namespace understudy
