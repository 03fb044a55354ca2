#include "cli/http_daemon.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <mutex>

#include "cli/requests.hpp"
#include "tests/cli/fakes.hpp"
#include "tests/cli/played_daemon.hpp"

namespace understudy::cli {
namespace {

std::string socket_path() { return testing::TempDir() + "understudy-" + std::to_string(getpid()) + ".sock"; }

/// A socket that takes connections and never answers.
class MuteSocket {
  public:
    MuteSocket() : path_(socket_path() + ".mute"), socket_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path_.copy(address.sun_path, sizeof address.sun_path - 1);
        unlink(path_.c_str());
        EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(socket_, 8), 0);
    }
    ~MuteSocket() {
        close(socket_);
        unlink(path_.c_str());
    }
    [[nodiscard]] std::string url() const { return "unix:" + path_; }

  private:
    std::string path_;
    int socket_;
};

HttpDaemon daemon_at(const std::string& url, int interrupts = -1) {
    return HttpDaemon(*parse_endpoint(url), "secret", "", interrupts);
}

TEST(HttpDaemons, AreAskedOverTcpWithTheToken) {
    std::mutex guard;
    net::Request seen;
    PlayedDaemon played("", [&](const net::Request& request) {
        const std::lock_guard lock(guard);
        seen = request;
        return net::Response{201, {{"ETag", "\"1\""}}, "made"};
    });
    HttpDaemon daemon = daemon_at(played.url());
    const auto answer = daemon.call(submit_job(R"({"name":"Anna"})", "key"), seconds(10));
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->body, "made");
    const std::lock_guard lock(guard);
    EXPECT_EQ(seen.headers.find("Authorization"), "Bearer secret");
    EXPECT_EQ(seen.headers.find("Idempotency-Key"), "key");
    EXPECT_EQ(seen.body, R"({"name":"Anna"})");
}

TEST(HttpDaemons, AreAskedAgainAndAgainOverAUnixSocket) {
    PlayedDaemon played(socket_path(), [](const net::Request& request) {
        return net::Response{200, {}, request.target};
    });
    HttpDaemon daemon = daemon_at(played.url());
    for (int i = 0; i < 5; ++i) {
        const auto answer = daemon.call(get_job("job_" + std::to_string(i)), seconds(10));
        ASSERT_TRUE(answer.ok());
        EXPECT_EQ(answer->body, "/v1/jobs/job_" + std::to_string(i));
    }
}

TEST(HttpDaemons, OneThatIsNotThereWasNeverConnectedTo) {
    HttpDaemon daemon = daemon_at("unix:/does/not/exist.sock");
    const auto answer = daemon.call(get_job("x"), seconds(10));
    ASSERT_FALSE(answer.ok());
    EXPECT_FALSE(answer.error().connected);
    EXPECT_FALSE(answer.error().what.empty());
}

TEST(HttpDaemons, OneThatCutsTheConnectionMayHaveHadTheRequest) {
    PlayedDaemon played("", [](const net::Request&) { return std::nullopt; });
    HttpDaemon daemon = daemon_at(played.url());
    const auto answer = daemon.call(submit_job("{}", "key"), seconds(10));
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(answer.error().connected);
    EXPECT_FALSE(answer.error().interrupted);
}

TEST(HttpDaemons, PatienceEnds) {
    const MuteSocket mute;
    HttpDaemon daemon = daemon_at(mute.url());
    const auto answer = daemon.call(get_job("x"), milliseconds(20));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().what, "no answer in time");
    EXPECT_TRUE(answer.error().connected);
    EXPECT_TRUE(answer.error().too_late);
}

TEST(HttpDaemons, AnInterruptEndsTheWaitForAnAnswerAtOnce) {
    const MuteSocket mute;
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    HttpDaemon daemon = daemon_at(mute.url(), ends[0]);
    ASSERT_EQ(write(ends[1], "!", 1), 1);
    const auto answer = daemon.call(get_job("x"), std::chrono::hours(1));
    ASSERT_FALSE(answer.ok());
    EXPECT_TRUE(answer.error().interrupted);
    close(ends[0]);
    close(ends[1]);
}

