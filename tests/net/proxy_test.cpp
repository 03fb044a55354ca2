// Through an HTTP proxy: CONNECT, then TLS end to end.
#include "net/proxy.hpp"

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

/// `name`, where it is wanted, becomes how messages call the proxy; `heard` what it was asked.
TransportTrouble trouble_with(const std::string& answer_of_proxy, const std::string& credentials = "",
                              std::string* name = nullptr, std::string* heard = nullptr) {
    std::string asked;
    RawServer proxy([&](RawSocket& client, int) {
        asked = client.read_until("\r\n\r\n");
        client.send(answer_of_proxy);
    });
    if (name) *name = "the proxy 127.0.0.1:" + std::to_string(proxy.port());
    World world;
    auto options = World::options_for(443, true);
    options.proxy = plain_proxy(proxy.port());
    options.proxy_credentials = Secret(credentials);
    net::HttpClient client(world.io.get_executor(), options);
    const auto answer = world.send(client, get("/"));
    if (heard) *heard = asked;
    return answer.ok() ? TransportTrouble{.what = "it was answered"} : answer.error();
}

TEST(Proxy, ThatRefusesIsTroubleOfConnectingInItsOwnWords) {
    const std::string wants_a_password =
        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    std::string name;
    auto trouble = trouble_with(wants_a_password, "", &name);
    EXPECT_EQ(trouble.phase, Phase::connect);
    EXPECT_FALSE(trouble.request_complete);
    EXPECT_EQ(trouble.what,
              name + " refused: 407 Proxy Authentication Required; it wants a user name and a password");
    trouble = trouble_with(wants_a_password, "anna:secret", &name);
    EXPECT_EQ(trouble.what,
              name +
                  " refused: 407 Proxy Authentication Required; it does not take the user name and "
                  "the password that it was given");
    trouble = trouble_with("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "anna:secret", &name);
    EXPECT_TRUE(trouble.what.starts_with(name + " refused: 401 Unauthorized; it does not take"))
        << trouble.what;
    trouble = trouble_with("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "", &name);
    EXPECT_EQ(trouble.what,
              name + " refused: 403 Forbidden; it does not let this machine through to 127.0.0.1:443");
}

TEST(Proxy, ThatIsNotThereIsNamed) {
    std::string name;
    std::uint16_t port = 0;
    {
        RawServer gone([](RawSocket&, int) {});
        port = gone.port();
    }
    World world;
    auto options = World::options_for(443, true);
    options.proxy = plain_proxy(port);
    net::HttpClient client(world.io.get_executor(), options);
    const auto answer = world.send(client, get("/"));
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(answer.error().what.starts_with("the proxy 127.0.0.1:" + std::to_string(port) + ": "))
        << answer.error().what;
}

TEST(Proxy, IsToldWhoAsksByTheBasicScheme) {
    const std::string refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    std::string heard;
    trouble_with(refusal, "Aladdin:open sesame", nullptr, &heard);  // RFC 7617's own example
    EXPECT_NE(heard.find("\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"),
              std::string::npos)
        << heard;
    trouble_with(refusal, "", nullptr, &heard);
    EXPECT_EQ(heard.find("Proxy-Authorization"), std::string::npos);
}

TEST(ProxyAddress, IsTakenApartWithItsCredentials) {
    const auto plain = net::parse_proxy("http://proxy.studio:3128");
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ(plain->origin.host, "proxy.studio");
    EXPECT_EQ(plain->origin.port, 3128);
    EXPECT_TRUE(plain->credentials.empty());
    const auto secret = net::parse_proxy("http://anna:p%40ss%3aw@[fe80::1]:8080/");
    ASSERT_TRUE(secret.ok()) << secret.error();
    EXPECT_EQ(secret->origin.host, "fe80::1");
    EXPECT_EQ(secret->credentials.reveal(), "anna:p@ss:w");
}

TEST(ProxyAddress, ThatIsNoneIsRefusedWithoutBeingSaidBack) {
    for (const char* wrong :
         {"https://u:hunter2@proxy:1", "http://hunter2@proxy:1", "http://u:hunter2%0a@proxy:1",
          "http://u:hunter2%@proxy:1", "http://u:hunter2@:1"}) {
        const auto proxy = net::parse_proxy(wrong);
        ASSERT_FALSE(proxy.ok()) << wrong;
        EXPECT_EQ(proxy.error().find("hunter2"), std::string::npos) << proxy.error();
    }
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
