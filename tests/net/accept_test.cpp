// Taking connections: no more than allowed, and without spinning when the system has none to give.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

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

TEST(Accepting, NeverServesMoreConnectionsThanItMay) {
    World world;
    world.limits.connections = 2;
    std::size_t most = 0;
    world.serve([&](ServerExchange& exchange) -> awaitable<void> {
        most = std::max(most, world.server->stats().open);
        co_await hello(exchange);
    });
    auto options = world.options();
    options.max_idle = 0;
    net::HttpClient client(world.io.get_executor(), options);
    std::vector<std::unique_ptr<World::Pending>> pending;
    for (int i = 0; i < 10; ++i) pending.push_back(world.start(client, get("/")));
    for (const auto& one : pending) EXPECT_TRUE(world.finish(*one).ok());
    EXPECT_LE(most, 2u);
    world.stop();
}

TEST(Accepting, SaysWhichAddressItCannotHave) {
    World world;
    world.serve(hello);
    net::HttpServer second(world.io.get_executor(),
                           {net::ListenOn{.address = "127.0.0.1", .port = world.port()}}, {}, hello);
    const auto started = second.start();
    ASSERT_FALSE(started.ok());
    const std::string words = "127.0.0.1:" + std::to_string(world.port()) + ": Address already in use";
    EXPECT_NE(started.error().find(words), std::string::npos) << started.error();
    world.stop();
}

/// After how long without an acknowledgement the kernel gives up a connection that this process has with a
/// client; of the one that was accepted last.
unsigned patience_with_the_last_client(std::uint16_t port) {
    unsigned patience = 0;
    for (int descriptor = 0; descriptor < 1'024; ++descriptor) {
        sockaddr_in here{}, there{};
        socklen_t size = sizeof here, other_size = sizeof there;
        if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&here), &size) != 0 ||
            ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&there), &other_size) != 0)
            continue;
        socklen_t length = sizeof patience;
        if (here.sin_family == AF_INET && here.sin_port == htons(port))
            EXPECT_EQ(::getsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, &length), 0);
    }
    return patience;
}

TEST(Accepting, DoesNotWaitAQuarterOfAnHourForAClientWhoseCableWasPulled) {
    World world;
    world.serve(hello);
    const RawSocket client = connect_to(world.port());
    net::run_until(world.io, [&] { return world.server->stats().open == 1; });
    EXPECT_EQ(patience_with_the_last_client(world.port()), 45'000u);
    world.stop();
}

/// No new file descriptors for this process while it lives.
struct OutOfDescriptors {
    OutOfDescriptors() {
        ::getrlimit(RLIMIT_NOFILE, &before);
        const int next = ::dup(STDERR_FILENO);
        ::close(next);
        rlimit none = before;
        none.rlim_cur = static_cast<rlim_t>(next);
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~OutOfDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before); }
    rlimit before{};
};

TEST(Accepting, WithoutDescriptorsWaitsInsteadOfSpinningAndThenGoesOn) {
    World world;
    world.serve(hello);
    RawSocket client = connect_to(world.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    {
        const OutOfDescriptors none;
        const std::size_t events = world.io.run_for(std::chrono::milliseconds(150));
        EXPECT_LT(events, 50u);
        EXPECT_EQ(world.server->stats().connections_accepted, 0u);
    }
    net::run_until(world.io, [&] { return world.server->stats().requests == 1; });
    client.close();
    world.stop();
}

}  // namespace
}  // namespace understudy::test
