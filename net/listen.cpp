#include "net/listen.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <sstream>
#include <utility>

#include "net/transport.hpp"

namespace understudy::net {
namespace {

using asio::ip::tcp;

std::string words_of(const tcp::endpoint& endpoint) {
    std::ostringstream words;
    words << endpoint;
    return words.str();
}

int new_socket(int family) {
    const int socket = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (socket >= 0 && family != AF_UNIX) ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (socket >= 0 && family == AF_INET6) ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    return socket;
}

Result<Listener, std::string> cannot(int socket, int error, const std::string& where) {
    if (socket >= 0) ::close(socket);
    return failure("cannot listen on " + where + ": " + words_of_errno(error));
}

Result<Listener, std::string> listen_on_tcp(ListenOn where) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(where.address, error);
    if (error) return failure("cannot listen on \"" + where.address + "\": it is not an address");
    tcp::endpoint endpoint(address, where.port);
    const std::string words = words_of(endpoint);
    const int socket = new_socket(endpoint.protocol().family());
    auto size = static_cast<socklen_t>(endpoint.size());
    if (socket < 0 || ::bind(socket, endpoint.data(), size) != 0 || ::listen(socket, SOMAXCONN) != 0)
        return cannot(socket, errno, words);
    size = static_cast<socklen_t>(endpoint.capacity());
    if (::getsockname(socket, endpoint.data(), &size) != 0) return cannot(socket, errno, words);
    where.port = endpoint.port();
    return Listener(socket, std::move(where));
}

/// What stands in the way of binding `path`: nothing, a stale socket (removed), or something to respect.
std::string make_way(const std::string& path, const asio::local::stream_protocol::endpoint& endpoint) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return "";
    if (!S_ISSOCK(found.st_mode)) return "cannot listen on " + path + ": the file there is not a socket";
    const int probe = new_socket(AF_UNIX);
    const bool answered =
        ::connect(probe, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0 || errno == EAGAIN;
    ::close(probe);
    if (answered) return "cannot listen on " + path + ": another process listens there";
    ::unlink(path.c_str());
    return "";
}

Result<Listener, std::string> listen_on_unix(ListenOn where) {
    if (where.unix_path.size() >= sizeof(sockaddr_un::sun_path))
        return failure("cannot listen on " + where.unix_path + ": the path is too long for a unix socket");
    const asio::local::stream_protocol::endpoint endpoint(where.unix_path);
    if (std::string obstacle = make_way(where.unix_path, endpoint); !obstacle.empty())
        return failure(std::move(obstacle));
    const int socket = new_socket(AF_UNIX);
    if (socket < 0 || ::bind(socket, endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0 ||
        ::chmod(where.unix_path.c_str(), where.unix_mode) != 0 || ::listen(socket, SOMAXCONN) != 0)
        return cannot(socket, errno, where.unix_path);
    return Listener(socket, std::move(where));
}

Result<Listener, std::string> take_over(ListenOn where) {
    const int socket = where.inherited;
    const int flags = ::fcntl(socket, F_GETFL);
    if (flags < 0 || ::fcntl(socket, F_SETFL, flags | O_NONBLOCK) != 0 ||
        ::fcntl(socket, F_SETFD, FD_CLOEXEC) != 0)
        return failure("cannot take over the inherited socket " + std::to_string(socket) + ": " +
                       words_of_errno(errno));
    return Listener(socket, std::move(where));
}

int option_of(int socket, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    return ::getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

std::string path_of(const sockaddr_storage& found, socklen_t size) {
    const auto& address = reinterpret_cast<const sockaddr_un&>(found);
    const std::size_t begin = offsetof(sockaddr_un, sun_path);
    if (size <= begin) return "";
    return {address.sun_path, ::strnlen(address.sun_path, size - begin)};
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
    return port;
}

/// Besides the first. Those that cannot be told count as none.
std::vector<std::uint32_t> groups_of(int socket) {
    socklen_t length = 0;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, nullptr, &length) == 0 || errno != ERANGE) return {};
    std::vector<gid_t> groups(length / sizeof(gid_t));
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &length) != 0) return {};
    return {groups.begin(), groups.end()};
}

}  // namespace

