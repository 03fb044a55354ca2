#include "audio/media_input.hpp"

extern "C" {
#include <libavutil/dict.h>
#include <libavutil/mem.h>
}

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <vector>

namespace understudy {
namespace {

constexpr int io_buffer_bytes = 64 * 1024;

Kind guess(std::vector<std::byte> head) {
    const std::size_t size = head.size();
    head.resize(size + AVPROBE_PADDING_SIZE);
    AVProbeData data{};
    data.filename = "";
    data.buf = reinterpret_cast<unsigned char*>(head.data());
    data.buf_size = static_cast<int>(size);
    int score = 0;
    const AVInputFormat* format = av_probe_input_format3(&data, 1, &score);
    // Below this FFmpeg itself would rather see more of the file first: noise scores as MP3.
    if (format == nullptr || score <= AVPROBE_SCORE_RETRY) return {};
    return kind_of_demuxer(format->name);
}

// Demuxers of playlists and the like would open further files by name.
int open_nothing(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) { return AVERROR(EPERM); }

class Options {
  public:
    Options() = default;
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;
    ~Options() { av_dict_free(&entries_); }
    void set(const char* key, const char* value) { av_dict_set(&entries_, key, value, 0); }
    AVDictionary** get() { return &entries_; }

  private:
    AVDictionary* entries_ = nullptr;
};

bool is_moving_picture(const AVStream& stream) {
    return stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
           (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0;
}

}  // namespace

Kind recognise(HashingReader& reader) {
    auto head = read_head(reader, 0, sniffed_bytes);
    for (std::size_t skipped = id3_length(head); skipped > 0 && skipped < reader.size();) {
        head = read_head(reader, skipped, sniffed_bytes);
        const std::size_t another = id3_length(head);
        if (another == 0) break;
        skipped += another;
    }
    const Sniffed sniffed = sniff(head);
    return sniffed.known ? sniffed.kind : guess(std::move(head));
}

const char* allowed_decoders() {
    return "pcm_u8,pcm_s8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_s64le,pcm_f32le,pcm_f64le,pcm_alaw,pcm_mulaw,"
           "pcm_s16be,pcm_s24be,pcm_s32be,pcm_f32be,pcm_f64be,adpcm_ms,adpcm_ima_wav,gsm_ms,mp3float,mp3,"
           "mp2float,"
           "mp2,flac,vorbis,opus,libopus,speex,aac,alac,wmav1,wmav2,wmapro,wmalossless,wmavoice,ac3,eac3";
}

std::unique_ptr<MediaInput> MediaInput::open(HashingReader& reader, const Kind& kind,
                                             std::uint64_t most_indexed) {
    std::unique_ptr<MediaInput> input(new MediaInput(reader, kind, most_indexed));
    if (!input->start(kind)) return nullptr;
    return input;
}

bool MediaInput::start(const Kind& kind) {
    auto* buffer = static_cast<unsigned char*>(av_malloc(io_buffer_bytes));
    io_ = avio_alloc_context(buffer, io_buffer_bytes, 0, this, &read_some, nullptr, &seek);
    format_ = avformat_alloc_context();
    if (buffer == nullptr || io_ == nullptr || format_ == nullptr) return false;
    // Only MP4 keeps what is needed at its end. The others would jump there just to guess a duration.
    io_->seekable = kind.container == "mp4" ? AVIO_SEEKABLE_NORMAL : 0;
    format_->pb = io_;
    format_->flags |= AVFMT_FLAG_CUSTOM_IO;
    format_->io_open = &open_nothing;
    Options options;
    options.set("codec_whitelist", allowed_decoders());
    options.set("max_streams", "64");
    if (kind.container == "wav") options.set("max_size", "65536");
    if (kind.container == "mp4") follow_tables_if_long();
    const AVInputFormat* demuxer = av_find_input_format(std::string(kind.demuxer).c_str());
    if (demuxer == nullptr || avformat_open_input(&format_, "", demuxer, options.get()) < 0) return false;
    return avformat_find_stream_info(format_, nullptr) >= 0;
}

void MediaInput::follow_tables_if_long() {
    const auto tables = find_mp4_tables(reader_);
    if (!tables || tables->samples <= most_indexed_) return;
    hidden_at_ = tables->count_at;
    samples_.emplace(reader_, *tables);
}

int MediaInput::read(AVPacket& packet) {
    if (!samples_) return av_read_frame(format_, &packet);
    const int result = samples_->read(packet);
    if (result >= 0)
        packet.stream_index = av_find_best_stream(format_, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    return result;
}

// Of a table that is followed here FFmpeg is told that it is empty.
void MediaInput::hide(std::span<std::byte> bytes) const {
    constexpr std::uint64_t field_bytes = 4;
    if (!samples_) return;
    for (std::uint64_t at = hidden_at_; at < hidden_at_ + field_bytes; ++at)
        if (at >= position_ && at - position_ < bytes.size())
            bytes[static_cast<std::size_t>(at - position_)] = std::byte{0};
}

MediaInput::~MediaInput() {
    avformat_close_input(&format_);
    if (io_ != nullptr) av_freep(&io_->buffer);
    avio_context_free(&io_);
}

const AVStream* MediaInput::best_audio() const {
    const int index = av_find_best_stream(format_, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    return index < 0 ? nullptr : format_->streams[index];
}

bool MediaInput::has_video() const {
    return std::any_of(format_->streams, format_->streams + format_->nb_streams,
                       [](const AVStream* stream) { return is_moving_picture(*stream); });
}

std::int64_t MediaInput::promised_duration_us(const AVStream& stream) const {
    constexpr AVRational microseconds{1, 1'000'000};
    const bool counts = container_ == "flac" || container_ == "mp4";
    const bool nearly = container_ == "mp3" || container_ == "asf" || container_ == "webm";
    if (counts && stream.duration > 0) return av_rescale_q(stream.duration, stream.time_base, microseconds);
    const bool guessed = format_->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    if (!nearly || guessed || format_->duration <= 0) return 0;
    constexpr std::int64_t rounding_us = 400'000;  // times before the beginning and behind the end
    return std::max<std::int64_t>(0, format_->duration * (AV_TIME_BASE / 1'000'000) - rounding_us);
}

bool MediaInput::ends_early() const { return container_ == "ogg" && !ogg_pages_.ended(); }

int MediaInput::read_some(void* self, std::uint8_t* into, int size) {
    auto& input = *static_cast<MediaInput*>(self);
    const auto bytes = std::as_writable_bytes(std::span(into, static_cast<std::size_t>(size)));
    const auto got = input.reader_.read_at(input.position_, bytes);
    if (got < 0) return AVERROR(EIO);
    if (got == 0) return AVERROR_EOF;
    input.hide(bytes.first(static_cast<std::size_t>(got)));
    input.position_ += static_cast<std::uint64_t>(got);
    if (input.container_ == "ogg") input.ogg_pages_.hear(bytes.first(static_cast<std::size_t>(got)));
    return static_cast<int>(got);
}

std::int64_t MediaInput::seek(void* self, std::int64_t offset, int whence) {
    auto& input = *static_cast<MediaInput*>(self);
    const auto size = static_cast<std::int64_t>(input.reader_.size());
    whence &= ~AVSEEK_FORCE;
    if (whence == AVSEEK_SIZE) return size;
    if (whence == SEEK_CUR) offset += static_cast<std::int64_t>(input.position_);
    if (whence == SEEK_END) offset += size;
    if (offset < 0) return AVERROR(EINVAL);
    input.position_ = static_cast<std::uint64_t>(offset);
    return offset;
}

}  // namespace understudy
