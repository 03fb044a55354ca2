// The other side as plain bytes: a server that answers what a test tells it to, and a client that sends what
// no client of ours would.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "world.hpp"

namespace understudy::test {

/// A blocking TCP socket. Every wait is bounded to 20 s, so that a broken test ends.
class RawSocket {
  public:
    explicit RawSocket(int socket);
    RawSocket(RawSocket&& other) noexcept;
    ~RawSocket();

    void send(const std::string& bytes);
    /// Up to and including `mark`, or what came before the end.
    std::string read_until(const std::string& mark);
    /// At least `count` bytes, or what came before the end.
    std::string read_bytes(std::size_t count);
    std::string read_some();  ///< whatever comes next, "" at the end
    std::string read_to_end();
    void shut_down_sending();
    void reset();
    void close();

  private:
    bool read_more(std::string& into);
    int socket_;
    std::string ahead_;
};

/// Connects from plain code; the server must run on another thread, or accept from its backlog later.
[[nodiscard]] RawSocket connect_to(std::uint16_t port);

/// A server on a thread of its own: `behave` gets each connection, one after the other.
class RawServer {
  public:
    explicit RawServer(std::function<void(RawSocket&, int nth)> behave);
    ~RawServer();
    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    int listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

/// Runs the world's I/O on this thread while `work` runs on another; returns when `work` does.
void while_serving(net::asio::io_context& io, const std::function<void()>& work);

}  // namespace understudy::test
