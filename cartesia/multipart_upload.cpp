#include "cartesia/multipart_upload.hpp"

#include <boost/asio/this_coro.hpp>
#include <memory>

namespace understudy::cartesia {
namespace {

using Bytes = std::span<const std::byte>;

/// Outlives the upload when the source's reply comes late.
struct Delivery {
    explicit Delivery(asio::any_io_executor executor) : arrived(std::move(executor)) {}
    std::optional<Outcome<Bytes>> chunk;
    net::Signal arrived;
};

Bytes bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

Trouble wrong_length(std::uint64_t expected) {
    Trouble trouble;
    trouble.certainty = Certainty::refused;
    trouble.kind = TroubleKind::recording_changed;
    trouble.type = "recording_changed";
    trouble.title = "The recording is not as long as it was";
    trouble.detail = "It was measured at " + std::to_string(expected) + " bytes.";
    return trouble;
}

}  // namespace

MultipartUpload::MultipartUpload(asio::any_io_executor executor, const MultipartFrame& frame,
                                 ByteSource& source, const OnProgress& on_progress, BandwidthLimit& limit)
    : executor_(std::move(executor)),
      frame_(frame),
      source_(source),
      on_progress_(on_progress),
      limit_(limit) {}

std::uint64_t MultipartUpload::size() const {
    return frame_.prefix.size() + source_.size() + frame_.suffix.size();
}

asio::awaitable<std::optional<Bytes>> MultipartUpload::next() {
    if (part_ == Part::prefix) {
        part_ = Part::content;
        co_return bytes_of(frame_.prefix);
    }
    if (part_ == Part::end) co_return Bytes();
    report_progress();
    if (chunk_.empty() && read_ < source_.size()) {
        const bool got_one = co_await read_chunk();
        if (!got_one) co_return std::nullopt;
    }
    if (chunk_.empty()) {
        part_ = Part::end;
        co_return bytes_of(frame_.suffix);
    }
    const Bytes slice = slice_of_chunk();
    co_await limit_.grant(slice.size());
    co_return slice;
}

/// False: cancelled, or trouble_ says why.
asio::awaitable<bool> MultipartUpload::read_chunk() {
    const auto delivery = std::make_shared<Delivery>(executor_);
    source_.read([delivery](Outcome<Bytes> chunk) {
        delivery->chunk = std::move(chunk);
        delivery->arrived.notify();
    });
    while (!delivery->chunk) {
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return false;
        co_await delivery->arrived.wait();
    }
    co_return accept(std::move(*delivery->chunk));
}

bool MultipartUpload::accept(Outcome<Bytes> chunk) {
    if (!chunk) {
        trouble_ = std::move(chunk).error();
        trouble_->certainty = Certainty::refused;
        return false;
    }
    if (chunk->empty() || chunk->size() > source_.size() - read_) {
        trouble_ = wrong_length(source_.size());
        return false;
    }
    chunk_ = *chunk;
    read_ += chunk_.size();
    return true;
}

Bytes MultipartUpload::slice_of_chunk() {
    const Bytes slice = chunk_.first(limit_.slice(chunk_.size()));
    chunk_ = chunk_.subspan(slice.size());
    handed_out_ += slice.size();
    return slice;
}

/// What was handed out before has been sent by now. The file's end is always told.
void MultipartUpload::report_progress() {
    const bool all = handed_out_ == source_.size();
    if (handed_out_ == reported_ || (!all && handed_out_ - reported_ < progress_step)) return;
    reported_ = handed_out_;
    if (on_progress_) on_progress_(reported_);
}

}  // namespace understudy::cartesia
