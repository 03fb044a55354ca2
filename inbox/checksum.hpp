// Upload-Checksum: "sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", and the digest that a piece comes to.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace understudy::inbox {

struct Checksum {
    std::string algorithm;  ///< "sha1" or "sha256"
    std::string digest;     ///< bytes, as many as the algorithm has
    bool operator==(const Checksum&) const = default;
};

/// The error is for people: an algorithm that is not known here, or no base64 of its length.
[[nodiscard]] Result<Checksum, std::string> parse_checksum(std::string_view text);

/// Adds up to what is compared.
class Digester {
  public:
    explicit Digester(const Checksum& wanted);
    ~Digester();
    Digester(Digester&&) noexcept;
    Digester& operator=(Digester&&) noexcept;

    void add(std::string_view bytes);
    /// Once, at the end.
    [[nodiscard]] bool agrees();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace understudy::inbox
