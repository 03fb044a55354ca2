// What a run did, in order: always as a hash, so that two runs can be compared, and as lines where somebody
// reads them.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace understudy::simulated {

class Trace {
  public:
    explicit Trace(bool printed = false) : printed_(printed) {}
    [[nodiscard]] bool printed() const { return printed_; }
    [[nodiscard]] std::uint64_t hash() const { return hash_; }

    /// FNV-1a 64 over the time and the words.
    void say(Duration at, std::string_view what, std::string_view detail = {}) {
        mix(static_cast<std::uint64_t>(at.count()));
        for (const char c : what) mix_byte(static_cast<unsigned char>(c));
        for (const char c : detail) mix_byte(static_cast<unsigned char>(c));
        if (printed_) print(at, what, detail);
    }
    void mix(std::uint64_t value) {
        for (int i = 0; i < 8; ++i) mix_byte(static_cast<unsigned char>(value >> (8 * i)));
    }

  private:
    void mix_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 1099511628211u; }
    static void print(Duration at, std::string_view what, std::string_view detail) {
        const auto us = at.count();
        std::printf("%3lld d %02lld:%02lld:%02lld.%06lld  %-18.*s %.*s\n",
                    static_cast<long long>(us / 86'400'000'000),
                    static_cast<long long>(us / 3'600'000'000 % 24),
                    static_cast<long long>(us / 60'000'000 % 60), static_cast<long long>(us / 1'000'000 % 60),
                    static_cast<long long>(us % 1'000'000), static_cast<int>(what.size()), what.data(),
                    static_cast<int>(detail.size()), detail.data());
    }

    bool printed_ = false;
    std::uint64_t hash_ = 14695981039346656037u;
};

}  // namespace understudy::simulated
