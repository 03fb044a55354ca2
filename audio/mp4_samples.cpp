#include "audio/mp4_samples.hpp"

extern "C" {
#include <libavutil/error.h>
}

#include <algorithm>
#include <string_view>

namespace understudy {
namespace {

constexpr std::size_t table_window = 16 * 1024, sound_window = 64 * 1024;
constexpr std::uint64_t most_boxes = 1'000, largest_sample = 1u << 20;
constexpr std::uint64_t full_box = 4;  // version and flags

struct Box {
    std::uint64_t type = 0, begin = 0, end = 0;  // of its content
};

constexpr std::uint64_t type_of(std::string_view name) {
    std::uint64_t type = 0;
    for (const char c : name) type = type << 8 | static_cast<unsigned char>(c);
    return type;
}

template <class Visit>
void for_each_box(ByteWindow& file, const Box& parent, Visit visit) {
    std::uint64_t at = parent.begin;
    for (std::uint64_t i = 0; i < most_boxes && at + 8 <= parent.end; ++i) {
        std::uint64_t size = file.number(at, 4), header = 8;
        if (size == 1) {
            size = file.number(at + 8, 8);
            header = 16;
        }
        if (size == 0) size = parent.end - at;  // to the end
        if (size < header || size > parent.end - at) return;
        visit(Box{file.number(at + 4, 4), at + header, at + size});
        at += size;
    }
}

Box child(ByteWindow& file, const Box& parent, std::string_view name) {
    Box found;
    for_each_box(file, parent, [&](const Box& box) {
        if (found.type == 0 && box.type == type_of(name)) found = box;
    });
    return found;
}

std::optional<Mp4Tables> tables_of(ByteWindow& file, const Box& stbl) {
    Mp4Tables tables;
    const Box sizes = child(file, stbl, "stsz"), runs = child(file, stbl, "stsc");
    Box chunks = child(file, stbl, "stco");
    if (chunks.type == 0) {
        chunks = child(file, stbl, "co64");
        tables.offset_bytes = 8;
    }
    if (sizes.type == 0 || runs.type == 0 || chunks.type == 0) return std::nullopt;
    if (file.number(sizes.begin + full_box, 4) != 0) return std::nullopt;  // one size for all
    tables.count_at = sizes.begin + full_box + 4;
    tables.samples = file.number(tables.count_at, 4);
    tables.sizes_at = tables.count_at + 4;
    tables.runs = file.number(runs.begin + full_box, 4);
    tables.runs_at = runs.begin + full_box + 4;
    tables.chunks = file.number(chunks.begin + full_box, 4);
    tables.chunks_at = chunks.begin + full_box + 4;
    return tables;
}

}  // namespace

std::optional<Mp4Tables> find_mp4_tables(HashingReader& reader) {
    ByteWindow file(reader, 256);
    std::optional<Mp4Tables> found;
    int tracks = 0;
    const Box moov = child(file, {0, 0, reader.size()}, "moov");
    for_each_box(file, moov, [&](const Box& track) {
        if (track.type != type_of("trak")) return;
        const Box media = child(file, track, "mdia");
        const Box handler = child(file, media, "hdlr");
        if (handler.type == 0 || file.number(handler.begin + full_box + 4, 4) != type_of("soun")) return;
        ++tracks;
        found = tables_of(file, child(file, child(file, media, "minf"), "stbl"));
    });
    return tracks == 1 ? found : std::nullopt;
}

Mp4Samples::Mp4Samples(HashingReader& reader, const Mp4Tables& tables)
    : tables_(tables),
      sizes_(reader, table_window),
      chunks_(reader, table_window),
      runs_(reader, table_window),
      sound_(reader, sound_window) {}

// A run says from which chunk on, counted from 1, a chunk has how many samples.
bool Mp4Samples::next_chunk() {
    constexpr std::uint64_t run_bytes = 12;
    if (chunk_ >= tables_.chunks || tables_.runs == 0) return false;
    while (run_ + 1 < tables_.runs && runs_.number(tables_.runs_at + (run_ + 1) * run_bytes, 4) <= chunk_ + 1)
        ++run_;
    left_in_chunk_ = runs_.number(tables_.runs_at + run_ * run_bytes + 4, 4);
    place_ = chunks_.number(tables_.chunks_at + chunk_ * tables_.offset_bytes, tables_.offset_bytes);
    ++chunk_;
    return left_in_chunk_ > 0;
}

int Mp4Samples::read(AVPacket& packet) {
    if (sample_ >= tables_.samples) return AVERROR_EOF;
    if (left_in_chunk_ == 0 && !next_chunk()) return AVERROR_EOF;
    const std::uint64_t size = sizes_.number(tables_.sizes_at + sample_ * 4, 4);
    if (size == 0 || size > largest_sample) return AVERROR_EOF;
    const auto sample = sound_.bytes(place_, static_cast<std::size_t>(size));
    if (sample.empty()) return AVERROR_EOF;  // cut short
    if (const int failed = av_new_packet(&packet, static_cast<int>(size)); failed < 0) return failed;
    std::transform(sample.begin(), sample.end(), packet.data,
                   [](std::byte b) { return std::to_integer<unsigned char>(b); });
    place_ += size;
    --left_in_chunk_;
    ++sample_;
    return 0;
}

}  // namespace understudy
