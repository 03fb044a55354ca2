// Bytes that were read from a connection and are not used yet.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <vector>

namespace understudy::net {

/// Grows from 8 KiB to `capacity`, where room() becomes empty.
class InputBuffer {
  public:
    explicit InputBuffer(std::size_t capacity) : capacity_(capacity) {}

    [[nodiscard]] bool empty() const { return begin_ == end_; }
    [[nodiscard]] std::span<const std::byte> unread() const {
        return std::span(storage_).subspan(begin_, end_ - begin_);
    }
    /// Where the next bytes may be read to; tell with filled() how many came.
    [[nodiscard]] std::span<std::byte> room() {
        if (begin_ > 0) {
            std::memmove(storage_.data(), storage_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ == storage_.size() && end_ < capacity_)
            storage_.resize(std::clamp<std::size_t>(end_ * 2, 8192, capacity_));
        return std::span(storage_).subspan(end_);
    }
    void filled(std::size_t bytes) { end_ += bytes; }
    void consume(std::size_t bytes) {
        begin_ += bytes;
        if (begin_ == end_) begin_ = end_ = 0;
    }
    /// Moves unread bytes into `into`; how many.
    std::size_t take(std::span<std::byte> into) {
        const std::size_t bytes = std::min(into.size(), end_ - begin_);
        if (bytes > 0) std::memcpy(into.data(), storage_.data() + begin_, bytes);
        consume(bytes);
        return bytes;
    }

  private:
    std::size_t capacity_, begin_ = 0, end_ = 0;
    std::vector<std::byte> storage_;
};

}  // namespace understudy::net
