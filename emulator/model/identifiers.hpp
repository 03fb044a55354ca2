// Ids that look like the cloud's: "fine_tune_" and 22 base58 characters, UUIDs for voices and requests.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace understudy::emulator {

/// One seed, one sequence of ids: a simulation can be repeated bit for bit.
class Identifiers {
  public:
    explicit Identifiers(std::uint64_t seed) : engine_(seed) {}
    /// `prefix` + "_" + 22 base58 characters.
    [[nodiscard]] std::string prefixed(std::string_view prefix);
    /// A random (version 4) UUID in lower case.
    [[nodiscard]] std::string uuid();

  private:
    std::mt19937_64 engine_;
};

/// Whether a text has the form of a UUID, either case.
[[nodiscard]] bool looks_like_uuid(std::string_view text);

}  // namespace understudy::emulator
