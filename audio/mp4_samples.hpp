// The samples of an MP4's sound, in the order of its tables, in constant memory. FFmpeg keeps an index of all
// of them, which of twelve hours takes 50 MB and more; so for a recording that long FFmpeg is asked only what
// codec it is, and the tables are followed here, a piece at a time. (ISO/IEC 14496-12: stsc, stsz, stco and
// co64 of the box stbl. Lists of edits are not followed.)
#pragma once

extern "C" {
#include <libavcodec/packet.h>
}

#include <cstdint>
#include <optional>

#include "audio/byte_window.hpp"

namespace understudy {

/// Where in the file the tables of its only track of sound lie.
struct Mp4Tables {
    std::uint64_t count_at = 0;  ///< the field of 32 bits that says how many samples there are
    std::uint64_t sizes_at = 0;
    std::uint64_t chunks_at = 0;
    std::uint64_t runs_at = 0;
    std::uint64_t samples = 0, chunks = 0, runs = 0;
    std::size_t offset_bytes = 4;  ///< of a chunk's place: 4, or 8
};

/// Nothing where there is no such track, more than one, or its samples are all of one size (which take no
/// index).
[[nodiscard]] std::optional<Mp4Tables> find_mp4_tables(HashingReader& reader);

class Mp4Samples {
  public:
    Mp4Samples(HashingReader& reader, const Mp4Tables& tables);
    /// The next sample, without times: 0; AVERROR_EOF behind the last one that is there whole;
    /// AVERROR(ENOMEM).
    [[nodiscard]] int read(AVPacket& packet);

  private:
    [[nodiscard]] bool next_chunk();
    const Mp4Tables tables_;
    ByteWindow sizes_, chunks_, runs_, sound_;
    std::uint64_t sample_ = 0, chunk_ = 0, run_ = 0;
    std::uint64_t place_ = 0, left_in_chunk_ = 0;
};

}  // namespace understudy
