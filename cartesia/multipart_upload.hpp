// One recording on its way to the cloud: frame, bytes from disk, frame, in constant memory.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <optional>

#include "cartesia/bandwidth_limit.hpp"
#include "cartesia/multipart.hpp"
#include "core/bytes.hpp"
#include "core/trouble.hpp"
#include "net/client.hpp"

namespace understudy::cartesia {

/// The bytes between two calls of on_progress.
constexpr std::uint64_t progress_step = 64u << 10;

/// Its parts outlive it. The end of the frame goes out only after the source has delivered every byte, so
/// that a recording that changed or broke can never arrive as a whole file.
class MultipartUpload final : public net::BodyStream {
  public:
    using OnProgress = std::function<void(std::uint64_t bytes_sent)>;

    MultipartUpload(asio::any_io_executor executor, const MultipartFrame& frame, ByteSource& source,
                    const OnProgress& on_progress, BandwidthLimit& limit);

    [[nodiscard]] std::uint64_t size() const override;
    asio::awaitable<std::optional<std::span<const std::byte>>> next() override;

    /// Why the source could not go on.
    [[nodiscard]] const std::optional<Trouble>& trouble() const { return trouble_; }
    /// False proves that the cloud cannot have the request whole, whatever it answers.
    [[nodiscard]] bool handed_out_whole() const { return part_ == Part::end; }

  private:
    enum class Part { prefix, content, end };
    using Bytes = std::span<const std::byte>;

    asio::awaitable<bool> read_chunk();
    [[nodiscard]] bool accept(Outcome<Bytes> chunk);
    Bytes slice_of_chunk();
    void report_progress();

    asio::any_io_executor executor_;
    const MultipartFrame& frame_;
    ByteSource& source_;
    const OnProgress& on_progress_;
    BandwidthLimit& limit_;
    Part part_ = Part::prefix;
    Bytes chunk_;             ///< of the source's last read: what is not yet handed out
    std::uint64_t read_ = 0;  ///< bytes of the file, from the source
    std::uint64_t handed_out_ = 0, reported_ = 0;
    std::optional<Trouble> trouble_;
};

}  // namespace understudy::cartesia
