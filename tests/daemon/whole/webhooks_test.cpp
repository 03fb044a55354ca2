// A job that completes is told to a receiver, and the daemon may be killed on the way.
#include <csignal>
#include <fstream>
#include <mutex>

#include "studio.hpp"
#include "tests/net/raw_peer.hpp"

namespace understudy::test {
namespace {

/// Answers every message with `status`, and keeps what came.
class Receiver {
  public:
    explicit Receiver(std::string status)
        : status_(std::move(status)), server_([this](RawSocket& peer, int) { serve(peer); }) {}

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    void answer_with(std::string status) {
        const std::lock_guard lock(mutex_);
        status_ = std::move(status);
    }
    [[nodiscard]] std::vector<std::string> came() {
        const std::lock_guard lock(mutex_);
        return came_;
    }

  private:
    /// One request a connection.
    void serve(RawSocket& peer) {
        std::string head = peer.read_until("\r\n\r\n");
        const std::string name = "Content-Length: ";
        const auto at = head.find(name);
        if (at == std::string::npos) return;
        head += peer.read_bytes(std::stoul(head.substr(at + name.size())));
        const std::lock_guard lock(mutex_);
        came_.push_back(head);
        peer.send("HTTP/1.1 " + status_ + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        peer.shut_down_sending();
    }
    std::mutex mutex_;
    std::string status_;
    std::vector<std::string> came_;
    RawServer server_;  ///< last: its thread uses all of the above
};

std::string header_of(const std::string& request, const std::string& name) {
    const auto at = request.find(name + ": ");
    if (at == std::string::npos) return "";
    const auto begin = at + name.size() + 2;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

class Webhooks : public Studio {
  protected:
    static constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    void open_studio(const Receiver& receiver) {
        for (const char* name : {"day-1", "day-2"}) record(name, 2);
        open_cloud();
        write_config();
        std::ofstream(folder + "/webhook-secret") << secret << "\n";
        std::ofstream(folder + "/understudy.toml", std::ios::app)
            << "[webhooks.studio]\nurl = \"http://127.0.0.1:" << receiver.port()
            << "/hook?token=planted-in-the-query\"\nsecret_file = \"" << folder << "/webhook-secret\"\n";
        open_daemon();
    }
    static Json body_of(const std::string& request) {
        return Json::parse(request.substr(request.find("\r\n\r\n") + 4));
    }
};

TEST_F(Webhooks, AJobThatCompletesIsToldOnce) {
    Receiver receiver("204 No Content");
    open_studio(receiver);
    const std::string id = submit();
    until_state(id, "completed");
    until("the receiver is told", [&] { return !receiver.came().empty(); });
    const Json body = body_of(receiver.came()[0]);
    EXPECT_EQ(body["type"], "job.completed");
    EXPECT_EQ(body["data"]["job"]["id"], id);
    EXPECT_EQ(body["data"]["job"]["voices"].size(), 4u);
    EXPECT_EQ(receiver.came().size(), 1u) << "by default the steps on the way are not told";
    until("nothing waits", [&] { return ask("GET", "/v1/webhooks")["data"][0]["waiting"] == 0; });
}

TEST_F(Webhooks, WhatCouldNotBeDeliveredBeforeAKillIsDeliveredAfterIt) {
    Receiver receiver("503 Service Unavailable");
    open_studio(receiver);
    const std::string id = submit();
    until_state(id, "completed");
    until("it was tried", [&] { return !receiver.came().empty(); });
    daemon->signal(SIGKILL);
    daemon->wait();
    receiver.answer_with("204 No Content");
    const std::size_t before = receiver.came().size();
    open_daemon();
    ask("POST", "/v1/webhooks/studio/test");
    until("both are delivered", [&] {
        return receiver.came().size() >= before + 2 && ask("GET", "/v1/webhooks")["data"][0]["waiting"] == 0;
    });
    for (const std::string& request : receiver.came())
        if (body_of(request)["type"] == "job.completed") {
            EXPECT_EQ(header_of(request, "webhook-id"), header_of(receiver.came()[0], "webhook-id"));
        }
}

TEST_F(Webhooks, NeitherASecretNorAQueryIsSaid) {
    Receiver receiver("500 Broken");
    open_studio(receiver);
    ask("POST", "/v1/webhooks/studio/test");
    until("it was tried", [&] { return !receiver.came().empty(); });
    until("it is said", [&] { return daemon->said().find("was not delivered") != std::string::npos; });
    const std::string all =
        daemon->said() + ask("GET", "/v1/webhooks").dump() + ask("GET", "/v1/doctor").dump();
    EXPECT_EQ(all.find("planted-in-the-query"), std::string::npos);
    EXPECT_EQ(all.find("MfKQ9r8"), std::string::npos);
}

}  // namespace
}  // namespace understudy::test
