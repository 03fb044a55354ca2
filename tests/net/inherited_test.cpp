// A socket that somebody else made and keeps: taken over as it is, and left as it was.
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>

#include "certificates.hpp"
#include "net/listen.hpp"
#include "net/task_group.hpp"
#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::ServerExchange;
using net::asio::awaitable;

awaitable<void> hello(ServerExchange& exchange) {
    Response response = text("hello");
    co_await exchange.respond(std::move(response));
}

/// A service manager's socket: `duplicate()` is what one life of the service is handed.
class Kept {
  public:
    explicit Kept(net::ListenOn where) : listener_(open(std::move(where))) {}
    [[nodiscard]] net::ListenOn duplicate() const {
        auto found = net::address_of(::dup(listener_.socket()));
        EXPECT_TRUE(found.ok()) << found.error();
        return *found;
    }

  private:
    static net::Listener open(net::ListenOn where) {
        auto listener = net::listen_on(std::move(where));
        EXPECT_TRUE(listener.ok()) << listener.error();
        return std::move(*listener);
    }
    net::Listener listener_;
};

TEST(AnInheritedSocket, IsKnownByTheAddressThatItHas) {
    const TemporaryDirectory directory;
    const std::string path = directory.file("s.sock");
    for (const net::ListenOn& where : {net::ListenOn{.address = "127.0.0.1"}, net::ListenOn{.address = "::1"},
                                       net::ListenOn{.unix_path = path}}) {
        const auto bound = net::listen_on(where);
        ASSERT_TRUE(bound.ok()) << bound.error();
        const auto found = net::address_of(bound->socket());
        ASSERT_TRUE(found.ok()) << found.error();
        EXPECT_TRUE(net::same_place(*found, bound->where()));
        EXPECT_EQ(found->inherited, bound->socket());
    }
}

TEST(AnInheritedSocket, IsTheSamePlaceHoweverItsAddressIsWritten) {
    const net::ListenOn short_form{.address = "::1", .port = 7};
    EXPECT_TRUE(net::same_place(short_form, {.address = "0:0:0:0:0:0:0:1", .port = 7}));
    EXPECT_FALSE(net::same_place(short_form, {.address = "::1", .port = 8}));
    EXPECT_FALSE(net::same_place(short_form, {.address = "127.0.0.1", .port = 7}));
    EXPECT_FALSE(net::same_place(short_form, {.unix_path = "/s"}));
    EXPECT_FALSE(net::same_place({.unix_path = "/t"}, {.unix_path = "/s"}));
}

TEST(AnInheritedSocket, ThatDoesNotListenOrIsNoneIsRefused) {
    const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int datagrams = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    for (const int descriptor : {silent, datagrams, ends[0], 1'000}) {
        const auto found = net::address_of(descriptor);
        ASSERT_FALSE(found.ok());
        EXPECT_NE(found.error().find("is no stream socket that listens"), std::string::npos);
    }
    for (const int descriptor : {silent, datagrams, ends[0], ends[1]}) ::close(descriptor);
}

TEST(AnInheritedSocket, IsNotUnlinkedAtTheEnd) {
    const TemporaryDirectory directory;
    const Kept kept({.unix_path = directory.file("s.sock")});
    World world;
    world.serve(hello, kept.duplicate());
    world.stop();
    struct stat found {};
    EXPECT_EQ(::stat(directory.file("s.sock").c_str(), &found), 0);
}

TEST(AnInheritedSocket, IsMadeNonBlockingAndGoesToNoOtherProgram) {
    const Kept kept({.address = "127.0.0.1"});
    const net::ListenOn where = kept.duplicate();
    ASSERT_EQ(::fcntl(where.inherited, F_SETFL, 0), 0);
    ASSERT_EQ(::fcntl(where.inherited, F_SETFD, 0), 0);
    const auto listener = net::listen_on(where);
    ASSERT_TRUE(listener.ok()) << listener.error();
    EXPECT_NE(::fcntl(where.inherited, F_GETFL) & O_NONBLOCK, 0);
    EXPECT_NE(::fcntl(where.inherited, F_GETFD) & FD_CLOEXEC, 0);
}

TEST(AnInheritedSocket, KeepsWhoConnectsBetweenTwoLives) {
    const Kept kept({.address = "127.0.0.1"});
    std::uint16_t port = 0;
    {
        World first;
        first.serve(hello, kept.duplicate());
        port = first.port();
        first.stop();
    }
    RawSocket client = connect_to(port);
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    World second;
    second.serve(hello, kept.duplicate());
    std::string answer;
    while_serving(second.io, [&] { answer = client.read_to_end(); });
    EXPECT_NE(answer.find("hello"), std::string::npos) << answer;
    second.stop();
}

TEST(AnInheritedSocket, WhoWasLetInJustBeforeTheEndIsAnswered) {
    World world;
    world.serve(hello);
    RawSocket client = connect_to(world.port());
    net::run_until(world.io, [&] { return world.server->stats().open == 1; });
    net::TaskGroup stopping(world.io.get_executor());
    stopping.spawn(world.server->stop(std::chrono::seconds(30)));
    world.io.poll();
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    net::run(world.io, stopping.join());
    EXPECT_NE(client.read_to_end().find("hello"), std::string::npos);
}

}  // namespace
}  // namespace understudy::test
