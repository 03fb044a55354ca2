// A stream of a recording's bytes, read off the I/O thread (a NAS may stall for minutes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "core/trouble.hpp"

namespace understudy {

/// Reads one file from its beginning to its end, once. Destroying it is allowed at any time, also while a
/// read is under way: then that read's reply is never called and the buffer is no longer touched by the time
/// that the destructor returns or, where the disk is stuck, the source keeps a buffer of its own alive.
class ByteSource {
  public:
    virtual ~ByteSource() = default;

    /// The size that was frozen at submission; exactly that many bytes are delivered, or a Trouble.
    [[nodiscard]] virtual std::uint64_t size() const = 0;

    /// Asks for the next bytes. The reply comes once, on the I/O thread, perhaps from inside the call, with
    /// the bytes (valid until the next call or the source's end); an empty span after the last. The size is
    /// checked when the file is opened, its XXH3 digest as it goes, and the source delivers the *last* chunk
    /// only when the digest of the whole file is right: with a recording that changed, the request can never
    /// be completed. Troubles: recording_changed, recording_unreadable (both Certainty::refused).
    virtual void read(std::function<void(Outcome<std::span<const std::byte>>)> reply) = 0;
};

}  // namespace understudy
