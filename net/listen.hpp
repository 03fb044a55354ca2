// Listening sockets.
#pragma once

#include <string>

#include "net/server.hpp"

namespace understudy::net {

/// A bound, listening, non-blocking socket; closes it, and removes its file, at its end.
class Listener {
  public:
    Listener(int socket, ListenOn where) : socket_(socket), where_(std::move(where)) {}
    ~Listener() { close(); }
    Listener(Listener&& other) noexcept;
    Listener& operator=(Listener&&) = delete;

    /// From now on, connecting is refused.
    void close();
    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] int family() const;
    [[nodiscard]] const ListenOn& where() const { return where_; }  ///< with the real port

  private:
    int socket_;
    ListenOn where_;
};

/// A stale file of a unix socket is replaced, one that somebody listens on is not. The error is for people.
[[nodiscard]] Result<Listener, std::string> listen_on(ListenOn where);

/// Who is at the other end of an accepted socket.
[[nodiscard]] Peer peer_of(int socket);

}  // namespace understudy::net
