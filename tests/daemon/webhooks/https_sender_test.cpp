// One try over TLS and through a proxy: nobody gets a byte of a message who is not who he should be.
#include <gtest/gtest.h>

#include <thread>

#include "daemon/webhooks/http_sender.hpp"
#include "tests/daemon/webhooks/one_try.hpp"
#include "tests/net/certificates.hpp"
#include "tests/net/raw_peer.hpp"
#include "tests/net/world.hpp"

namespace understudy::test {
namespace {

using Kind = WebhookAnswer::Kind;
using net::asio::awaitable;

class TheSenderOverTls : public ::testing::Test {
  protected:
    World world;
    HttpWebhookSender sender{world.io.get_executor(), std::chrono::milliseconds{5'000}};
    std::vector<std::string> heard;  ///< ids that came through TLS

    void serve(const Certificate& certificate) {
        world.serve(
            [this](net::ServerExchange& exchange) -> awaitable<void> {
                heard.push_back(std::string(exchange.request().headers.find("webhook-id").value_or("")));
                Response response = text("thanks");
                co_await exchange.respond(std::move(response));
            },
            net::ListenOn{.address = "127.0.0.1",
                          .tls_cert_file = certificate.cert_file,
                          .tls_key_file = certificate.key_file});
    }
    void aim(const std::string& host, const std::string& ca_file, const std::string& proxy = "") {
        WebhookTarget target{"a", "https://" + host + ":" + std::to_string(world.port()) + "/hook", {}};
        target.secrets.emplace_back(std::string(24, 's'));
        target.ca_file = ca_file;
        target.proxy = Secret(proxy);
        std::vector<WebhookTarget> targets{std::move(target)};
        sender.aim(std::move(targets));
    }
    WebhookAnswer send() { return try_once(sender, world.io); }
    void expect_refused(const std::string& words) {
        const WebhookAnswer answer = send();
        EXPECT_EQ(answer.kind, Kind::silent);
        EXPECT_NE(answer.words.find(words), std::string::npos) << answer.words;
        EXPECT_TRUE(heard.empty()) << "not a byte of the message is sent";
    }
    void TearDown() override {
        sender.aim({});
        world.stop();
    }
};

TEST_F(TheSenderOverTls, DeliversWhereTheCertificateIsVouchedForByTheStudiosOwnAuthority) {
    const Certificate certificate("DNS:localhost");
    serve(certificate);
    aim("localhost", certificate.cert_file);
    EXPECT_EQ(send().status, 200);
    EXPECT_EQ(heard, std::vector<std::string>{"msg_1"});
}

TEST_F(TheSenderOverTls, SendsNothingWhereNobodyVouchesForTheCertificate) {
    const Certificate certificate("DNS:localhost");
    serve(certificate);
    aim("localhost", "");
    expect_refused("self-signed");
}

TEST_F(TheSenderOverTls, SendsNothingToOneThatIsMadeOutToAnother) {
    const Certificate certificate("DNS:other.example");
    serve(certificate);
    aim("localhost", certificate.cert_file);
    expect_refused("hostname mismatch");
}

TEST_F(TheSenderOverTls, SaysThatACertificateHasExpired) {
    const Certificate certificate("DNS:localhost", -7'200, -3'600);
    serve(certificate);
    aim("localhost", certificate.cert_file);
    expect_refused("expired");
}

TEST_F(TheSenderOverTls, SaysThatAReceiverDoesNotSpeakTls) {
    world.serve([](net::ServerExchange& exchange) -> awaitable<void> {
        Response response = text("plain");
        co_await exchange.respond(std::move(response));
    });
    aim("localhost", "");
    const WebhookAnswer answer = send();
    EXPECT_EQ(answer.kind, Kind::silent);
    EXPECT_FALSE(answer.words.empty());
}

TEST_F(TheSenderOverTls, IsUnreadyWhereTheAuthoritysFileCannotBeRead) {
    const Certificate certificate("DNS:localhost");
    serve(certificate);
    aim("localhost", "/nonexistent/ca.pem");
    const WebhookAnswer answer = send();
    EXPECT_EQ(answer.kind, Kind::unready);
    EXPECT_NE(answer.words.find("/nonexistent/ca.pem"), std::string::npos) << answer.words;
}

/// Passes bytes on between two blocking sockets until the first one ends.
void pump(RawSocket& from, RawSocket& to) {
    for (std::string bytes = from.read_some(); !bytes.empty(); bytes = from.read_some()) to.send(bytes);
    to.shut_down_sending();
}

TEST_F(TheSenderOverTls, GoesThroughTheProxyWithItsPasswordAndTlsFromEndToEnd) {
    const Certificate certificate("DNS:localhost");
    serve(certificate);
    std::string asked, seen;
    const std::uint16_t receiver = world.port();
    auto proxy = std::make_unique<RawServer>([&](RawSocket& client, int) {
        asked = client.read_until("\r\n\r\n");
        client.send("HTTP/1.1 200 Connection established\r\n\r\n");
        RawSocket server = connect_to(receiver);
        std::thread back([&] { pump(server, client); });
        for (std::string bytes = client.read_some(); !bytes.empty(); bytes = client.read_some()) {
            seen += bytes;
            server.send(bytes);
        }
        server.shut_down_sending();
        back.join();
    });
    aim("localhost", certificate.cert_file, "http://anna:secret@127.0.0.1:" + std::to_string(proxy->port()));
    EXPECT_EQ(send().status, 200);
    EXPECT_EQ(heard, std::vector<std::string>{"msg_1"});
    sender.aim({});
    world.stop();
    proxy.reset();
    EXPECT_TRUE(asked.starts_with("CONNECT localhost:" + std::to_string(receiver) + " HTTP/1.1\r\n"))
        << asked;
    EXPECT_NE(asked.find("Proxy-Authorization: Basic "), std::string::npos) << asked;
    EXPECT_EQ(seen.find("msg_1"), std::string::npos) << "the proxy sees nothing of it";
    EXPECT_EQ(seen.find("/hook"), std::string::npos);
}

TEST_F(TheSenderOverTls, SaysThatTheProxyRefusesAndNeverItsPassword) {
    const Certificate certificate("DNS:localhost");
    serve(certificate);
    RawServer proxy([&](RawSocket& client, int) {
        (void)client.read_until("\r\n\r\n");
        client.send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    });
    aim("localhost", certificate.cert_file, "http://anna:secret@127.0.0.1:" + std::to_string(proxy.port()));
    const WebhookAnswer answer = send();
    EXPECT_EQ(answer.kind, Kind::silent);
    EXPECT_NE(answer.words.find("the proxy 127.0.0.1:"), std::string::npos) << answer.words;
    EXPECT_NE(answer.words.find("407"), std::string::npos) << answer.words;
    EXPECT_EQ(answer.words.find("secret"), std::string::npos) << answer.words;
}

}  // namespace
}  // namespace understudy::test
