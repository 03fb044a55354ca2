// The way to the cloud through a proxy of the world's: tinyproxy, as a site would have it. Everything goes
// through it, the uploads and the paid call too, or nothing goes.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "machine.hpp"

namespace understudy::test {
namespace {

constexpr const char* password = "hunter2hunter2";

/// One that was free a moment ago: tinyproxy cannot be told to take any.
int free_port() {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    const bool bound = bind(probe, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                       getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(probe);
    return bound ? ntohs(address.sin_port) : 0;
}

class ThroughAProxy : public Machine {
  protected:
    std::unique_ptr<Process> proxy;
    int port = 0;

    void SetUp() override {
        Machine::SetUp();
        if (!std::filesystem::exists("/usr/bin/tinyproxy"))
            GTEST_SKIP() << "tinyproxy is not installed: scripts/install-dependencies does it";
        five_recordings();
        open_cloud();
        write_config();
    }
    void TearDown() override {
        proxy.reset();
        Machine::TearDown();
    }

    /// With more lines in its configuration. On the same port as before, if there was one.
    void open_proxy(const std::string& more = "") {
        for (int tries = 0; tries < 10; ++tries) {
            if (!proxy || tries > 0) port = free_port();
            std::ofstream(folder + "/tinyproxy.conf")
                << "Port " << port << "\nListen 127.0.0.1\nTimeout 60\nMaxClients 50\nLogLevel Info\n"
                << (more.find("Allow") == std::string::npos ? "Allow 127.0.0.1\n" : "") << more << "\n";
            proxy = std::make_unique<Process>(
                std::vector<std::string>{"/usr/bin/tinyproxy", "-d", "-c", folder + "/tinyproxy.conf"},
                std::vector<std::string>{});
            if (!proxy->line_with("Accepting connections").empty()) return;
        }
        FAIL() << proxy->said();
    }
    void close_proxy() {
        proxy->signal(SIGKILL);
        proxy->wait();
    }
    [[nodiscard]] std::string name() const { return "the proxy 127.0.0.1:" + std::to_string(port); }
    void go_through_it(const std::string& credentials = "") {
        change_config("[cartesia]", "[cartesia]\nproxy = \"http://" + credentials +
                                        "127.0.0.1:" + std::to_string(port) + "\"");
    }
    std::size_t tunnels() {
        proxy->listen(std::chrono::milliseconds{0});
        const std::string& said = proxy->said();
        std::size_t count = 0;
        for (auto at = said.find(": CONNECT 127.0.0.1:"); at != std::string::npos;
             at = said.find(": CONNECT 127.0.0.1:", at + 1))
            ++count;
        return count;
    }
    void said_nothing_of_the_password() {
        for (const std::string& text :
             {daemon->said(), ask("GET", "/v1/doctor").dump(), ask("GET", "/v1/jobs").dump()})
            for (const char* secret : {password, "YW5uYTpodW50ZXIyaHVudGVyMg"})
                EXPECT_EQ(text.find(secret), std::string::npos) << text;
    }
};

TEST_F(ThroughAProxy, AJobIsUploadedAndBoughtAndComesToItsVoices) {
    open_proxy();
    go_through_it();
    open_daemon();
    all_went_well(submit());
    EXPECT_GE(tunnels(), 2u) << proxy->said();
    EXPECT_LT(tunnels(), 20u) << "connections are kept";
}

TEST_F(ThroughAProxy, ThatIsAwayIsNamedAndTheJobGoesOnWhenItIsBack) {
    open_proxy();
    go_through_it();
    close_proxy();
    open_daemon();
    const std::string id = submit();
    until("the cloud is away", [&] { return daemon->said().find("cloud_away") != std::string::npos; });
    until_explained(id, name());
    open_proxy();
    daemon->signal(SIGHUP);  // so that it looks again at once
    all_went_well(id);
}

TEST_F(ThroughAProxy, ThatWantsAPasswordItIsGivenOne) {
    open_proxy("BasicAuth anna hunter2hunter2");
    go_through_it(std::string("anna:") + password + "@");
    open_daemon();
    all_went_well(submit());
    said_nothing_of_the_password();
}

TEST_F(ThroughAProxy, ThatRefusesItIsSaidWhichAndWhy) {
    open_proxy("BasicAuth anna another");
    go_through_it(std::string("anna:") + password + "@");
    open_daemon();
    const std::string id = submit();
    until_explained(id, name() + " refused: 401");  // as tinyproxy says it
    until_explained(id, "it does not take the user name and the password");
    said_nothing_of_the_password();
    EXPECT_EQ(purchases().size(), 0u);
}

TEST_F(ThroughAProxy, ThatWantsAPasswordAndGetsNoneItIsSaid) {
    open_proxy("BasicAuth anna another");
    go_through_it();
    open_daemon();
    const std::string id = submit();
    until_explained(id, name() + " refused: 407");
    until_explained(id, "it wants a user name and a password");
}

TEST_F(ThroughAProxy, ThatLetsNobodyThroughItIsSaidTo) {
    open_proxy("Allow 192.0.2.1");
    go_through_it();
    open_daemon();
    const std::string id = submit();
    until_explained(id, name() + " refused: 403");
    until_explained(id, "it does not let this machine through to 127.0.0.1:");
}

}  // namespace
}  // namespace understudy::test
