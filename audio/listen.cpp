#include "audio/listen.hpp"

extern "C" {
#include <libavutil/log.h>
}

#include <new>
#include <string_view>

#include "audio/content.hpp"
#include "audio/decoder.hpp"
#include "audio/ear.hpp"
#include "audio/hashing_reader.hpp"
#include "audio/media_input.hpp"
#include "audio/sample_counter.hpp"
#include "audio/wav_header.hpp"

namespace understudy {
namespace {

// A demuxer that finds nothing but errors for that long will find nothing else.
constexpr int most_errors_in_a_row = 1'000;

std::int64_t to_us(std::int64_t ticks, AVRational tick) {
    return av_rescale_q(ticks, tick, AVRational{1, 1'000'000});
}

// Where the header counts samples, or nearly. (The demuxer makes WAV's fit the file.)
std::int64_t promised_duration_us(HashingReader& reader, const MediaInput& input, const AVStream& stream,
                                  std::string_view container) {
    if (container == "wav") return wav_header_duration_us(read_head(reader, 0, sniffed_bytes));
    return input.promised_duration_us(stream);
}

// Streams without a container end where the sound does not: whoever reads them passes over what is no frame,
// in silence. More than a quarter of the file that is neither sound nor a tag was sound once.
bool is_mostly_something_else(HashingReader& reader, std::string_view container, std::uint64_t sound_bytes) {
    constexpr std::uint64_t harmless_bytes = 16 * 1024;
    if (container != "mp3" && container != "aac" && container != "ac3" && container != "asf") return false;
    const std::uint64_t explained = sound_bytes + id3_length(read_head(reader, 0, 16)) + harmless_bytes;
    return explained < reader.size() - reader.size() / 4;
}

void hear_stream(MediaInput& input, const AVStream& stream, Decoder& decoder, Hearing& hearing) {
    SampleCounter counter;
    HoleCounter holes;
    Ear ear(decoder.source());
    const FrameListener listener = [&](const AVFrame& frame) {
        counter.hear(frame.nb_samples, frame.sample_rate);
        ear.hear(frame);
        if (frame.pts != AV_NOPTS_VALUE && frame.sample_rate > 0)
            holes.hear(to_us(frame.pts, stream.time_base),
                       to_us(frame.nb_samples, AVRational{1, frame.sample_rate}));
    };
    const Packet packet(av_packet_alloc());
    if (!packet) throw std::bad_alloc();
    std::int64_t broken_reads = 0;
    for (int errors_in_a_row = 0; errors_in_a_row < most_errors_in_a_row;) {
        const int result = input.read(*packet);
        if (result == AVERROR_EOF || result == AVERROR(EIO)) break;
        if (result == AVERROR(ENOMEM)) throw std::bad_alloc();
        errors_in_a_row = result < 0 ? errors_in_a_row + 1 : 0;
        if (result < 0) ++broken_reads;
        if (result >= 0 && packet->stream_index == stream.index) decoder.decode(packet.get(), listener);
        av_packet_unref(packet.get());
    }
    decoder.decode(nullptr, listener);
    hearing.duration_us = counter.duration_us();
    hearing.sound = ear.finish();
    if (counter.sample_rate() > 0) hearing.sample_rate = counter.sample_rate();
    hearing.decode_errors = decoder.errors() + broken_reads + holes.holes() + (input.ends_early() ? 1 : 0);
}

void hear_recording(HashingReader& reader, const Kind& kind, Hearing& hearing) {
    hearing.container = kind.container;
    const auto input = MediaInput::open(reader, kind);
    if (!input) return;  // damaged beyond its header: nothing is heard
    hearing.has_video = input->has_video();
    const AVStream* stream = input->best_audio();
    if (stream == nullptr) {
        hearing.content = Content::no_sound;
        return;
    }
    hearing.codec = avcodec_get_name(stream->codecpar->codec_id);
    hearing.sample_rate = stream->codecpar->sample_rate;
    hearing.channels = stream->codecpar->ch_layout.nb_channels;
    hearing.declared_duration_us = promised_duration_us(reader, *input, *stream, kind.container);
    const auto decoder = Decoder::open(*stream);
    if (!decoder) {
        hearing.content = Content::other_format;
        hearing.label = hearing.codec + " sound inside " + hearing.container;
        return;
    }
    hear_stream(*input, *stream, *decoder, hearing);
    if (!hearing.has_video && is_mostly_something_else(reader, kind.container, decoder->sound_bytes()))
        ++hearing.decode_errors;
}

}  // namespace

Hearing listen(int file, std::uint64_t size_bytes, std::function<void(std::uint64_t)> on_progress) {
    av_log_set_level(AV_LOG_QUIET);
    HashingReader reader(file, size_bytes, std::move(on_progress));
    const Kind kind = recognise(reader);
    Hearing hearing;
    hearing.content = kind.content;
    hearing.label = kind.label;
    if (kind.content == Content::recording) hear_recording(reader, kind, hearing);
    static_cast<void>(reader.finish());  // its error is reported with any earlier one
    hearing.read_error = reader.error();
    hearing.bytes = reader.digested();
    hearing.bytes_read = reader.bytes_read();
    hearing.sha256 = reader.sha256();
    hearing.xxh3 = reader.xxh3();
    return hearing;
}

}  // namespace understudy
