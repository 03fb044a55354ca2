// The lines between the daemon and the probe, a process that a broken recording may have taken over. Two
// lines: the probe's, and a request.
#include "audio/hearing.hpp"
#include "core/paths.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

void check_text(const std::string& text, std::size_t longest) {
    holds(text.size() <= longest && is_utf8(text) && !has_control_character(text), "a text can be shown");
}

void check(const Hearing& hearing) {
    check_text(hearing.label, 2'000);
    check_text(hearing.container, 400);
    check_text(hearing.codec, 400);
    holds(hearing.duration_us >= 0 && hearing.declared_duration_us >= 0 && hearing.decode_errors >= 0 &&
              hearing.sample_rate >= 0 && hearing.channels >= 0 && hearing.read_error >= 0,
          "no number is below nothing");
    holds(hearing.read_error != 0 || (hearing.sha256.size() == 64 && hearing.xxh3.size() == 32),
          "what was read was hashed");
    // What was written out (\x1b) has become longer, and may be cut the second time.
    if (hearing.label.size() > 200 || hearing.container.size() > 40 || hearing.codec.size() > 40) return;
    const std::string line = to_line(hearing);
    const auto again = parse_probe_line(line);
    holds(std::holds_alternative<Hearing>(again), "what we say we understand");
    holds(to_line(std::get<Hearing>(again)) == line, "a hearing comes back as it was said");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    std::string_view rest = fuzz::text_of(data, size);
    const auto parsed = parse_probe_line(fuzz::take_until(rest, '\n'));
    if (const auto* hearing = std::get_if<Hearing>(&parsed)) fuzz::check(*hearing);
    if (const auto* progress = std::get_if<Progress>(&parsed))
        fuzz::holds(parse_probe_line(to_line(*progress)) == parsed, "progress comes back as it was");
    const std::int64_t asked = parse_request_line(rest);
    fuzz::holds(asked >= -1, "a size is one, or -1");
    if (asked >= 0)
        fuzz::holds(parse_request_line(request_line(static_cast<std::uint64_t>(asked))) == asked,
                    "a request comes back as it was");
    return 0;
}