void Listener::close() {
    if (socket_ < 0) return;
    ::close(std::exchange(socket_, -1));
    if (!where_.unix_path.empty() && where_.inherited < 0) ::unlink(where_.unix_path.c_str());
}

Listener::Listener(Listener&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), where_(std::move(other.where_)) {}

int Listener::family() const {
    if (!where_.unix_path.empty()) return AF_UNIX;
    return where_.address.find(':') == std::string::npos ? AF_INET : AF_INET6;
}

Result<Listener, std::string> listen_on(ListenOn where) {
    if (where.inherited >= 0) return take_over(std::move(where));
    return where.unix_path.empty() ? listen_on_tcp(std::move(where)) : listen_on_unix(std::move(where));
}

Result<ListenOn, std::string> address_of(int socket) {
    const std::string name = "the inherited socket " + std::to_string(socket);
    if (option_of(socket, SO_TYPE) != SOCK_STREAM || option_of(socket, SO_ACCEPTCONN) != 1)
        return failure(name + " is no stream socket that listens (ListenStream=, Accept=no)");
    ListenOn where;
    where.inherited = socket;
    sockaddr_storage found{};
    socklen_t size = sizeof found;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&found), &size) != 0)
        return failure(name + ": " + words_of_errno(errno));
    if (found.ss_family == AF_UNIX) {
        where.unix_path = path_of(found, size);
        if (where.unix_path.starts_with('/')) return where;
    }
    if (found.ss_family != AF_INET && found.ss_family != AF_INET6)
        return failure(name + " is neither TCP nor a unix socket with an absolute path");
    tcp::endpoint endpoint;
    std::memcpy(endpoint.data(), &found, std::min<std::size_t>(size, endpoint.capacity()));
    where.address = endpoint.address().to_string();
    where.port = endpoint.port();
    return where;
}

bool same_place(const ListenOn& one, const ListenOn& other) {
    if (!one.unix_path.empty() || !other.unix_path.empty()) return one.unix_path == other.unix_path;
    boost::system::error_code no_address;
    return one.port == other.port && asio::ip::make_address(one.address, no_address) ==
                                         asio::ip::make_address(other.address, no_address);
}

Peer peer_of(int socket) {
    Peer peer{.address = "unix"};
    tcp::endpoint endpoint;
    auto size = static_cast<socklen_t>(endpoint.capacity());
    if (::getpeername(socket, endpoint.data(), &size) != 0) return Peer{.address = "gone"};
    if (endpoint.data()->sa_family != AF_UNIX) {
        peer.address = words_of(endpoint);
        return peer;
    }
    ucred credentials{};
    socklen_t length = sizeof credentials;
    // Who cannot be told is nobody, never root.
    peer.uid = peer.gid = static_cast<std::uint32_t>(-1);
    peer.unix_socket = true;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return peer;
    peer.uid = credentials.uid;
    peer.gid = credentials.gid;
    peer.groups = groups_of(socket);
    return peer;
}

Result<ListenOn, std::string> parse_listen(std::string_view text) {
    ListenOn where;
    if (text.starts_with("unix:")) {
        where.unix_path = text.substr(5);
        if (!where.unix_path.starts_with('/'))
            return failure(std::string("after unix: an absolute path is needed"));
        return where;
    }
    const auto colon = text.rfind(':');
    const auto port = colon == std::string_view::npos ? std::nullopt : parse_port(text.substr(colon + 1));
    if (!port) return failure(std::string("it must be ADDRESS:PORT, [IPv6]:PORT or unix:/path"));
    auto address = text.substr(0, colon);
    const bool brackets = address.starts_with('[') && address.ends_with(']');
    if (brackets) address = address.substr(1, address.size() - 2);
    where.address = address;
    where.port = *port;
    boost::system::error_code error;
    const auto parsed = asio::ip::make_address(where.address, error);
    if (error || parsed.is_v6() != brackets)
        return failure("\"" + std::string(text.substr(0, colon)) +
                       "\" is not an address (names are not looked up; IPv6 needs brackets)");
    return where;
}

}  // namespace understudy::net
