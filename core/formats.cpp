#include "core/formats.hpp"

#include <algorithm>
#include <array>

#include "core/paths.hpp"

namespace understudy {
namespace {

struct Accepted {
    std::string_view extension, container;
};

// A container's first row names its usual extension.
constexpr std::array<Accepted, 12> accepted = {{{".wav", "wav"},
                                                {".mp3", "mp3"},
                                                {".flac", "flac"},
                                                {".ogg", "ogg"},
                                                {".oga", "ogg"},
                                                {".ogx", "ogg"},
                                                {".aac", "aac"},
                                                {".wma", "asf"},
                                                {".m4a", "mp4"},
                                                {".opus", "ogg"},
                                                {".ac3", "ac3"},
                                                {".webm", "webm"}}};

struct Known {
    std::string_view extension, name;
};

constexpr std::array<Known, 34> known = {{{".aif", "AIFF"},
                                          {".aiff", "AIFF"},
                                          {".aifc", "AIFF-C"},
                                          {".caf", "Core Audio Format"},
                                          {".w64", "Wave64"},
                                          {".rf64", "RF64"},
                                          {".bwf", "Broadcast Wave (rename it to .wav)"},
                                          {".dsf", "DSD"},
                                          {".dff", "DSD"},
                                          {".wv", "WavPack"},
                                          {".ape", "Monkey's Audio"},
                                          {".tta", "True Audio"},
                                          {".tak", "TAK"},
                                          {".mp4", "MP4"},
                                          {".m4b", "MP4"},
                                          {".m4v", "MP4"},
                                          {".mov", "QuickTime"},
                                          {".alac", "Apple Lossless"},
                                          {".mka", "Matroska"},
                                          {".mkv", "Matroska"},
                                          {".avi", "AVI"},
                                          {".mp2", "MPEG layer II"},
                                          {".mpga", "MPEG audio (rename it to .mp3)"},
                                          {".amr", "AMR"},
                                          {".3gp", "3GP"},
                                          {".au", "Sun audio"},
                                          {".snd", "Sun audio"},
                                          {".voc", "Creative Voice"},
                                          {".eac3", "Dolby Digital Plus"},
                                          {".dts", "DTS"},
                                          {".spx", "Speex"},
                                          {".gsm", "GSM"},
                                          {".raw", "raw samples without a header"},
                                          {".pcm", "raw samples without a header"}}};

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

std::string extension_of(std::string_view path) {
    const std::string_view name = file_name(path);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return "";
    std::string extension(name.substr(dot));
    for (char& c : extension)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return extension;
}

bool is_accepted_extension(std::string_view extension) {
    const std::string lower = extension_of("x" + std::string(extension));
    return std::any_of(accepted.begin(), accepted.end(),
                       [&](const Accepted& row) { return row.extension == lower; });
}

std::string_view known_format_name(std::string_view extension) {
    const auto* row =
        std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.extension == extension; });
    return row == known.end() ? "" : row->name;
}

bool is_accepted_container(std::string_view container) { return !usual_extension(container).empty(); }

bool extension_fits(std::string_view extension, std::string_view container) {
    return std::any_of(accepted.begin(), accepted.end(), [&](const Accepted& row) {
        return row.extension == extension && row.container == container;
    });
}

bool on_both_lists(std::string_view container, std::string_view extension) {
    if (container == "ogg") return extension != ".opus" && extension != ".ogx";
    return container == "wav" || container == "mp3" || container == "flac" || container == "webm";
}

std::string_view usual_extension(std::string_view container) {
    const auto* row = std::find_if(accepted.begin(), accepted.end(),
                                   [&](const Accepted& a) { return a.container == container; });
    return row == accepted.end() ? "" : row->extension;
}

std::string_view accepted_extensions_in_words() {
    return ".wav .mp3 .flac .ogg .oga .ogx .aac .wma .m4a .opus .ac3 .webm";
}

std::string conversion_command(std::string_view path) {
    const std::string name(file_name(path));
    const std::string stem = name.substr(0, name.size() - extension_of(name).size());
    const std::string converted = stem + ".flac" == name ? stem + "-converted.flac" : stem + ".flac";
    return "ffmpeg -i " + quoted_for_shell(name) + " " + quoted_for_shell(converted);
}

}  // namespace understudy
