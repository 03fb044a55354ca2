// The real binary, as a shell and as a person at a terminal meet it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/at_terminal.hpp"
#include "tests/cli/fakes.hpp"
#include "tests/cli/played_daemon.hpp"

namespace understudy::cli {
namespace {

std::string socket_path() { return testing::TempDir() + "understudy-p" + std::to_string(getpid()) + ".sock"; }

struct Ran {
    int code = -1;
    std::string output;
};

/// The binary in a shell; standard error is not kept.
Ran ran(const std::string& arguments) {
    const std::string command = std::string(UNDERSTUDY_BINARY) + " " + arguments;
    FILE* pipe = popen(command.c_str(), "r");
    Ran result;
    char buffer[4'096];
    while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe))
        result.output.append(buffer, count);
    const int status = pclose(pipe);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return result;
}

TEST(TheBinary, PrintsItsHelpAndItsVersion) {
    EXPECT_EQ(ran("--help").code, 0);
    EXPECT_TRUE(contains(ran("--help").output, "Exit codes:"));
    EXPECT_TRUE(contains(ran("version").output, "understudy "));
}

TEST(TheBinary, ExitsAsItsTableSays) {
    EXPECT_EQ(ran("dance 2>/dev/null").code, 2);
    EXPECT_EQ(ran("list --url unix:/does/not/exist 2>/dev/null").code, 4);
    EXPECT_EQ(ran("submit x --name N --language en 2>/dev/null </dev/null").code, 5);
    EXPECT_EQ(ran("version >/dev/full 2>/dev/null").code, 7);
}

TEST(TheBinary, TalksToADaemonAndPrintsOneDocument) {
    const PlayedDaemon played(socket_path(), [](const net::Request&) {
        return net::Response{200, {}, R"({"data":[)" + job_json("draft") + R"(],"next_cursor":null})"};
    });
    const Ran list = ran("list --json --url " + played.url());
    EXPECT_EQ(list.code, 0);
    EXPECT_EQ(nlohmann::json::parse(list.output)["data"][0]["id"], anna);
}

TEST(TheBinary, SpeaksIntoAFolderThatIsNotThereYet) {
    const PlayedDaemon played(socket_path(), [](const net::Request&) {
        return net::Response{200, {}, "sound"};
    });
    char folder[] = "/tmp/understudy-say-XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    const std::string say =
        "say 3f6d0a52-9b1c-4a8e-8e0b-6a1f2c3d4e5f Hello. --url " + played.url() + " --out " + folder;
    EXPECT_EQ(ran(say + "/new/").code, 0);
    EXPECT_TRUE(std::filesystem::exists(std::string(folder) +
                                        "/new/3f6d0a52-9b1c-4a8e-8e0b-6a1f2c3d4e5f-3f6d0a52.wav"));
    EXPECT_EQ(ran(say + "/two/steps/ 2>/dev/null").code, 2) << "only the last step is made";
    std::filesystem::remove_all(folder);
}

TEST(TheBinary, EndsFollowingWhenNobodyReadsAnyMoreAlsoWhenNothingMoreHappens) {
    const PlayedDaemon played(socket_path(), [](const net::Request& request) {
        const bool first = !request.headers.find("Last-Event-ID");
        return net::Response{200,
                             {{"Content-Type", "text/event-stream"}},
                             first ? "id: 1\ndata: {\"id\":1}\n\n" : ": after 1\n\n"};
    });
    const Ran followed = ran("events --follow --json --url " + played.url() + " | head -1");
    EXPECT_EQ(followed.output, "{\"id\":1}\n");
}

TEST(TheBinary, AsksOnATerminalAndTakesNoForAnAnswer) {
    AtTerminal terminal(
        {"submit", "x", "--name", "Anna", "--language", "en", "--url", "unix:/does/not/exist"});
    ASSERT_TRUE(terminal.reads_until("[y/N]")) << terminal.text();
    terminal.type("n\n");
    EXPECT_EQ(terminal.exit_code(), 5);
    EXPECT_TRUE(contains(terminal.text(), "Nothing was made"));
}

TEST(TheBinary, InterruptedAtTheQuestionItEndsWith130) {
    AtTerminal terminal({"submit", "x", "--name", "Anna", "--language", "en"});
    ASSERT_TRUE(terminal.reads_until("[y/N]")) << terminal.text();
    terminal.type("\x03");
    EXPECT_EQ(terminal.exit_code(), 130);
}

TEST(TheBinary, InterruptedWhileWatchingItLeavesACleanTerminalAndSaysThatTheJobGoesOn) {
    const PlayedDaemon played(socket_path(), [](const net::Request&) {
        return net::Response{200, {}, job_json("training", R"(,"hold":{"reason":"funds"})")};
    });
    AtTerminal terminal({"watch", anna, "--url", played.url()});
    ASSERT_TRUE(terminal.reads_until("held (funds)")) << terminal.text();
    terminal.interrupt();
    EXPECT_EQ(terminal.exit_code(), 130);
    const std::string& text = terminal.text();
    EXPECT_TRUE(contains(text, "the job goes on")) << text;
    EXPECT_GT(text.rfind("\x1b[?25h"), text.rfind("\x1b[?25l"));
    EXPECT_GT(text.rfind("\x1b[0m"), text.rfind("\x1b[33m"));
}

TEST(TheBinary, WatchingOnATerminalEndsWithTheVoices) {
    std::atomic<int> looks{0};
    const PlayedDaemon played(socket_path(), [&](const net::Request&) {
        const bool done = ++looks > 1;
        return net::Response{
            200, {}, job_json(done ? "completed" : "training", R"(,"voices":[{"id":"v1","name":"A"}])")};
    });
    AtTerminal terminal({"watch", anna, "--url", played.url()});
    EXPECT_EQ(terminal.exit_code(), 0);
    EXPECT_TRUE(contains(terminal.text(), "v1  A"));
}

}  // namespace
}  // namespace understudy::cli
