// The real daemon with listening sockets that are older than it, as a service manager hands them over.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "net/listen.hpp"
#include "studio.hpp"

namespace understudy::test {
namespace {

/// One request on a connection of its own, as plain as can be; "" when it was refused or broke off.
std::string answer_at(const net::ListenOn& where, const std::string& target) {
    const bool local = !where.unix_path.empty();
    const int client = ::socket(local ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{30, 0};
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_un by_path{AF_UNIX, {}};
    where.unix_path.copy(by_path.sun_path, sizeof by_path.sun_path - 1);
    sockaddr_in by_port{AF_INET, htons(where.port), {htonl(INADDR_LOOPBACK)}, {}};
    const auto* address =
        local ? reinterpret_cast<sockaddr*>(&by_path) : reinterpret_cast<sockaddr*>(&by_port);
    std::string answer;
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    if (::connect(client, address, local ? sizeof by_path : sizeof by_port) == 0 &&
        ::send(client, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
        std::array<char, 4'096> buffer{};
        for (ssize_t got = 0; (got = ::recv(client, buffer.data(), buffer.size(), 0)) > 0;)
            answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::close(client);
    return answer;
}

/// Asks without pause from a thread of its own, until it is failed for the first time.
class Caller {
  public:
    explicit Caller(net::ListenOn where) : where_(std::move(where)), thread_([this] { call(); }) {}
    ~Caller() {
        done_ = true;
        thread_.join();
    }
    std::atomic<int> answered{0}, failed{0};

  private:
    void call() {
        while (!done_ && failed == 0)
            ++(answer_at(where_, "/livez").starts_with("HTTP/1.1 200") ? answered : failed);
    }
    net::ListenOn where_;
    std::atomic<bool> done_{false};
    std::thread thread_;
};

class InheritedSockets : public Studio {
  protected:
    void SetUp() override {
        Studio::SetUp();
        open_cloud();
        write_config();
    }
    /// Where the daemon is to find its socket: "" binds nothing.
    net::Listener keep(net::ListenOn where) {
        auto listener = net::listen_on(std::move(where));
        EXPECT_TRUE(listener.ok()) << listener.error();
        return std::move(*listener);
    }
    /// As a service manager does it: descriptors from 3 on, and their number for this process alone.
    void hand_over(const std::vector<const net::Listener*>& listeners) {
        std::string script;
        int at = 3;
        for (const net::Listener* listener : listeners) {
            const int open_for_children = ::dup(listener->socket());
            script += "exec " + std::to_string(at++) + "<&" + std::to_string(open_for_children) + "; ";
            handed_.push_back(open_for_children);
        }
        script += "export LISTEN_PID=$$ LISTEN_FDS=" + std::to_string(listeners.size()) + "; exec \"$@\"";
        daemon_command = {"/bin/bash", "-c", script, "bash", UNDERSTUDY_DAEMON};
    }
    void TearDown() override {
        Studio::TearDown();
        for (const int socket : handed_) ::close(socket);
    }
    int start_and_wait() {
        std::vector<std::string> arguments = daemon_command;
        arguments.insert(arguments.end(), {"--config", folder + "/understudy.toml"});
        daemon = std::make_unique<Process>(arguments, std::vector<std::string>{});
        return daemon->wait();
    }

    std::vector<int> handed_;
};

TEST_F(InheritedSockets, RefuseNobodyWhileTheDaemonIsRestarted) {
    const auto tcp = keep({.address = "127.0.0.1"}), local = keep({.unix_path = folder + "/u.sock"});
    change_config("127.0.0.1:0", "127.0.0.1:" + std::to_string(tcp.where().port));
    hand_over({&tcp, &local});
    open_daemon();
    Caller by_port(tcp.where()), by_path(local.where());
    const auto both_answered = [&](int more) {
        const int ports = by_port.answered + more, paths = by_path.answered + more;
        until("both are answered", [&] {
            return (by_port.answered >= ports && by_path.answered >= paths) ||
                   by_port.failed + by_path.failed > 0;
        });
    };
    for (int restarts = 0; restarts < 3; ++restarts) {
        both_answered(10);
        daemon->signal(SIGTERM);
        EXPECT_EQ(daemon->wait(), 0) << daemon->said();
        open_daemon();
    }
    both_answered(10);
    EXPECT_EQ(by_port.failed, 0);
    EXPECT_EQ(by_path.failed, 0);
}

TEST_F(InheritedSockets, AreServedByTheSameRulesAlsoWhenTheConfigurationDoesNotNameThem) {
    const auto named_nowhere = keep({.address = "127.0.0.1"});
    hand_over({&named_nowhere});
    open_daemon();
    EXPECT_FALSE(daemon->line_with("[server] listen does not name it").empty()) << daemon->said();
    const std::string answer = answer_at(named_nowhere.where(), "/v1/jobs");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 401")) << answer;
    EXPECT_NE(daemon_url(), "http://127.0.0.1:" + std::to_string(named_nowhere.where().port));
    EXPECT_TRUE(ask("GET", "/v1/jobs").contains("data")) << "what is configured is bound as well";
}

TEST_F(InheritedSockets, OfAPathAreOpenedToWhomTheConfigurationNames) {
    const auto local = keep({.unix_path = folder + "/u.sock"});
    change_config("listen = ", "allow_users = [\"0\"]\nlisten = ");
    hand_over({&local});
    open_daemon();
    const auto mode = std::filesystem::status(folder + "/u.sock").permissions();
    EXPECT_EQ(mode, static_cast<std::filesystem::perms>(0666));
}

TEST_F(InheritedSockets, ThatOtherMachinesCanReachAreRefusedWithoutACertificate) {
    const auto open_to_all = keep({.address = "0.0.0.0"});
    hand_over({&open_to_all});
    EXPECT_EQ(start_and_wait(), 78);
    EXPECT_NE(daemon->said().find("other machines can reach"), std::string::npos) << daemon->said();
}

TEST_F(InheritedSockets, ThatAreNoListenersAreRefused) {
    const net::Listener no_listener(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), {});
    hand_over({&no_listener});
    EXPECT_EQ(start_and_wait(), 78);
    EXPECT_NE(daemon->said().find("no stream socket that listens"), std::string::npos) << daemon->said();
}

TEST_F(InheritedSockets, AreTheDaemonsAloneAndNotItsProbes) {
    const auto local = keep({.unix_path = folder + "/u.sock"});
    hand_over({&local});
    open_daemon();
    std::ifstream facts("/proc/" + std::to_string(daemon->id()) + "/fdinfo/3");
    std::string flags;
    for (std::string word; facts >> word;)
        if (word == "flags:") facts >> flags;
    constexpr unsigned close_on_exec = 02'000'000;
    EXPECT_NE(std::stoul(flags.empty() ? "0" : flags, nullptr, 8) & close_on_exec, 0u) << flags;
}

TEST_F(InheritedSockets, OfAnotherProcessAreNotTouched) {
    const auto local = keep({.unix_path = folder + "/u.sock"});
    hand_over({&local});
    daemon_command.at(2).replace(daemon_command.at(2).find("$$"), 2, "1");
    open_daemon();
    EXPECT_EQ(daemon->said().find("is taken over"), std::string::npos) << daemon->said();
}

}  // namespace
}  // namespace understudy::test
