// What a file's first bytes say that it is. Pure: no library, no I/O.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "audio/hearing.hpp"

namespace understudy {

struct Kind {
    Content content = Content::not_audio;
    std::string_view container;  ///< our word (formats.hpp) for what the cloud takes, else ""
    std::string_view label;      ///< for people, of what it does not take: "AIFF", "a ZIP archive"
    std::string_view demuxer;    ///< FFmpeg's name for what reads it, for what the cloud takes
};

constexpr std::size_t sniffed_bytes = 64 * 1024;

/// Bytes to skip before the content begins: ID3v2 tags, which stand before MP3, AAC, FLAC and others. 0:
/// none.
[[nodiscard]] std::size_t id3_length(std::span<const std::byte> head);

/// From a signature at the beginning (after ID3). `known` is false when there is none: MP3, AAC and AC-3 have
/// none worth the name, and are recognised by trying.
struct Sniffed {
    bool known = false;
    Kind kind;
};
[[nodiscard]] Sniffed sniff(std::span<const std::byte> head);

/// What FFmpeg's name of a demuxer means to us; not_audio for names of no interest.
[[nodiscard]] Kind kind_of_demuxer(std::string_view demuxer);

/// Only characters that a text has.
[[nodiscard]] bool looks_like_text(std::span<const std::byte> head);

}  // namespace understudy