/// The signal is in the loop already when the next call asks it to wait for one.
TEST(HttpDaemons, ASignalAtTheEndOfACallIsNoFaultOfTheNextOneThatHasNotBegun) {
    PlayedDaemon played("", [](const net::Request&) { return net::Response{200, {}, "here"}; });
    for (int round = 0; round < 20; ++round) {
        std::array<int, 2> ends{};
        ASSERT_EQ(pipe(ends.data()), 0);
        HttpDaemon daemon = daemon_at(played.url(), ends[0]);
        ASSERT_TRUE(daemon.call(get_job("x"), seconds(10)).ok());
        const auto first = daemon.follow(get_job("x"), seconds(10),
                                         [&](std::string_view) { return write(ends[1], "!", 1) == 1; });
        const auto next = daemon.call(get_job("x"), seconds(10));
        for (const auto* call : {&first, &next})  // nothing is thrown; an answer may be quicker
            EXPECT_TRUE(call->ok() || call->error().interrupted);
        close(ends[0]);
        close(ends[1]);
    }
}

TEST(HttpDaemons, ARestartInBetweenIsOneLostCallAtMost) {
    const auto play = [](const net::Request&) { return net::Response{200, {}, "here"}; };
    auto played = std::make_unique<PlayedDaemon>(socket_path(), play);
    HttpDaemon daemon = daemon_at(played->url());
    ASSERT_TRUE(daemon.call(get_job("x"), seconds(10)).ok());
    played.reset();
    EXPECT_FALSE(daemon.call(get_job("x"), seconds(10)).ok());
    played = std::make_unique<PlayedDaemon>(socket_path(), play);
    EXPECT_TRUE(daemon.call(get_job("x"), seconds(10)).ok());
}

TEST(HttpDaemons, AnAnswerThatGoesOnIsTakenAsItComesUntilThereIsEnough) {
    PlayedDaemon played("", [](const net::Request&) {
        return net::Response{200, {}, std::string(1 << 20, 'x')};
    });
    HttpDaemon daemon = daemon_at(played.url());
    std::size_t pieces = 0, bytes = 0;
    const auto all = daemon.follow(get_job("x"), seconds(10), [&](std::string_view piece) {
        bytes += piece.size();
        return ++pieces > 0;
    });
    ASSERT_TRUE(all.ok());
    EXPECT_EQ(bytes, std::size_t{1} << 20);
    EXPECT_GT(pieces, 1u);
    EXPECT_EQ(all->body, "");
    pieces = 0;
    const auto enough =
        daemon.follow(get_job("x"), seconds(10), [&](std::string_view) { return ++pieces < 1; });
    EXPECT_TRUE(enough.ok());
    EXPECT_EQ(pieces, 1u);
}

/// The whole command line over real HTTP: the daemon goes away while a job is watched, and comes back.
TEST(HttpDaemons, AWatchOutlivesARestartOfTheDaemon) {
    std::atomic<int> looks{0};
    const Play play = [&](const net::Request&) {
        return net::Response{200, {}, job_json(++looks < 4 ? "training" : "completed")};
    };
    auto played = std::make_unique<PlayedDaemon>(socket_path(), play);
    FakeWorld world;
    world.on_pause = [&] {
        if (world.pauses == 2) played.reset();
        if (world.pauses == 5) played = std::make_unique<PlayedDaemon>(socket_path(), play);
    };
    const Reach reach = [](Endpoint endpoint, std::string token, std::string ca_file) {
        return std::make_unique<HttpDaemon>(std::move(endpoint), std::move(token), std::move(ca_file), -1);
    };
    EXPECT_EQ(run({"watch", anna, "--url", played->url()}, {}, world, reach), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "does not answer"));
    EXPECT_TRUE(contains(world.errors, "answers again"));
    EXPECT_EQ(looks, 4);
}

}  // namespace
}  // namespace understudy::cli
