// A target with two mistakes in it, to show that a replay sees what a target finds.
#include <vector>

#include "tests/fuzz/fuzz.hpp"

using namespace understudy::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of(data, size);
    holds(!text.starts_with("a broken property"), "the property that was planted");
    // A copy of its own, so that a byte too far lies outside of the memory.
    const std::vector<char> bytes(text.begin(), text.end());
    const std::size_t beyond = text.starts_with("a byte too far") ? 1 : 0;
    const volatile char last = size > 0 ? *(bytes.data() + size - 1 + beyond) : '\0';
    return last == '\0' ? 0 : 0;
}
