// What the probe reports of one file, and the lines in which it does. Facts only: the verdict is the other
// side's (core/judge.hpp). The probe has read what anybody may have made, so its lines are not trusted: they
// are checked, capped and cleaned before they become values.
//
// The protocol, version 1, over one socket: the service sends `{"v":1,"size":BYTES}` with the open file as
// SCM_RIGHTS; the probe answers any number of `{"read":BYTES}`, growing, while it works, then one line with
// the facts. Members that are not known are ignored, so that either side may learn more.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "core/recordings.hpp"

namespace understudy {

struct Hearing {
    Content content = Content::not_audio;
    std::string label;             ///< for people: "AIFF", "a ZIP archive"; "" when it is not known
    std::string container, codec;  ///< "wav", "pcm_s16le"
    int sample_rate = 0, channels = 0;
    std::int64_t duration_us = 0;           ///< of the decoded samples
    std::int64_t declared_duration_us = 0;  ///< the header's, where it counts or nearly; 0 when there is none
    std::int64_t decode_errors = 0;         ///< packets that could not be decoded, and holes in between
    bool has_video = false;                 ///< moving pictures; a cover does not count
    int read_error = 0;                     ///< errno of a read that failed; the rest then means nothing
    std::uint64_t bytes = 0;                ///< read and hashed
    std::uint64_t bytes_read = 0;           ///< in all, repeats included: what the file cost the disk
    std::string sha256, xxh3;               ///< lower-case hex of the file's bytes
    Sound sound{};                          ///< how it sounds; empty where nothing could be decoded
    bool operator==(const Hearing&) const = default;
};

/// A sign of life while a file is being read.
struct Progress {
    std::uint64_t read_bytes = 0;
    bool operator==(const Progress&) const = default;
};

struct Garbled {
    bool operator==(const Garbled&) const = default;
};

constexpr std::size_t longest_probe_line = 4u << 20;  ///< bytes; a longer answer is garbled

/// Without the line's end.
[[nodiscard]] std::string to_line(const Hearing& hearing);
[[nodiscard]] std::string to_line(const Progress& progress);
[[nodiscard]] std::variant<Garbled, Progress, Hearing> parse_probe_line(std::string_view line);

[[nodiscard]] std::string request_line(std::uint64_t size_bytes);
/// The file's size in bytes; -1 when the line is no request of version 1.
[[nodiscard]] std::int64_t parse_request_line(std::string_view line);

}  // namespace understudy
