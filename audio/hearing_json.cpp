#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "audio/hearing.hpp"
#include "audio/json_members.hpp"
#include "audio/sound_json.hpp"

namespace understudy {
namespace {

using nlohmann::json;

constexpr int protocol_version = 1;
constexpr std::array<std::string_view, 4> content_words = {"recording", "other_format", "no_sound",
                                                           "not_audio"};

std::optional<Content> content_of(const json& object) {
    const std::string word = text_of(object, "content", 20);
    const auto* found = std::find(content_words.begin(), content_words.end(), word);
    if (found == content_words.end()) return std::nullopt;
    return static_cast<Content>(found - content_words.begin());
}

std::optional<Hearing> hearing_of(const json& object) {
    const auto content = content_of(object);
    if (!content) return std::nullopt;
    Hearing h;
    h.content = *content;
    h.label = text_of(object, "label", 200);
    h.container = text_of(object, "container", 40);
    h.codec = text_of(object, "codec", 40);
    h.sample_rate = static_cast<int>(number_of(object, "sample_rate", 100'000'000));
    h.channels = static_cast<int>(number_of(object, "channels", 1'000));
    h.duration_us = number_of(object, "duration_us", century_us);
    h.declared_duration_us = number_of(object, "declared_duration_us", century_us);
    h.decode_errors = number_of(object, "decode_errors", INT64_MAX);
    h.has_video = flag_of(object, "has_video");
    h.read_error = static_cast<int>(number_of(object, "read_error", 4'095));
    h.bytes = static_cast<std::uint64_t>(number_of(object, "bytes", INT64_MAX));
    h.bytes_read = static_cast<std::uint64_t>(number_of(object, "bytes_read", INT64_MAX));
    h.sha256 = text_of(object, "sha256", 64);
    h.xxh3 = text_of(object, "xxh3", 32);
    const bool hashed = is_hex(h.sha256, 64) && is_hex(h.xxh3, 32);
    if (h.read_error == 0 && !hashed) return std::nullopt;
    const auto sound = object.find("sound");
    if (sound != object.end()) h.sound = sound_from_json(*sound);
    return h;
}

}  // namespace

std::string to_line(const Hearing& h) {
    const json line = {{"v", protocol_version},
                       {"content", content_words[static_cast<std::size_t>(h.content)]},
                       {"label", h.label},
                       {"container", h.container},
                       {"codec", h.codec},
                       {"sample_rate", h.sample_rate},
                       {"channels", h.channels},
                       {"duration_us", h.duration_us},
                       {"declared_duration_us", h.declared_duration_us},
                       {"decode_errors", h.decode_errors},
                       {"has_video", h.has_video},
                       {"read_error", h.read_error},
                       {"bytes", h.bytes},
                       {"bytes_read", h.bytes_read},
                       {"sha256", h.sha256},
                       {"xxh3", h.xxh3},
                       {"sound", sound_to_json(h.sound)}};
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string to_line(const Progress& progress) { return json{{"read", progress.read_bytes}}.dump(); }

std::variant<Garbled, Progress, Hearing> parse_probe_line(std::string_view line) {
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return Garbled{};
    if (object.contains("read"))
        return Progress{static_cast<std::uint64_t>(number_of(object, "read", INT64_MAX))};
    if (number_of(object, "v", INT64_MAX) != protocol_version) return Garbled{};
    if (auto hearing = hearing_of(object)) return *std::move(hearing);
    return Garbled{};
}

std::string request_line(std::uint64_t size_bytes) {
    return json{{"v", protocol_version}, {"size", size_bytes}}.dump();
}

std::int64_t parse_request_line(std::string_view line) {
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object() || number_of(object, "v", INT64_MAX) != protocol_version) return -1;
    const auto size = object.find("size");
    return size == object.end() || !size->is_number_unsigned() ? -1 : number_of(object, "size", INT64_MAX);
}

}  // namespace understudy
