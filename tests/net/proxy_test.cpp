// Through an HTTP proxy: CONNECT, then TLS end to end.
#include <thread>

#include "certificates.hpp"
#include "raw_peer.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::Phase;
using net::ServerExchange;
using net::asio::awaitable;

net::Origin plain_proxy(std::uint16_t port) {
    return net::Origin{.tls = false, .host = "127.0.0.1", .port = port, .path = ""};
}

/// Passes bytes on between two blocking sockets until the first one ends.
void pump(RawSocket& from, RawSocket& to) {
    for (;;) {
        const std::string bytes = from.read_some();
        if (bytes.empty()) break;
        to.send(bytes);
    }
    to.shut_down_sending();
}

TEST(Proxy, CarriesTlsFromEndToEnd) {
    Certificate certificate;
    World world;
    world.serve(
        [](ServerExchange& exchange) -> awaitable<void> {
            Response response = text("through the tunnel");
            co_await exchange.respond(std::move(response));
        },
        net::ListenOn{.address = "127.0.0.1",
                      .tls_cert_file = certificate.cert_file,
                      .tls_key_file = certificate.key_file});
    std::string asked;
    const std::uint16_t target = world.port();
    RawServer proxy([&](RawSocket& client, int) {
        asked = client.read_until("\r\n\r\n");
        client.send("HTTP/1.1 200 Connection established\r\n\r\n");
        RawSocket server = connect_to(target);
        std::thread back([&] { pump(server, client); });
        pump(client, server);
        back.join();
    });
    auto options = World::options_for(target, true);
    options.ca_file = certificate.cert_file;
    options.proxy = plain_proxy(proxy.port());
    {
        net::HttpClient client(world.io.get_executor(), options);
        for (int i = 0; i < 2; ++i) {
            const auto answer = world.send(client, get("/"));
            ASSERT_TRUE(answer.ok()) << answer.error().what;
            EXPECT_EQ(answer->body, "through the tunnel");
        }
        EXPECT_EQ(client.stats().connections_opened, 1u);
    }
    EXPECT_TRUE(asked.starts_with("CONNECT 127.0.0.1:" + std::to_string(target) + " HTTP/1.1\r\n")) << asked;
    world.stop();
}

TransportTrouble trouble_with(const std::string& answer_of_proxy) {
    RawServer proxy([&](RawSocket& client, int) {
        client.read_until("\r\n\r\n");
        client.send(answer_of_proxy);
    });
    World world;
    auto options = World::options_for(443, true);
    options.proxy = plain_proxy(proxy.port());
    net::HttpClient client(world.io.get_executor(), options);
    const auto answer = world.send(client, get("/"));
    return answer.ok() ? TransportTrouble{.what = "it was answered"} : answer.error();
}

TEST(Proxy, ThatRefusesIsTroubleOfConnectingInItsOwnWords) {
    const auto trouble =
        trouble_with("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(trouble.phase, Phase::connect);
    EXPECT_EQ(trouble.what, "the proxy refused: 407 Proxy Authentication Required");
}

TEST(Proxy, ThatTalksNonsenseOrGoesIsTroubleOfConnecting) {
    for (const char* nonsense : {"", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nextra"}) {
        const auto trouble = trouble_with(nonsense);
        EXPECT_EQ(trouble.phase, Phase::connect) << nonsense;
        EXPECT_FALSE(trouble.request_complete);
        EXPECT_TRUE(trouble.what.starts_with("the proxy")) << trouble.what;
    }
}

}  // namespace
}  // namespace understudy::test
