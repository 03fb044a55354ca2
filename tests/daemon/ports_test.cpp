#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "daemon/ports/service_manager.hpp"
#include "daemon/ports/status_teller.hpp"
#include "daemon/ports/system_clock.hpp"
#include "daemon/ports/system_entropy.hpp"
#include "daemon/ports/watchdog.hpp"
#include "net/run.hpp"

namespace understudy::test {
namespace {

TEST(SystemClockTest, WakesOnceWhenTheTimeHasComeAndNeverFromInsideTheCall) {
    boost::asio::io_context io;
    SystemClock clock(io.get_executor());
    int wakes = 0;
    const Duration at = clock.steady() + milliseconds{5};
    clock.wake_at(at, [&] {
        ++wakes;
        EXPECT_GE(clock.steady(), at);
    });
    EXPECT_EQ(wakes, 0);
    io.run();
    EXPECT_EQ(wakes, 1);
}

TEST(SystemClockTest, APastTimeIsDueAtOnceButLater) {
    boost::asio::io_context io;
    SystemClock clock(io.get_executor());
    bool woken = false;
    clock.wake_at(Duration{0}, [&] { woken = true; });
    EXPECT_FALSE(woken);
    io.run();
    EXPECT_TRUE(woken);
}

TEST(SystemClockTest, ANewCallReplacesTheOneBefore) {
    boost::asio::io_context io;
    SystemClock clock(io.get_executor());
    std::string heard;
    clock.wake_at(Duration{0}, [&] { heard += "first"; });
    clock.wake_at(Duration{0}, [&] { heard += "second"; });
    io.run();
    EXPECT_EQ(heard, "second");
}

TEST(SystemClockTest, ASleepingClockIsSilentEvenWhenItsTimerHadFired) {
    boost::asio::io_context io;
    SystemClock clock(io.get_executor());
    bool woken = false;
    boost::asio::post(io, [&] { clock.sleep(); });
    clock.wake_at(Duration{0}, [&] { woken = true; });
    io.run();
    EXPECT_FALSE(woken);
}

TEST(SystemEntropyTest, DiceLieBetweenZeroAndOneAndBitsDoNotRepeat) {
    SystemEntropy entropy;
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1'000; ++i) {
        const double dice = entropy.dice();
        ASSERT_GE(dice, 0.0);
        ASSERT_LT(dice, 1.0);
        seen.insert(entropy.bits());
    }
    EXPECT_EQ(seen.size(), 1'000u);
}

/// A service manager of the test's own: the socket that $NOTIFY_SOCKET names.
class Notify : public ::testing::Test {
  protected:
    std::string folder = (std::filesystem::temp_directory_path() / "understudy-notify-XXXXXX").string();
    int socket_ = -1;
    void SetUp() override {
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        const std::string path = folder + "/notify";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof(address.sun_path) - 1);
        socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        ASSERT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    void TearDown() override {
        unsetenv("NOTIFY_SOCKET");
        unsetenv("WATCHDOG_USEC");
        unsetenv("WATCHDOG_PID");
        close(socket_);
        std::filesystem::remove_all(folder);
    }
    /// The next message, "" when there is none.
    std::string heard() {
        std::array<char, 4'096> buffer{};
        const ssize_t got = recv(socket_, buffer.data(), buffer.size(), 0);
        return got <= 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(got));
    }
    ServiceManager manager;
};

TEST_F(Notify, ReadyComesWithAStatusInWords) {
    manager.ready("2 uploading");
    EXPECT_EQ(heard(), "READY=1\nSTATUS=2 uploading");
}

TEST_F(Notify, AStatusIsSentOnlyWhenItChanged) {
    manager.ready("idle");
    manager.status("idle");
    manager.status("1 training");
    manager.status("1 training");
    EXPECT_EQ(heard(), "READY=1\nSTATUS=idle");
    EXPECT_EQ(heard(), "STATUS=1 training");
    EXPECT_EQ(heard(), "");
}

TEST_F(Notify, AStatusCannotSayMoreThanAStatus) {
    manager.status("x\nMAINPID=1");
    EXPECT_EQ(heard(), "STATUS=x\\nMAINPID=1");
}

TEST_F(Notify, AReloadGivesItsMoment) {
    manager.reloading();
    const std::string said = heard();
    EXPECT_TRUE(said.starts_with("RELOADING=1\nMONOTONIC_USEC=")) << said;
    EXPECT_GT(std::stoll(said.substr(said.rfind('=') + 1)), 0);
}

TEST_F(Notify, StoppingSaysWhatIsAwaited) {
    manager.stopping("Awaiting a paid call");
    EXPECT_EQ(heard(), "STOPPING=1\nSTATUS=Awaiting a paid call");
}

TEST_F(Notify, TheWatchdogsIntervalComesFromTheEnvironment) {
    EXPECT_FALSE(ServiceManager::watchdog());
    setenv("WATCHDOG_USEC", "30000000", 1);
    EXPECT_EQ(ServiceManager::watchdog(), seconds{30});
    setenv("WATCHDOG_PID", "1", 1);
    EXPECT_FALSE(ServiceManager::watchdog()) << "it is another process's";
}

TEST_F(Notify, TheWatchdogIsFedOnlyAfterTheCheckWasAnswered) {
    boost::asio::io_context io;
    std::vector<std::function<void()>> checks;
    int fed = 0;
    Watchdog watchdog(
        io.get_executor(), milliseconds{4},
        [&](std::function<void()> answered) { checks.push_back(answered); }, [&] { ++fed; });
    net::run_until(io, [&] { return checks.size() == 1; });
    EXPECT_EQ(fed, 0);
    // While that one is outstanding, turns of the timer ask nothing more.
    for (int turns = 0; turns < 3; ++turns) io.run_one();
    EXPECT_EQ(checks.size(), 1u);
    EXPECT_EQ(fed, 0);
    checks.front()();
    EXPECT_EQ(fed, 1);
    net::run_until(io, [&] { return checks.size() == 2; });
}

TEST(StatusTellerTest, TellsWithinASecondOfAChangeAndAnewWhenTheWordsWearOut) {
    boost::asio::io_context io;
    int told = 0;
    StatusTeller teller(io.get_executor(), [&]() -> std::optional<Duration> {
        return ++told < 3 ? std::optional<Duration>(milliseconds{1}) : std::nullopt;
    });
    teller.poke();
    teller.poke();
    io.run();
    EXPECT_EQ(told, 3) << "twice because the words said so; then nothing is waited for";
}

}  // namespace
}  // namespace understudy::test
