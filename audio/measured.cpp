#include "audio/measured.hpp"

#include "core/formats.hpp"

namespace understudy {
namespace {

/// A container that the cloud does not take is another format, whatever the sniffing made of it; a file of no
/// bytes is a recording without sound.
Content content_of(const Hearing& hearing) {
    if (hearing.bytes == 0) return Content::recording;
    if (hearing.content == Content::recording && !is_accepted_container(hearing.container))
        return Content::not_audio;
    return hearing.content;
}

}  // namespace

Measurement measured(const Hearing& hearing) {
    Measurement m;
    m.duration_us = hearing.duration_us;
    m.container = hearing.container;
    m.codec = hearing.codec;
    m.sample_rate = hearing.sample_rate;
    m.channels = hearing.channels;
    m.sha256 = hearing.sha256;
    m.xxh3 = hearing.xxh3;
    m.content = content_of(hearing);
    m.label = hearing.label;
    m.declared_duration_us = hearing.declared_duration_us;
    m.decode_errors = hearing.decode_errors;
    m.has_video = hearing.has_video;
    m.meters = meters_version;
    m.sound = hearing.sound;
    return m;
}

Measurement probe_failed(std::string how) {
    Measurement m;
    m.content = Content::probe_failed;
    m.label = std::move(how);
    return m;
}

}  // namespace understudy
