// Recordings that exist in memory only, some of them broken.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/bytes.hpp"

namespace understudy::test {

using Bytes = std::span<const std::byte>;

/// Delivers a text in chunks, or a Trouble after so many bytes.
class TextSource final : public ByteSource {
  public:
    explicit TextSource(std::string text, std::size_t chunk = 64u << 10)
        : text_(std::move(text)), chunk_(chunk), announced_(text_.size()) {}

    TextSource& breaks_after(std::size_t bytes, Trouble trouble) {
        breaks_at_ = bytes;
        trouble_ = std::move(trouble);
        return *this;
    }
    /// Says that it is longer or shorter than it is.
    TextSource& announces(std::uint64_t size) {
        announced_ = size;
        return *this;
    }

    [[nodiscard]] std::uint64_t size() const override { return announced_; }
    void read(std::function<void(Outcome<Bytes>)> reply) override {
        if (breaks_at_ && at_ >= *breaks_at_) return reply(failure(trouble_));
        const std::size_t length = std::min(chunk_, text_.size() - at_);
        const Bytes chunk = std::as_bytes(std::span(text_)).subspan(at_, length);
        at_ += length;
        reply(chunk);
    }

  private:
    std::string text_;
    std::size_t chunk_, at_ = 0;
    std::uint64_t announced_;
    std::optional<std::size_t> breaks_at_;
    Trouble trouble_;
};

/// A recording that is too large for the memory of a test: the same block again and again, counted.
class CountedSource final : public ByteSource {
  public:
    CountedSource(std::uint64_t size, std::shared_ptr<std::uint64_t> delivered)
        : size_(size), delivered_(std::move(delivered)) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    void read(std::function<void(Outcome<Bytes>)> reply) override {
        const std::uint64_t length = std::min<std::uint64_t>(block_.size(), size_ - *delivered_);
        *delivered_ += length;
        reply(std::as_bytes(std::span(block_)).first(static_cast<std::size_t>(length)));
    }

  private:
    std::string block_ = std::string(256u << 10, 'a');
    std::uint64_t size_;
    std::shared_ptr<std::uint64_t> delivered_;
};

/// A recording on a disk that hangs: the reply comes when, and if, the test gives it.
class StuckSource final : public ByteSource {
  public:
    struct View {
        std::function<void(Outcome<Bytes>)> waiting;  ///< empty while nobody reads
        bool destroyed = false;
    };
    StuckSource(std::uint64_t size, std::shared_ptr<View> view) : size_(size), view_(std::move(view)) {}
    ~StuckSource() override {
        view_->waiting = nullptr;
        view_->destroyed = true;
    }
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    void read(std::function<void(Outcome<Bytes>)> reply) override { view_->waiting = std::move(reply); }

  private:
    std::uint64_t size_;
    std::shared_ptr<View> view_;
};

}  // namespace understudy::test
