// The completion as people meet it: in real shells. Those that are not installed are left out.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/cli/at_terminal.hpp"
#include "tests/cli/played_daemon.hpp"

namespace understudy::cli {
namespace {

std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    char buffer[4'096];
    while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, count);
    const int status = pclose(pipe);
    return output + (status == 0 ? "" : "(failed)");
}

class Shells : public testing::Test {
  protected:
    Shells() {
        const std::string folder = std::filesystem::path(UNDERSTUDY_BINARY).parent_path().string();
        const char* path = std::getenv("PATH");
        setenv("PATH", (folder + ":" + (path == nullptr ? "/usr/bin:/bin" : path)).c_str(), 1);
        setenv("UNDERSTUDY_URL", played_.url().c_str(), 1);
    }
    ~Shells() override { unsetenv("UNDERSTUDY_URL"); }
    static bool there(const std::string& shell) {
        return output_of("command -v " + shell + " || true") != "";
    }
    PlayedDaemon played_{
        testing::TempDir() + "understudy-s" + std::to_string(getpid()) + ".sock", [](const net::Request&) {
            return net::Response{200, {}, R"({"data":[)" + job_json("draft") + R"(],"next_cursor":null})"};
        }};
};

TEST_F(Shells, EveryScriptIsSoundToItsShell) {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        if (!there(shell)) continue;
        const std::string name = shell;
        EXPECT_EQ(output_of("understudy completion " + name + " | " + name + " -n /dev/stdin 2>&1"), "")
            << name;
    }
}

TEST_F(Shells, BashCompletesAtTheTabKey) {
    AtTerminal shell({"--norc", "--noprofile", "-i"}, "bash");
    shell.type("bind 'set bell-style none'; source <(understudy completion bash); echo rea''dy\n");
    ASSERT_TRUE(shell.reads_until("ready\r\n"));
    shell.forget();
    shell.type("understudy expl\t");
    EXPECT_TRUE(shell.reads_until("understudy explain "));
    shell.type("01JD9\t");
    EXPECT_TRUE(shell.reads_until(std::string("explain ") + (anna + 4))) << shell.text();
    shell.type("\x15understudy list --state=dr\t");
    EXPECT_TRUE(shell.reads_until("--state=draft ")) << shell.text();
    shell.type("\x15understudy --url http://127.0.0.1:1 prefl\t");
    EXPECT_TRUE(shell.reads_until("127.0.0.1:1 preflight ")) << shell.text();
    shell.type("/etc/hostn\t");
    EXPECT_TRUE(shell.reads_until("/etc/hostname ")) << shell.text();
    shell.type(
        "\x15"
        "exit\n");
    EXPECT_EQ(shell.exit_code(), 0);
}

TEST_F(Shells, ZshCompletesAtTheTabKey) {
    if (!there("zsh")) GTEST_SKIP() << "no zsh here";
    AtTerminal shell({"-f", "-i"}, "zsh");
    shell.type(
        "PS1='> '; bindkey -e; autoload -U compinit; compinit -D -u; source <(understudy completion zsh); "
        "echo rea''dy\n");
    ASSERT_TRUE(shell.reads_until("ready\r\n"));
    shell.forget();
    shell.type("understudy expl\t");
    EXPECT_TRUE(shell.reads_until("ain")) << shell.text();
    shell.type("01JD9\t");
    EXPECT_TRUE(shell.reads_until("Z0V6Q8X5T7R2M4K3N1P0A")) << shell.text();
    shell.type("\x15");
    shell.forget();
    shell.type("understudy preflight /etc/hostn\t");
    EXPECT_TRUE(shell.reads_until("ame")) << shell.text();
    shell.type(
        "\x15"
        "exit\n");
    EXPECT_EQ(shell.exit_code(), 0);
}

TEST_F(Shells, FishOffersWordsWithWhatTheyMean) {
    if (!there("fish")) GTEST_SKIP() << "no fish here";
    const auto offered = [](const std::string& typed) {
        return output_of("fish --no-config -c 'understudy completion fish | source; complete -C \"" + typed +
                         "\"'");
    };
    EXPECT_EQ(offered("understudy expl"), "explain\tWhy a job is where it is, and what happens next\n");
    EXPECT_EQ(offered("understudy show 01J"), std::string(anna + 4) + "\tAnna, draft\n");
    EXPECT_TRUE(contains(offered("understudy list --st"), "--state\t"));
    EXPECT_TRUE(contains(offered("understudy submit /etc/hostn"), "/etc/hostname"));
}

}  // namespace
}  // namespace understudy::cli
