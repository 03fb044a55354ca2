// A file as FFmpeg's demuxers see it: our reader behind their I/O, one demuxer allowed, nothing else opened.
#pragma once

extern "C" {
#include <libavformat/avformat.h>
}

#include <memory>
#include <optional>
#include <string>

#include "audio/content.hpp"
#include "audio/hashing_reader.hpp"
#include "audio/mp4_samples.hpp"
#include "audio/ogg_pages.hpp"

namespace understudy {

struct FreePacket {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
using Packet = std::unique_ptr<AVPacket, FreePacket>;

/// What the file's content is: by its signature, else by letting FFmpeg guess.
[[nodiscard]] Kind recognise(HashingReader& reader);

/// The decoders that what the cloud takes may need, as FFmpeg's list of names.
[[nodiscard]] const char* allowed_decoders();

class MediaInput {
  public:
    /// `kind` must be a recording. A null pointer when the demuxer cannot make sense of it.
    /// Of an MP4 with more samples than `most_indexed` no index is made in memory.
    [[nodiscard]] static std::unique_ptr<MediaInput> open(HashingReader& reader, const Kind& kind,
                                                          std::uint64_t most_indexed = most_samples_indexed);
    MediaInput(const MediaInput&) = delete;
    MediaInput& operator=(const MediaInput&) = delete;
    ~MediaInput();

    /// The stream that a listener would hear; a null pointer when there is no sound.
    [[nodiscard]] const AVStream* best_audio() const;
    /// Moving pictures; a cover does not count.
    [[nodiscard]] bool has_video() const;
    /// The duration that the header promises, in microseconds, where it counts or nearly does; 0 where there
    /// is none, and where FFmpeg's is a guess from the bitrate. What FFmpeg makes of a WAV's header is not
    /// asked.
    [[nodiscard]] std::int64_t promised_duration_us(const AVStream& stream) const;
    /// Read to the end, and that was no end: the last page of an Ogg stream is missing.
    [[nodiscard]] bool ends_early() const;
    /// The next packet of any stream: 0, or one of FFmpeg's error codes (AVERROR_EOF at the end).
    [[nodiscard]] int read(AVPacket& packet);

    /// Two hours of AAC at 48 kHz; FFmpeg's index takes 48 bytes for each while it is made.
    static constexpr std::uint64_t most_samples_indexed = 350'000;

  private:
    MediaInput(HashingReader& reader, const Kind& kind, std::uint64_t most_indexed)
        : reader_(reader), container_(kind.container), most_indexed_(most_indexed) {}
    void follow_tables_if_long();
    void hide(std::span<std::byte> bytes) const;
    [[nodiscard]] bool start(const Kind& kind);
    static int read_some(void* self, std::uint8_t* into, int size);
    static std::int64_t seek(void* self, std::int64_t offset, int whence);

    HashingReader& reader_;
    const std::string_view container_;
    const std::uint64_t most_indexed_;
    OggPages ogg_pages_;
    std::optional<Mp4Samples> samples_;  // of a long MP4
    std::uint64_t hidden_at_ = 0;
    std::uint64_t position_ = 0;
    AVIOContext* io_ = nullptr;
    AVFormatContext* format_ = nullptr;
};

}  // namespace understudy
