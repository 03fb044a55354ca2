// What every fuzz target uses: a property that must hold, and an input taken in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace understudy::fuzz {

/// Ends the process where a property does not hold; an exception could be caught on its way.
inline void holds(bool property, const char* sentence) {
    if (property) return;
    std::fprintf(stderr, "this does not hold: %s\n", sentence);
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The text up to the next `end`, which is taken away with it; all of it where there is none.
inline std::string_view take_until(std::string_view& text, char end) {
    const std::string_view piece = text.substr(0, text.find(end));
    text.remove_prefix(piece.size() < text.size() ? piece.size() + 1 : piece.size());
    return piece;
}

/// No control character but the line's end, where that is allowed.
inline bool printable(std::string_view text, bool lines = false) {
    for (const char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && !(lines && c == '\n')) || c == 0x7F) return false;
    return true;
}

}  // namespace understudy::fuzz

/// One input. Each target has its own; libFuzzer calls it, or replay.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
