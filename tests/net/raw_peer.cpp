#include "raw_peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace understudy::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

RawSocket::RawSocket(int socket) : socket_(socket) {
    const timeval limit{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), ahead_(std::move(other.ahead_)) {}

RawSocket::~RawSocket() { close(); }

void RawSocket::send(const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto moved = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (moved <= 0) return;
        sent += static_cast<std::size_t>(moved);
    }
}

bool RawSocket::read_more(std::string& into) {
    char block[16384];
    const auto moved = ::recv(socket_, block, sizeof block, 0);
    if (moved <= 0) return false;
    into.append(block, static_cast<std::size_t>(moved));
    return true;
}

std::string RawSocket::read_until(const std::string& mark) {
    std::size_t place = 0;
    while ((place = ahead_.find(mark)) == std::string::npos)
        if (!read_more(ahead_)) return std::exchange(ahead_, "");
    std::string found = ahead_.substr(0, place + mark.size());
    ahead_.erase(0, found.size());
    return found;
}

std::string RawSocket::read_bytes(std::size_t count) {
    while (ahead_.size() < count)
        if (!read_more(ahead_)) break;
    return std::exchange(ahead_, "");
}

std::string RawSocket::read_some() {
    if (ahead_.empty()) read_more(ahead_);
    return std::exchange(ahead_, "");
}

std::string RawSocket::read_to_end() {
    while (read_more(ahead_)) continue;
    return std::exchange(ahead_, "");
}

void RawSocket::shut_down_sending() { ::shutdown(socket_, SHUT_WR); }

void RawSocket::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

void RawSocket::close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

RawSocket connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    require(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
            "the server listens");
    return RawSocket(socket);
}

RawServer::RawServer(std::function<void(RawSocket&, int)> behave)
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    require(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                ::listen(listener_, 16) == 0 &&
                ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0,
            "a loopback port is free");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, behave = std::move(behave)] {
        for (int nth = 0;; ++nth) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            RawSocket connection(socket);
            behave(connection, nth);
        }
    });
}

RawServer::~RawServer() {
    ::shutdown(listener_, SHUT_RDWR);  // wakes accept
    thread_.join();
    ::close(listener_);
}

void while_serving(net::asio::io_context& io, const std::function<void()>& work) {
    bool ended = false;
    auto guard = net::asio::make_work_guard(io);
    std::thread other([&] {
        work();
        net::asio::post(io, [&] { ended = true; });
    });
    net::run_until(io, [&] { return ended; });
    other.join();
}

}  // namespace understudy::test
