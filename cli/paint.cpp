#include "cli/paint.hpp"

#include "cli/text.hpp"

namespace understudy::cli {

namespace {
const char* code_of(Ink ink) {
    switch (ink) {
        case Ink::plain:
            return "";
        case Ink::bold:
            return "\x1b[1m";
        case Ink::dim:
            return "\x1b[2m";
        case Ink::red:
            return "\x1b[31m";
        case Ink::green:
            return "\x1b[32m";
        case Ink::yellow:
            return "\x1b[33m";
        case Ink::cyan:
            return "\x1b[36m";
    }
    return "";
}
}  // namespace

std::string painted(std::string_view text, Ink ink, bool colours) {
    if (!colours || ink == Ink::plain || text.empty()) return std::string(text);
    return code_of(ink) + std::string(text) + "\x1b[0m";
}

std::string to_text(const Line& line, std::size_t width, bool colours) {
    std::size_t columns = 0;
    for (const Span& span : line) columns += display_width(span.text);
    std::string result;
    std::size_t room = width;
    const bool cut = columns > width;
    for (const Span& span : line) {
        const std::size_t wanted = display_width(span.text);
        // The last piece that fits exactly must leave a column for the "…" when more would follow.
        const bool last = cut && wanted >= room;
        const std::string text = last ? truncated(span.text + " ", room) : span.text;
        result += painted(text, span.ink, colours);
        if (last) break;
        room -= wanted;
    }
    return result;
}

Ink ink_of(std::string_view word) {
    if (word == "completed" || word == "pass") return Ink::green;
    if (word == "failed" || word == "block") return Ink::red;
    if (word == "held" || word == "warn") return Ink::yellow;
    if (word == "uploading" || word == "training") return Ink::cyan;
    if (word == "canceled" || word == "draft") return Ink::dim;
    return Ink::plain;
}

}  // namespace understudy::cli
