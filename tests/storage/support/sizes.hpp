// How much of it: what is quick for every day, or all of it for the night (UNDERSTUDY_NIGHTLY=1). Everything
// random comes from one seed (UNDERSTUDY_SEED, 1 unless told).
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace understudy::testing {

inline bool nightly() {
    const char* set = std::getenv("UNDERSTUDY_NIGHTLY");
    return set != nullptr && std::string(set) == "1";
}

inline std::uint64_t seed() {
    const char* set = std::getenv("UNDERSTUDY_SEED");
    return set != nullptr ? std::strtoull(set, nullptr, 10) : 1;
}

}  // namespace understudy::testing
