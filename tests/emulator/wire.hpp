// A blocking client that speaks bytes, to see what really comes over the wire. Every read is bounded.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

namespace understudy::emulator::testing {

class Wire {
  public:
    explicit Wire(const std::string& url) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval limit{30, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) reset_ = true;
    }
    ~Wire() { ::close(socket_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void send(const std::string& bytes) {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const auto n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (n <= 0) {
                reset_ = true;
                return;
            }
            sent += static_cast<std::size_t>(n);
        }
    }
    /// Reads until the text has come or the connection has ended; gives all that came so far.
    const std::string& read_until(const std::string& text) {
        while (received_.find(text) == std::string::npos && read_some()) continue;
        return received_;
    }
    const std::string& read_to_the_end() {
        while (read_some()) continue;
        return received_;
    }
    [[nodiscard]] bool was_reset() const { return reset_; }

  private:
    bool read_some() {
        std::array<char, 4096> chunk{};
        const auto n = ::recv(socket_, chunk.data(), chunk.size(), 0);
        if (n < 0) reset_ = errno == ECONNRESET;
        if (n > 0) received_.append(chunk.data(), static_cast<std::size_t>(n));
        return n > 0;
    }
    int socket_;
    bool reset_ = false;
    std::string received_;
};

}  // namespace understudy::emulator::testing
