#include "net/transport.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace understudy::net {
namespace {

class PlainTransport final : public Transport {
  public:
    explicit PlainTransport(int socket) : socket_(socket) {}

    Step handshake() override { return {.attempt = Attempt::done}; }

    Step read(std::span<std::byte> into) override {
        return after(::recv(socket_, into.data(), into.size(), 0), Attempt::wants_read);
    }

    Step peek() override {
        std::byte one{};
        return after(::recv(socket_, &one, 1, MSG_PEEK), Attempt::wants_read);
    }

    Step write(std::span<const std::byte> from) override {
        return after(::send(socket_, from.data(), from.size(), MSG_NOSIGNAL), Attempt::wants_write);
    }

    void say_goodbye() override {}

  private:
    static Step after(ssize_t moved, Attempt wanted) {
        if (moved > 0) return {.attempt = Attempt::done, .bytes = static_cast<std::size_t>(moved)};
        if (moved == 0) return {.attempt = wanted == Attempt::wants_read ? Attempt::ended : Attempt::done};
        if (errno == EAGAIN || errno == EINTR) return {.attempt = wanted};
        return {.attempt = Attempt::failed, .what = words_of_errno(errno)};
    }

    int socket_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(int socket) { return std::make_unique<PlainTransport>(socket); }

std::string words_of_errno(int error) { return std::system_category().message(error); }

}  // namespace understudy::net
