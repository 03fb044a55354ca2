// The real daemon and a service manager of the test's own.
#include <poll.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

class Service : public Studio {
  protected:
    int socket_ = -1;
    std::string all_;
    void SetUp() override {
        Studio::SetUp();
        const std::string path = folder + "/notify";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof(address.sun_path) - 1);
        socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        ASSERT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    }
    void TearDown() override {
        Studio::TearDown();
        close(socket_);
    }
    /// Waits until the daemon has notified something with `words` in it, 30 s at most.
    bool notified(const std::string& words) {
        while (all_.find(words) == std::string::npos) {
            pollfd ready{socket_, POLLIN, 0};
            if (poll(&ready, 1, 30'000) <= 0) return false;
            std::array<char, 4'096> buffer{};
            const ssize_t got = recv(socket_, buffer.data(), buffer.size(), 0);
            all_.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))) += "\n";
        }
        return true;
    }
};

TEST_F(Service, IsReadyFedReloadedAndStoppedInTheWordsOfTheProtocol) {
    open_cloud();
    write_config();
    open_daemon({"NOTIFY_SOCKET=" + folder + "/notify", "WATCHDOG_USEC=200000"});
    ASSERT_TRUE(notified("READY=1\nSTATUS=No job at work")) << all_;
    ASSERT_TRUE(notified("WATCHDOG=1")) << all_;
    all_.clear();
    daemon->signal(SIGHUP);
    ASSERT_TRUE(notified("RELOADING=1\nMONOTONIC_USEC=")) << all_;
    ASSERT_TRUE(notified("READY=1")) << all_;
    all_.clear();
    daemon->signal(SIGTERM);
    ASSERT_TRUE(notified("STOPPING=1")) << all_;
    EXPECT_EQ(daemon->wait(), 0) << daemon->said();
}

TEST_F(Service, TheStatusFollowsTheWork) {
    record("take-a", 2);
    open_cloud();
    control("PATCH", "/settings", {{"train_time", "1h"}});
    write_config();
    open_daemon({"NOTIFY_SOCKET=" + folder + "/notify", std::string("CARTESIA_API_KEY=") + key});
    submit();
    EXPECT_TRUE(notified("STATUS=1 training, next look at ")) << all_;
}

TEST_F(Service, IsGivenTimeForEachMigrationOfItsDatabase) {
    std::ifstream old(std::string(UNDERSTUDY_SOURCE) + "/tests/storage/fixtures/version-1.sql");
    const std::string sql(std::istreambuf_iterator<char>(old), {});
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder + "/understudy.db").c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    open_cloud();
    open_daemon({"NOTIFY_SOCKET=" + folder + "/notify"});
    ASSERT_TRUE(notified("EXTEND_TIMEOUT_USEC=1800000000\nSTATUS=Bringing the database to schema 2 (seals)"));
    ASSERT_TRUE(notified("schema 3 (measurements)")) << all_;
    EXPECT_EQ(all_.find("READY=1"), std::string::npos) << all_;
    EXPECT_TRUE(notified("READY=1")) << all_;
}

}  // namespace
}  // namespace understudy::test
