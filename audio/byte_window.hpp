// A few bytes of a file at a time, from a window that is read ahead: small reads in order cost one read of
// the disk for many of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/hashing_reader.hpp"

namespace understudy {

class ByteWindow {
  public:
    ByteWindow(HashingReader& reader, std::size_t capacity) : reader_(reader), capacity_(capacity) {}

    /// Valid until the next call; empty where the file has not that many there.
    [[nodiscard]] std::span<const std::byte> bytes(std::uint64_t at, std::size_t count) {
        if (at < from_ || at - from_ > bytes_.size() || bytes_.size() - (at - from_) < count) fill(at, count);
        const std::uint64_t skipped = at - from_;
        if (bytes_.size() < skipped + count) return {};
        return std::span(bytes_).subspan(static_cast<std::size_t>(skipped), count);
    }
    /// A big-endian number of that many bytes; 0 behind the end.
    [[nodiscard]] std::uint64_t number(std::uint64_t at, std::size_t count) {
        std::uint64_t value = 0;
        for (const std::byte byte : bytes(at, count))
            value = value << 8 | std::to_integer<std::uint64_t>(byte);
        return value;
    }

  private:
    void fill(std::uint64_t at, std::size_t count) {
        bytes_ = read_head(reader_, at, std::max(count, capacity_));
        from_ = at;
    }
    HashingReader& reader_;
    const std::size_t capacity_;
    std::uint64_t from_ = 0;
    std::vector<std::byte> bytes_;
};

}  // namespace understudy
