// Listening sockets.
#pragma once

#include <string>

#include "net/server.hpp"

namespace understudy::net {

/// A bound, listening, non-blocking socket; closes it at its end, and removes its file unless it was
/// inherited.
class Listener {
  public:
    Listener(int socket, ListenOn where) : socket_(socket), where_(std::move(where)) {}
    ~Listener() { close(); }
    Listener(Listener&& other) noexcept;
    Listener& operator=(Listener&&) = delete;

    /// From now on, connecting is refused; on an inherited socket it waits for the next who listens there.
    void close();
    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] int family() const;
    [[nodiscard]] const ListenOn& where() const { return where_; }  ///< with the real port

  private:
    int socket_;
    ListenOn where_;
};

/// A stale file of a unix socket is replaced, one that somebody listens on is not. What is inherited is taken
/// over as it is, and made non-blocking and close-on-exec. The error is for people.
[[nodiscard]] Result<Listener, std::string> listen_on(ListenOn where);

/// Where a socket that was inherited listens, with `inherited` set and nothing else; the error says what is
/// wrong with it when it is no listening stream socket of TCP or of a path. The socket stays the caller's.
[[nodiscard]] Result<ListenOn, std::string> address_of(int socket);

/// The same path, or the same address and port, however the address is written.
[[nodiscard]] bool same_place(const ListenOn& one, const ListenOn& other);

/// Who is at the other end of an accepted socket.
[[nodiscard]] Peer peer_of(int socket);

}  // namespace understudy::net
