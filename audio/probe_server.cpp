#include "audio/probe_server.hpp"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>

#include "audio/file_descriptor.hpp"
#include "audio/hearing.hpp"
#include "audio/listen.hpp"
#include "audio/sandbox.hpp"

namespace understudy {
namespace {

constexpr int socket_fd = 0;
constexpr int exit_protocol = 65, exit_no_sandbox = 77;

struct Request {
    FileDescriptor file;
    std::uint64_t size_bytes = 0;
};

FileDescriptor descriptor_in(msghdr& message) {
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof(int)))
        return {};
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return FileDescriptor(fd);
}

enum class Received { request, end, nonsense };

// A request is one line with one descriptor, sent in one piece; the next one comes after our answer.
Received receive(Request& request) {
    std::array<char, 256> text{};
    iovec room{text.data(), text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t got = 0;
    do {
        got = ::recvmsg(socket_fd, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got == 0) return Received::end;
    if (got < 0) return Received::nonsense;
    request.file = descriptor_in(message);
    const std::string_view line(text.data(), static_cast<std::size_t>(got));
    const std::int64_t size = line.ends_with('\n') ? parse_request_line(line.substr(0, line.size() - 1)) : -1;
    request.size_bytes = static_cast<std::uint64_t>(size);
    return request.file && is_read_only(request.file.get()) && size >= 0 ? Received::request
                                                                         : Received::nonsense;
}

bool send_line(std::string line) {
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t sent = ::send(socket_fd, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool answer(const Request& request) {
    if (!limit_computing_time(request.size_bytes)) return false;
    const auto tell = [](std::uint64_t read_bytes) {
        static_cast<void>(send_line(to_line(Progress{read_bytes})));
    };
    return send_line(to_line(listen(request.file.get(), request.size_bytes, tell)));
}

}  // namespace

int serve(pid_t parent) {
    step_back();
    if (!bind_to_parent(parent) || !give_up_privileges() || !limit_memory_and_files(1) ||
        !shut_in(MayOpen::nothing))
        return exit_no_sandbox;
    for (;;) {
        Request request;
        const Received received = receive(request);
        if (received == Received::end) return 0;
        if (received == Received::nonsense || !answer(request)) return exit_protocol;
    }
}

}  // namespace understudy
