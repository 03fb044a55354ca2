#include "audio/verdict.hpp"

#include <array>
#include <cstdio>

#include "audio/formats.hpp"
#include "audio/paths.hpp"

namespace understudy {
namespace {

std::string seconds_in_words(std::int64_t duration_us) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f s", static_cast<double>(duration_us) / 1e6);
    return text.data();
}

std::string name_of(std::string_view path) { return for_people(path.substr(path.rfind('/') + 1)); }

void set(Measurement& m, FileVerdict verdict, const char* reason, std::string detail) {
    m.verdict = verdict;
    m.reason = reason;
    m.detail = std::move(detail);
}

void judge_other(Measurement& m, const Hearing& hearing, std::string_view path) {
    const std::string name = name_of(path);
    switch (hearing.content) {
        case Content::other_format:
            return set(m, FileVerdict::block, "format_not_accepted",
                       name + " is " + (hearing.label.empty() ? "something else" : hearing.label) +
                           ", which the cloud does not accept: convert it to FLAC, which loses nothing: " +
                           for_people(conversion_command(path)));
        case Content::no_sound:
            return set(m, FileVerdict::block, "no_sound",
                       name + " holds " + (hearing.has_video ? "pictures but no sound" : "no sound") +
                           ": take it out of the recordings");
        case Content::not_audio:
        case Content::recording:
            return set(m, FileVerdict::block, "not_audio",
                       name + " is not audio" + (hearing.label.empty() ? "" : " but " + hearing.label) +
                           ": take it out of the recordings, or copy the recording again");
    }
}

// The end is missing when the header promises distinctly more than was found. (A header that promises less
// is common and harmless: joined and streamed files.)
bool is_cut_short(const Hearing& h) {
    constexpr std::int64_t slack_us = 100'000;
    return h.declared_duration_us > h.duration_us + slack_us;
}

void judge_damage(Measurement& m, const Hearing& h, std::string_view path) {
    const std::string heard = seconds_in_words(h.duration_us);
    if (is_cut_short(h))
        return set(m, FileVerdict::warn, "damaged",
                   name_of(path) + " ends early: " + heard + " of the " +
                       seconds_in_words(h.declared_duration_us) +
                       " that its header promises; copy it again if the rest matters");
    set(m, FileVerdict::warn, "damaged",
        name_of(path) + " is damaged in " + std::to_string(h.decode_errors) +
            (h.decode_errors == 1 ? " place" : " places") + ": " + heard + " could be heard");
}

void judge_recording(Measurement& m, const Hearing& h, std::string_view path) {
    const std::string extension = extension_of(path);
    if (h.duration_us <= 0)
        return set(
            m, FileVerdict::block, "empty",
            name_of(path) +
                " holds no sound that can be decoded: take it out of the recordings, or copy it again");
    if (is_cut_short(h) || h.decode_errors > 0) return judge_damage(m, h, path);
    if (!extension_fits(extension, h.container))
        return set(m, FileVerdict::warn, "extension_lies",
                   name_of(path) + " is named " + extension + " but holds " + h.container +
                       ": rename it to " + std::string(usual_extension(h.container)));
    if (h.has_video)
        set(m, FileVerdict::warn, "has_video",
            name_of(path) +
                " also holds pictures, which are sent along for nothing: keep the sound alone, for "
                "example: " +
                for_people(conversion_command(path)));
}

}  // namespace

Measurement judge(const Hearing& hearing, std::string_view path) {
    Measurement m;
    m.duration_us = hearing.duration_us;
    m.container = hearing.container;
    m.codec = hearing.codec;
    m.sample_rate = hearing.sample_rate;
    m.channels = hearing.channels;
    m.sha256 = hearing.sha256;
    m.xxh3 = hearing.xxh3;
    m.sound = hearing.sound;
    const bool sound = hearing.content == Content::recording && is_accepted_container(hearing.container);
    if (sound || hearing.bytes == 0) judge_recording(m, hearing, path);
    if (!sound && hearing.bytes > 0) judge_other(m, hearing, path);
    return m;
}

Measurement probe_failed(std::string_view path, std::string_view how) {
    Measurement m;
    set(m, FileVerdict::block, "probe_failed",
        name_of(path) + " could not be measured: the probe " + std::string(how) +
            ". Copy the recording again or convert it: " + for_people(conversion_command(path)));
    return m;
}

}  // namespace understudy
