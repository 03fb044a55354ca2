#include "cartesia/multipart.hpp"

#include <algorithm>

namespace understudy::cartesia {
namespace {

struct KnownType {
    std::string_view extension, content_type;
};

constexpr KnownType known_types[] = {
    {"wav", "audio/wav"}, {"mp3", "audio/mpeg"},      {"flac", "audio/flac"}, {"ogg", "audio/ogg"},
    {"oga", "audio/ogg"}, {"ogx", "application/ogg"}, {"aac", "audio/aac"},   {"wma", "audio/x-ms-wma"},
    {"m4a", "audio/mp4"}, {"opus", "audio/ogg"},      {"ac3", "audio/ac3"},   {"webm", "audio/webm"},
};

bool same_without_case(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

}  // namespace

std::string_view content_type_of(std::string_view filename) {
    const std::size_t dot = filename.rfind('.');
    if (dot != std::string_view::npos)
        for (const KnownType& known : known_types)
            if (same_without_case(filename.substr(dot + 1), known.extension)) return known.content_type;
    return "application/octet-stream";
}

bool can_be_sent(std::string_view filename) {
    return !filename.empty() && filename.size() <= 255 &&
           std::all_of(filename.begin(), filename.end(),
                       [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '/'; });
}

MultipartFrame multipart_frame(std::string_view filename, std::string_view boundary) {
    const std::string name(filename);
    const std::string line = "--" + std::string(boundary);
    MultipartFrame frame;
    frame.content_type = "multipart/form-data; boundary=" + std::string(boundary);
    frame.prefix = line + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                   "\"\r\nContent-Type: " + std::string(content_type_of(filename)) + "\r\n\r\n";
    frame.suffix = "\r\n" + line +
                   "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine_tune\r\n" + line +
                   "--\r\n";
    return frame;
}

}  // namespace understudy::cartesia
