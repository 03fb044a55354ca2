// multipart/form-data in the emulator. The first line is a Content-Type, the first byte after it the size of
// the pieces that the body comes in; read in pieces and read at once must come to the same. And what our own
// upload builds around any bytes is read back as it was.
#include "emulator/multipart.hpp"

#include <vector>

#include "cartesia/multipart.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

using namespace emulator;

struct Part {
    std::string name, filename, type, bytes;
    bool ended = false;
    bool operator==(const Part&) const = default;
};
struct Reading {
    std::vector<Part> parts;
    bool good = true, complete = false;
    std::string problem;
};

Reading read(std::string_view boundary, std::string_view body, std::size_t step) {
    Reading reading;
    const auto begin = [&](const PartHead& head) {
        reading.parts.push_back({head.name, head.filename.value_or("-"), head.content_type, "", false});
    };
    MultipartReader reader(boundary,
                           {.begin = begin,
                            .data = [&](std::string_view bytes) { reading.parts.back().bytes += bytes; },
                            .end = [&] { reading.parts.back().ended = true; }});
    while (reading.good && !body.empty()) {
        reading.good = reader.feed(body.substr(0, step));
        body.remove_prefix(std::min(step, body.size()));
    }
    reading.complete = reader.complete();
    reading.problem = reader.problem();
    return reading;
}

void check_pieces(std::string_view boundary, std::string_view body, std::size_t step) {
    const Reading whole = read(boundary, body, body.size() + 1), pieces = read(boundary, body, step);
    holds(whole.good == pieces.good && whole.complete == pieces.complete, "pieces end as the whole does");
    holds(!whole.good || whole.parts == pieces.parts || !whole.complete, "pieces come to the same parts");
    holds(whole.good == whole.problem.empty(), "what is broken says why");
    for (const Part& part : whole.parts)
        holds(!whole.complete || part.ended, "a whole body's parts have ended");
}

void check_upload(std::string_view bytes, std::size_t step) {
    constexpr std::string_view boundary = "a-boundary-that-no-input-holds-0123456789";
    if (bytes.find(boundary) != std::string_view::npos) return;
    const auto frame = cartesia::multipart_frame("take-1.3f9a0c12be77.wav", boundary);
    holds(multipart_boundary(frame.content_type) == boundary, "the boundary is announced");
    const Reading reading = read(boundary, frame.prefix + std::string(bytes) + frame.suffix, step);
    holds(reading.complete && reading.parts.size() == 2, "an upload has two parts");
    holds(reading.parts.front() ==
              Part{"file", "take-1.3f9a0c12be77.wav", "audio/wav", std::string(bytes), true},
          "a file arrives as it was sent");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    std::string_view rest = fuzz::text_of(data, size);
    const std::string_view type = fuzz::take_until(rest, '\n');
    const std::size_t step = rest.empty() ? 1 : 1 + static_cast<unsigned char>(rest.front());
    rest.remove_prefix(rest.empty() ? 0 : 1);
    fuzz::check_upload(rest, step);
    if (const auto boundary = emulator::multipart_boundary(type)) fuzz::check_pieces(*boundary, rest, step);
    return 0;
}
