#include "audio/content.hpp"

#include <algorithm>
#include <array>

#include "core/paths.hpp"

namespace understudy {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
    std::size_t at;
    std::string_view bytes;
    std::size_t also_at;  // a second part; empty when there is none
    std::string_view also;
    Kind kind;
};

constexpr Kind taken(std::string_view container, std::string_view demuxer) {
    return {Content::recording, container, "", demuxer};
}
constexpr Kind refused(std::string_view label) { return {Content::other_format, "", label, ""}; }
constexpr Kind alien(std::string_view label) { return {Content::not_audio, "", label, ""}; }

constexpr std::array signatures = {
    Signature{0, "RIFF"sv, 8, "WAVE"sv, taken("wav", "wav")},
    Signature{0, "fLaC"sv, 0, ""sv, taken("flac", "flac")},
    Signature{0, "OggS"sv, 0, ""sv, taken("ogg", "ogg")},
    Signature{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, 0, ""sv, taken("asf", "asf")},
    Signature{4, "ftypqt  "sv, 0, ""sv, refused("QuickTime")},
    Signature{4, "ftyp"sv, 0, ""sv, taken("mp4", "mov")},
    Signature{4, "moov"sv, 0, ""sv, refused("QuickTime")},
    Signature{4, "mdat"sv, 0, ""sv, refused("QuickTime")},
    Signature{4, "wide"sv, 0, ""sv, refused("QuickTime")},
    Signature{0, "FORM"sv, 8, "AIFF"sv, refused("AIFF")},
    Signature{0, "FORM"sv, 8, "AIFC"sv, refused("AIFF-C")},
    Signature{0, "RF64"sv, 0, ""sv, refused("RF64 (WAV for files over 4 GB)")},
    Signature{0, "BW64"sv, 0, ""sv, refused("BW64 (WAV for files over 4 GB)")},
    Signature{0, "RIFX"sv, 0, ""sv, refused("RIFX (WAV with its bytes reversed)")},
    Signature{0, "riff\x2E\x91\xCF\x11"sv, 0, ""sv, refused("Wave64")},
    Signature{0, "caff"sv, 0, ""sv, refused("Core Audio Format")},
    Signature{0, "DSD "sv, 0, ""sv, refused("DSD")},
    Signature{0, "FRM8"sv, 12, "DSD "sv, refused("DSD")},
    Signature{0, "wvpk"sv, 0, ""sv, refused("WavPack")},
    Signature{0, "MAC "sv, 0, ""sv, refused("Monkey's Audio")},
    Signature{0, "TTA1"sv, 0, ""sv, refused("True Audio")},
    Signature{0, "tBaK"sv, 0, ""sv, refused("TAK")},
    Signature{0, "MPCK"sv, 0, ""sv, refused("Musepack")},
    Signature{0, "MP+"sv, 0, ""sv, refused("Musepack")},
    Signature{0, ".snd"sv, 0, ""sv, refused("Sun audio")},
    Signature{0, "#!AMR"sv, 0, ""sv, refused("AMR")},
    Signature{0, "Creative Voice File"sv, 0, ""sv, refused("Creative Voice")},
    Signature{0, "NIST_1A"sv, 0, ""sv, refused("NIST SPHERE")},
    Signature{0, "\x7F\xFE\x80\x01"sv, 0, ""sv, refused("DTS")},
    Signature{0, "RIFF"sv, 8, "AVI "sv, refused("AVI")},
    Signature{0, "FLV\x01"sv, 0, ""sv, refused("Flash video")},
    Signature{0, "\x00\x00\x01\xBA"sv, 0, ""sv, refused("an MPEG programme stream")},
    Signature{0, ".RMF"sv, 0, ""sv, refused("RealMedia")},
    Signature{0, "MThd"sv, 0, ""sv, alien("MIDI, which holds notes")},
    Signature{0, "PK\x03\x04"sv, 0, ""sv, alien("a ZIP archive (or a document)")},
    Signature{0, "\x1F\x8B"sv, 0, ""sv, alien("a gzip archive")},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, 0, ""sv, alien("a 7z archive")},
    Signature{0, "Rar!"sv, 0, ""sv, alien("a RAR archive")},
    Signature{0, "%PDF"sv, 0, ""sv, alien("a PDF document")},
    Signature{0, "\x89PNG"sv, 0, ""sv, alien("a PNG picture")},
    Signature{0, "\xFF\xD8\xFF"sv, 0, ""sv, alien("a JPEG picture")},
    Signature{0, "GIF8"sv, 0, ""sv, alien("a GIF picture")},
    Signature{0, "RIFF"sv, 8, "WEBP"sv, alien("a WebP picture")},
    Signature{0, "SQLite format 3"sv, 0, ""sv, alien("a SQLite database")},
    Signature{0,
              "\x7F"
              "ELF"sv,
              0, ""sv, alien("a program")},
    Signature{0, "\x00\x05\x16\x07"sv, 0, ""sv,
              alien("an AppleDouble file (macOS's notes on a file, not the file)")},
};

