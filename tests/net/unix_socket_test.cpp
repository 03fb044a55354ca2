// Unix sockets: who calls is known from the kernel.
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "certificates.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::ServerExchange;
using net::asio::awaitable;

awaitable<void> who(ServerExchange& exchange) {
    const auto& peer = exchange.peer();
    Response response = text(peer.unix_socket ? peer.address + " " + std::to_string(peer.uid) : peer.address);
    co_await exchange.respond(std::move(response));
}

net::ClientOptions over(const std::string& path) {
    net::ClientOptions options;
    options.origin = net::Origin{.tls = false, .host = "localhost", .port = 80, .path = ""};
    options.unix_path = path;
    return options;
}

TEST(UnixSockets, TellWhoCalls) {
    const TemporaryDirectory directory;
    World world;
    world.serve(who, net::ListenOn{.unix_path = directory.file("s.sock")});
    net::HttpClient client(world.io.get_executor(), over(directory.file("s.sock")));
    const auto answer = world.send(client, get("/"));
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(answer->body, "unix " + std::to_string(::getuid()));
    world.stop();
}

TEST(UnixSockets, TellTheGroupsOfWhoCalls) {
    const TemporaryDirectory directory;
    std::vector<std::uint32_t> seen;
    World world;
    const auto look = [&](ServerExchange& exchange) -> awaitable<void> {
        seen = exchange.peer().groups;
        co_await exchange.respond(text(""));
    };
    world.serve(look, net::ListenOn{.unix_path = directory.file("s.sock")});
    std::vector<gid_t> before(static_cast<std::size_t>(::getgroups(0, nullptr)));
    ::getgroups(static_cast<int>(before.size()), before.data());
    const std::vector<gid_t> mine{4'711, 4'712};
    if (::setgroups(mine.size(), mine.data()) != 0) GTEST_SKIP() << "only root may change its groups";
    net::HttpClient client(world.io.get_executor(), over(directory.file("s.sock")));
    EXPECT_TRUE(world.send(client, get("/")).ok());
    ::setgroups(before.size(), before.data());
    EXPECT_EQ(seen, (std::vector<std::uint32_t>{4'711, 4'712}));
    world.stop();
}

TEST(UnixSockets, AreForOwnerAndGroupAndGoAwayWithTheServer) {
    const TemporaryDirectory directory;
    const std::string path = directory.file("s.sock");
    World world;
    world.serve(who, net::ListenOn{.unix_path = path});
    struct stat found {};
    ASSERT_EQ(::stat(path.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777u, 0660u);
    world.stop();
    EXPECT_NE(::stat(path.c_str(), &found), 0);
}

TEST(UnixSockets, AStaleFileIsReplaced) {
    const TemporaryDirectory directory;
    const std::string path = directory.file("s.sock");
    {
        World killed;
        killed.serve(who, net::ListenOn{.unix_path = path});
        ASSERT_EQ(::rename(path.c_str(), directory.file("kept").c_str()), 0);
    }
    ASSERT_EQ(::rename(directory.file("kept").c_str(), path.c_str()), 0);
    World world;
    world.serve(who, net::ListenOn{.unix_path = path});
    world.stop();
}

TEST(UnixSockets, AreNotTakenFromAServerThatLivesNorFromAFileThatIsNoSocket) {
    const TemporaryDirectory directory;
    World world;
    world.serve(who, net::ListenOn{.unix_path = directory.file("s.sock")});
    std::ofstream(directory.file("precious")) << "text";
    for (const char* name : {"s.sock", "precious"}) {
        net::HttpServer second(world.io.get_executor(), {net::ListenOn{.unix_path = directory.file(name)}},
                               {}, who);
        EXPECT_FALSE(second.start().ok()) << name;
    }
    net::HttpClient client(world.io.get_executor(), over(directory.file("s.sock")));
    EXPECT_TRUE(world.send(client, get("/")).ok()) << "the first one goes on";
    EXPECT_TRUE(std::filesystem::exists(directory.file("precious")));
    world.stop();
}

TEST(UnixSockets, ThatAreNotThereAreTroubleOfConnecting) {
    World world;
    net::HttpClient client(world.io.get_executor(), over("/nonexistent/s.sock"));
    const auto answer = world.send(client, get("/"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, net::Phase::connect);
    EXPECT_NE(answer.error().what.find("/nonexistent/s.sock: No such file"), std::string::npos);
}

}  // namespace
}  // namespace understudy::test
