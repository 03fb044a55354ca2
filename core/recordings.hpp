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

/// Which file stands at a path now, and in which version: any write, and any change of its times, changes the
/// change time, which nobody can set.
struct FileStamp {
    FileIdentity identity;
    std::int64_t ctime_ns = 0;
    bool operator==(const FileStamp&) const = default;
};

/// One file that a submission means.
struct SelectedFile {
    std::string path;  ///< absolute, links resolved, inside a root
    std::string
        relative;  ///< the path below the folder that was named, or the file's name: "day 1/take-3.wav"
    FileIdentity identity;
    bool operator==(const SelectedFile&) const = default;
};

/// One that cannot be uploaded as it is.
struct RefusedFile {
    SelectedFile file;  ///< its path may not be resolved, and its identity is not known
    Problem problem;    ///< as of a path that is named: what is wrong, and the cure
};

/// What a list of paths comes to.
struct Selection {
    std::vector<SelectedFile> files;   ///< sorted, no path twice; empty only where all were refused
    std::vector<std::string> ignored;  ///< paths in the folders with none of the twelve extensions
    /// Recordings that are empty or may not be read, links to nothing: a preflight shows them with the
    /// others, a job is refused for them.
    std::vector<RefusedFile> refused{};
};

/// What kind of thing a file's bytes are.
enum class Content {
    recording,     ///< a container that the cloud takes, with sound in it
    other_format,  ///< audio or video, but in a format that the cloud does not take
    no_sound,      ///< a container that the cloud takes, without an audio stream
    not_audio,     ///< anything else
    probe_failed,  ///< the probe broke down on it
    unreadable,    ///< the disk did not give it
};

/// What was found in one file: facts, no verdict. They depend on the file's bytes alone, so that what was
/// measured once need not be read again under another name (see core/judge.hpp for what they mean).
struct Measurement {
    std::int64_t duration_us = 0;  ///< of the decoded samples, not the header's
    std::string container, codec;  ///< "wav", "pcm_s16le"
    int sample_rate = 0, channels = 0;
    std::string sha256;  ///< 64 hex digits, of the file's bytes; "" when it could not be read
    std::string xxh3;    ///< 32 hex digits, XXH3-128 of the file's bytes
    Content content = Content::recording;
    std::string label{};  ///< for people: "AIFF", "a ZIP archive"; how the probe failed, why it is unreadable
    std::int64_t declared_duration_us = 0;  ///< the header's, where such a header is exact; 0: there is none
    std::int64_t decode_errors = 0;         ///< packets that could not be decoded, and holes in between
    bool has_video = false;                 ///< moving pictures; a cover does not count
    int meters = 0;                         ///< version of the meters that made `sound`; 0: it was not made
    Sound sound{};                          ///< how it sounds; empty where nothing could be decoded
    bool operator==(const Measurement&) const = default;
};

/// Raised whenever the same file would be measured differently: what older meters found is then measured
/// anew.
inline constexpr int meters_version = 1;

/// Called on the I/O thread only; the work happens on other threads; replies come on the I/O thread.
class RecordingsPort {
  public:
    virtual ~RecordingsPort() = default;

    /// Resolves files and folders (recursively) as the design's «manifest» says. Refused with a problem that
    /// names the entry of the list, what is wrong and the cure, when that is about the entry itself: outside
    /// the roots, not there, an extension that the cloud does not take, or nothing in it at all.
    virtual void select(std::vector<std::string> paths,
                        std::function<void(Result<Selection, Problem>)> reply) = 0;

    /// What stands at the path now. Trouble: recording_changed (another size than `identity`'s, the one at
    /// submission) or recording_unreadable.
    virtual void look(std::string path, FileIdentity identity, Reply<FileStamp> reply) = 0;

    /// Measures the file that was looked at, in the probe's process: reads it once. A file that cannot be
    /// measured is a Measurement that says so; Trouble is for what may pass: recording_changed (another size)
    /// or recording_unreadable (vanished, EIO, written to since it was looked at or while it was read).
    virtual void measure(std::string path, FileIdentity identity, Reply<Measurement> reply) = 0;

    /// Opens a file for the upload. Nothing is read before the first read(), which reports what is wrong.
    /// `xxh3`: of what was measured; "" of a file that could not be, and that a person wants to be sent.
    [[nodiscard]] virtual std::unique_ptr<ByteSource> open(std::string path, FileIdentity identity,
                                                           std::string xxh3) = 0;
};

}  // namespace understudy