std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool holds(std::string_view head, std::size_t at, std::string_view bytes) {
    return head.size() >= at + bytes.size() && head.substr(at, bytes.size()) == bytes;
}

// Matroska and WebM differ in a word near the beginning.
Kind kind_of_ebml(std::string_view head) {
    const std::string_view start = head.substr(0, 128);
    if (start.find("webm") != std::string_view::npos) return taken("webm", "matroska");
    if (start.find("matroska") != std::string_view::npos) return refused("Matroska");
    return alien("an EBML document");
}

}  // namespace

std::size_t id3_length(std::span<const std::byte> head) {
    constexpr std::size_t header = 10;
    if (head.size() < header || as_text(head).substr(0, 3) != "ID3") return 0;
    std::size_t length = 0;
    for (std::size_t i = 6; i < header; ++i)
        length = length << 7 | (std::to_integer<std::size_t>(head[i]) & 0x7F);
    const bool footer = (std::to_integer<unsigned>(head[5]) & 0x10) != 0;
    return length + header + (footer ? header : 0);
}

Sniffed sniff(std::span<const std::byte> head) {
    const std::string_view text = as_text(head);
    if (holds(text, 0, "\x1A\x45\xDF\xA3"sv)) return {true, kind_of_ebml(text)};
    const auto* found = std::find_if(signatures.begin(), signatures.end(), [&](const Signature& s) {
        return holds(text, s.at, s.bytes) && holds(text, s.also_at, s.also);
    });
    if (found != signatures.end()) return {true, found->kind};
    if (looks_like_text(head)) return {true, alien("text")};
    return {};
}

Kind kind_of_demuxer(std::string_view demuxer) {
    struct Row {
        std::string_view demuxer;
        Kind kind;
    };
    static constexpr std::array rows = {Row{"mp3", taken("mp3", "mp3")},
                                        Row{"aac", taken("aac", "aac")},
                                        Row{"ac3", taken("ac3", "ac3")},
                                        Row{"eac3", refused("Dolby Digital Plus")},
                                        Row{"loas", refused("AAC in LOAS")},
                                        Row{"dts", refused("DTS")},
                                        Row{"dtshd", refused("DTS")},
                                        Row{"truehd", refused("Dolby TrueHD")},
                                        Row{"mpegts", refused("an MPEG transport stream")},
                                        Row{"mpeg", refused("an MPEG programme stream")},
                                        Row{"ape", refused("Monkey's Audio")},
                                        Row{"tak", refused("TAK")},
                                        Row{"shn", refused("Shorten")},
                                        Row{"amr", refused("AMR")},
                                        Row{"mov,mp4,m4a,3gp,3g2,mj2", refused("QuickTime")}};
    const auto* found =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.demuxer == demuxer; });
    return found == rows.end() ? Kind{} : found->kind;
}

bool looks_like_text(std::span<const std::byte> head) {
    std::string_view text = as_text(head.first(std::min<std::size_t>(head.size(), 4'096)));
    const auto is_text = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 || (byte >= 0x08 && byte <= 0x0D) || byte == 0x1B;
    };
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_text)) return false;
    // The last character may have been cut in two.
    for (int cut = 0; cut < 4 && !text.empty(); ++cut, text.remove_suffix(1))
        if (is_utf8(text)) return true;
    return false;
}

}  // namespace understudy
