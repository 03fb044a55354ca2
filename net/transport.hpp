// A connected, non-blocking socket as single steps that never wait: plain or TLS. Waiting is Stream's part,
// so that TLS needs no asynchronous machinery of its own and "handed to the kernel" is exact.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace understudy::net {

enum class Attempt {
    done,         ///< `bytes` were moved
    ended,        ///< the other side closed in good order
    wants_read,   ///< try again when the socket is readable
    wants_write,  ///< try again when the socket is writable
    failed,       ///< `what` says why; the connection is of no further use
};

struct Step {
    Attempt attempt = Attempt::failed;
    std::size_t bytes = 0;
    std::string what;
};

/// Does not own the socket, and never raises SIGPIPE.
class Transport {
  public:
    virtual ~Transport() = default;
    virtual Step handshake() = 0;
    virtual Step read(std::span<std::byte> into) = 0;
    /// done: at least one byte of content can be read now.
    virtual Step peek() = 0;
    /// done: `bytes` of `from` are wholly in the kernel's hands. After wants_*, the same bytes come first
    /// again.
    virtual Step write(std::span<const std::byte> from) = 0;
    /// Tells the other side that no more comes (TLS close_notify), as far as that is possible without
    /// waiting.
    virtual void say_goodbye() = 0;
};

[[nodiscard]] std::unique_ptr<Transport> plain_transport(int socket);

/// The operating system's words for an errno value.
[[nodiscard]] std::string words_of_errno(int error);

}  // namespace understudy::net
