// One try over a real socket, before receivers that answer, hang, flood or are not there.
#include "daemon/webhooks/http_sender.hpp"

#include <gtest/gtest.h>

#include <future>

#include "daemon/webhooks/signature.hpp"
#include "net/run.hpp"
#include "tests/daemon/webhooks/one_try.hpp"
#include "tests/net/raw_peer.hpp"

namespace understudy::test {
namespace {

using Kind = WebhookAnswer::Kind;

class TheSender : public ::testing::Test {
  protected:
    net::asio::io_context io;
    HttpWebhookSender sender{io.get_executor(), std::chrono::milliseconds{1'500}};

    void aim(std::uint16_t port, const std::string& behind = "/hook?token=x",
             const std::string& scheme = "http") {
        WebhookTarget target{"a", scheme + "://127.0.0.1:" + std::to_string(port) + behind, {}};
        target.secrets.emplace_back(std::string(24, 's'));
        std::vector<WebhookTarget> targets{std::move(target)};
        sender.aim(std::move(targets));
    }
    WebhookAnswer send() { return try_once(sender, io); }
    /// What a receiver that answers so makes of a try.
    WebhookAnswer answered_with(const std::string& bytes) {
        RawServer server([&](RawSocket& peer, int) {
            request = peer.read_until("\r\n\r\n{}");
            peer.send(bytes);
            peer.shut_down_sending();
        });
        aim(server.port());
        return send();
    }
    std::string request;
};

TEST_F(TheSender, SendsOneSignedPost) {
    const WebhookAnswer answer = answered_with("HTTP/1.1 204 No Content\r\n\r\n");
    EXPECT_EQ(answer.kind, Kind::answered);
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(request.find("POST /hook?token=x HTTP/1.1\r\n"), 0U) << request;
    for (const char* line : {"webhook-id: msg_1\r\n", "webhook-timestamp: 1700000000\r\n",
                             "webhook-signature: v1,", "Content-Type: application/json\r\n"})
        EXPECT_NE(request.find(line), std::string::npos) << request;
}

std::string header_of(const std::string& request, const std::string& name) {
    const auto begin = request.find(name + ": ") + name.size() + 2;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

TEST_F(TheSender, SignsTheIdTheTimestampAndTheBytesThatItSends) {
    answered_with("HTTP/1.1 204 No Content\r\n\r\n");
    std::vector<Secret> secrets;
    secrets.emplace_back(std::string(24, 's'));
    const std::string body = request.substr(request.find("\r\n\r\n") + 4);
    const std::string as_received =
        header_of(request, "webhook-id") + "." + header_of(request, "webhook-timestamp") + "." + body;
    EXPECT_EQ(header_of(request, "webhook-signature"), webhook_signature(secrets, as_received));
    EXPECT_EQ(body, "{}");
}

TEST_F(TheSender, FollowsNoRedirect) {
    const WebhookAnswer answer =
        answered_with("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(answer.status, 302);
    EXPECT_NE(answer.words.find("not followed"), std::string::npos);
}

TEST_F(TheSender, HearsHowLongToWaitWhereThatCounts) {
    const std::string rest = "Retry-After: 120\r\nContent-Length: 0\r\n\r\n";
    EXPECT_EQ(answered_with("HTTP/1.1 429 Slow Down\r\n" + rest).retry_after, std::chrono::minutes{2});
    EXPECT_EQ(answered_with("HTTP/1.1 503 Away\r\n" + rest).retry_after, std::chrono::minutes{2});
    EXPECT_EQ(answered_with("HTTP/1.1 500 Broken\r\n" + rest).retry_after, std::nullopt);
}

TEST_F(TheSender, GivesUpAReceiverThatHangs) {
    std::promise<void> end;
    RawServer server([&, hear = end.get_future().share()](RawSocket& peer, int) {
        (void)peer.read_until("{}");
        hear.wait();
    });
    aim(server.port());
    const WebhookAnswer answer = send();
    end.set_value();
    EXPECT_EQ(answer.kind, Kind::silent);
    EXPECT_FALSE(answer.words.empty());
}

TEST_F(TheSender, GivesUpAReceiverThatDripsItsAnswer) {
    std::promise<void> end;
    RawServer server([&, over = end.get_future().share()](RawSocket& peer, int) {
        (void)peer.read_until("{}");
        peer.send("HTTP/1.1 200 OK\r\nX-Drip: ");
        while (over.wait_for(std::chrono::milliseconds{50}) != std::future_status::ready) peer.send("x");
    });
    aim(server.port());
    const WebhookAnswer answer = send();
    end.set_value();
    EXPECT_EQ(answer.kind, Kind::silent) << "each byte is progress, but the limit is for all of it";
}

TEST_F(TheSender, HearsTheStatusOfAnAnswerWhoseBodyIsLongOrNeverComes) {
    const std::string long_body = std::string(1'000'000, 'x');
    for (const int status : {200, 410, 500}) {
        const std::string line = "HTTP/1.1 " + std::to_string(status) + " So\r\n";
        for (const std::string& rest : {"Content-Length: 1000000\r\n\r\n" + long_body, "\r\n" + long_body,
                                        std::string("Content-Length: 99\r\n\r\n"),
                                        std::string("Transfer-Encoding: chunked\r\n\r\nno")}) {
            const WebhookAnswer answer = answered_with(line + rest);
            EXPECT_EQ(answer.kind, Kind::answered) << answer.words;
            EXPECT_EQ(answer.status, status) << rest.substr(0, 40);
        }
    }
}

TEST_F(TheSender, WaitsForNothingBehindTheHeadAndLetsTheConnectionGo) {
    std::promise<std::string> rest;
    RawServer server([&](RawSocket& peer, int nth) {
        (void)peer.read_until("{}");
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        if (nth == 0) rest.set_value(peer.read_to_end());
    });
    aim(server.port());
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(send().status, 200);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{1'000});
    EXPECT_EQ(rest.get_future().get(), "") << "it was closed, and no second message sent over it";
    EXPECT_EQ(send().status, 200);
}

TEST_F(TheSender, KeepsTheConnectionOfAReceiverWhoseAnswerIsWhole) {
    int connections = 0;
    RawServer server([&](RawSocket& peer, int) {
        ++connections;
        while (!peer.read_until("{}").empty()) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    aim(server.port());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(send().status, 200);
    EXPECT_EQ(connections, 1);
    sender.aim({});
}

TEST_F(TheSender, SaysThatNobodyListens) {
    std::uint16_t port = 0;
    {
        port = RawServer([](RawSocket&, int) {}).port();
    }
    aim(port);
    const WebhookAnswer answer = send();
    EXPECT_EQ(answer.kind, Kind::silent);
    EXPECT_NE(answer.words.find("refused"), std::string::npos) << answer.words;
}

TEST_F(TheSender, SaysThatAReceiverSpeaksNoTls) {
    RawServer server([](RawSocket& peer, int) {
        (void)peer.read_some();
        peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        peer.shut_down_sending();
    });
    aim(server.port(), "/", "https");
    const WebhookAnswer answer = send();
    EXPECT_NE(answer.words.find("does not speak TLS"), std::string::npos) << answer.words;
    EXPECT_NE(answer.words.find("http://"), std::string::npos) << answer.words;
}

TEST_F(TheSender, SaysThatAReceiverSpeaksTlsAlone) {
    const WebhookAnswer answer =
        answered_with(std::string("\x15\x03\x01\x00\x02\x02\x46\x15\x03\x01\x00\x02\x01\x00", 14));
    EXPECT_NE(answer.words.find("is no HTTP"), std::string::npos) << answer.words;
    EXPECT_NE(answer.words.find("https://"), std::string::npos) << answer.words;
}

TEST_F(TheSender, SendsNothingWithoutASecret) {
    std::vector<WebhookTarget> targets{{"a", "http://127.0.0.1:1", {}, "its secret: there is none"}};
    sender.aim(std::move(targets));
    const WebhookAnswer answer = send();
    EXPECT_EQ(answer.kind, Kind::unready);
    EXPECT_EQ(answer.words, "its secret: there is none");
}

TEST_F(TheSender, StopsAtOnceAndTellsNobody) {
    std::promise<void> end;
    RawServer server([&, hear = end.get_future().share()](RawSocket& peer, int) {
        (void)peer.read_until("{}");
        hear.wait();
    });
    aim(server.port());
    bool told = false;
    WebhookMessage message;
    message.webhook = "a";
    sender.send(message, Time{}, [&](const WebhookAnswer&) { told = true; });
    const auto begun = std::chrono::steady_clock::now();
    net::run(io, sender.stop());
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{1'000});
    EXPECT_FALSE(told);
    end.set_value();
}

}  // namespace
}  // namespace understudy::test
