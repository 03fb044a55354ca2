// What docs/inbox.md tells people to do: curl by hand, and `understudy send`.
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tus.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

/// The shell commands of the block below a heading.
std::string commands_below(const std::string& heading) {
    std::ifstream page(UNDERSTUDY_SOURCE "/docs/inbox.md");
    std::string commands, line;
    while (std::getline(page, line) && line != heading) continue;
    while (std::getline(page, line) && line != "```sh") continue;
    while (std::getline(page, line) && line != "```") commands += line + "\n";
    return commands;
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
}

class TheInboxPage : public TusStudio {
  protected:
    std::unique_ptr<Process> understudy(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), UNDERSTUDY_CLI);
        const std::vector<std::string> environment{"UNDERSTUDY_URL=" + daemon_url(),
                                                   "UNDERSTUDY_TOKEN_FILE=" + folder + "/token"};
        return std::make_unique<Process>(arguments, environment);
    }
    /// What it says, once it has ended well.
    std::string said_by(std::vector<std::string> arguments, int code = 0) {
        const auto process = understudy(std::move(arguments));
        EXPECT_EQ(process->wait(), code) << process->said();
        return process->said();
    }
    std::string studio() { return folder + "/studio"; }
    void write(const std::string& path, const std::string& bytes) {
        fs::create_directories(fs::path(studio() + "/" + path).parent_path());
        std::ofstream(studio() + "/" + path, std::ios::binary) << bytes;
    }
    void restart_where_it_was() {
        daemon->signal(SIGKILL);
        daemon->wait();
        open_daemon();
    }
    void stay_on_this_port() { change_config("127.0.0.1:0", daemon_url().substr(daemon_url().find("127."))); }
};

TEST_F(TheInboxPage, SendsByCurlAsItSays) {
    open_inbox();
    const std::string bytes = many_bytes(300'000);
    write("take-1.wav", bytes);
    std::string commands = commands_below("### With curl");
    replace(commands, "http://127.0.0.1:7878", daemon_url());
    replace(commands, "/var/lib/understudy", folder);
    Process shell({"/bin/bash", "-euo", "pipefail", "-c", "cd " + studio() + "\n" + commands}, {});
    EXPECT_EQ(shell.wait(), 0) << shell.said();
    EXPECT_NE(
        shell.said().find(R"({"name":"Anna","files":[{"name":"take-1.wav","bytes":300000,"modified_at":)"),
        std::string::npos)
        << shell.said();
    EXPECT_TRUE(inbox_file("Anna/take-1.wav") == bytes);
}

TEST_F(TheInboxPage, SendsAFolderAndTheSameCommandAgainSendsNothing) {
    open_inbox();
    const std::string bytes = many_bytes(9u << 20);
    write("day 1/take-1.wav", bytes);
    write("take-2.wav", "another");
    write(".hidden/x.wav", "not this");
    EXPECT_NE(said_by({"send", studio(), "--to", "Anna"}).find("2 sent (9.00 MiB)"), std::string::npos);
    EXPECT_TRUE(inbox_file("Anna/day 1/take-1.wav") == bytes);
    EXPECT_EQ(inbox_file("Anna/take-2.wav"), "another");
    EXPECT_FALSE(fs::exists(inbox + "/Anna/.hidden"));
    const Json again = Json::parse(said_by({"--json", "send", studio(), "--to", "Anna"}));
    EXPECT_EQ(again["files_there"], 2);
    EXPECT_EQ(again["bytes_sent"], 0);
    EXPECT_EQ(again["path"], inbox + "/Anna");
    EXPECT_NE(said_by({"inbox"}).find("Anna"), std::string::npos);
    EXPECT_NE(said_by({"inbox", "Anna"}).find("day 1/take-1.wav"), std::string::npos);
    said_by({"inbox", "Anna", "--remove", "--yes"});
    EXPECT_FALSE(fs::exists(inbox + "/Anna"));
    said_by({"inbox", "Anna", "--remove", "--yes"}, 3);
}

TEST_F(TheInboxPage, GoesOnByItselfOverAKillOfTheDaemon) {
    open_inbox();
    stay_on_this_port();
    const std::string bytes = many_bytes(80u << 20);
    write("long.wav", bytes);
    const auto sending = understudy({"send", studio(), "--to", "Anna"});
    until("some of it is here", [&] {
        const Json uploads = ask("GET", "/v1/inbox")["uploads"];
        return !uploads.empty() && uploads[0]["offset"] > 0;
    });
    restart_where_it_was();
    EXPECT_EQ(sending->wait(), 0) << sending->said();
    EXPECT_TRUE(inbox_file("Anna/long.wav") == bytes);
}

TEST_F(TheInboxPage, GoesOnWhereAnEarlierRunWasInterrupted) {
    open_inbox();
    const std::string bytes = many_bytes(80u << 20);
    write("long.wav", bytes);
    {
        const auto sending = understudy({"send", studio(), "--to", "Anna"});
        until("some of it is here", [&] {
            const Json uploads = ask("GET", "/v1/inbox")["uploads"];
            return !uploads.empty() && uploads[0]["offset"] > 0;
        });
        sending->signal(SIGINT);
        EXPECT_EQ(sending->wait(), 130);
        EXPECT_NE(sending->said().find("the same command goes on"), std::string::npos) << sending->said();
    }
    const Json sent = Json::parse(said_by({"--json", "send", studio(), "--to", "Anna"}));
    EXPECT_GT(sent["bytes_sent"], 0);
    EXPECT_LT(sent["bytes_sent"], bytes.size());
    EXPECT_TRUE(inbox_file("Anna/long.wav") == bytes);
}

TEST_F(TheInboxPage, MakesOneJobOfWhatWasSentHoweverOftenItIsAsked) {
    open_inbox();
    write("a.wav", "no recording, but a file of the right name");
    const std::vector<std::string> command{"--json", "send", studio(),     "--to", "Anna",   "--submit",
                                           "--name", "Anna", "--language", "en",   "--draft"};
    const std::string first = Json::parse(said_by(command))["id"];
    EXPECT_EQ(ask("GET", "/v1/jobs/" + first)["recordings"][0], inbox + "/Anna");
    const std::string again = said_by(command);
    EXPECT_NE(again.find("submitted before, as " + first), std::string::npos) << again;
    EXPECT_EQ(ask("GET", "/v1/jobs")["data"].size(), 1u);
}

TEST_F(TheInboxPage, SendsNothingWhereTheJobWouldBeRefused) {
    open_inbox();
    write("a.wav", "no recording, but a file of the right name");
    const std::string refused = said_by(
        {"send", studio(), "--to", "Anna", "--submit", "--name", "Anna", "--language", "spanish", "--draft"},
        3);
    EXPECT_NE(refused.find("/language"), std::string::npos) << refused;
    EXPECT_FALSE(fs::exists(inbox + "/Anna"));
}

TEST_F(TheInboxPage, BeginsAnewWhereTheFileIsAnotherOne) {
    open_inbox();
    write("a.wav", "the second take");
    const std::string stale = begin(15, "a.wav");  // of the same name and length, sent by somebody else
    EXPECT_EQ(patch(stale, 0, "the first").status, 204);
    EXPECT_NE(said_by({"send", studio() + "/a.wav", "--to", "Anna"}, 3).find("--replace"), std::string::npos)
        << "another machine may be sending it: nothing is ended by itself";
    said_by({"send", studio() + "/a.wav", "--to", "Anna", "--replace"});
    EXPECT_EQ(tus("HEAD", stale).status, 404);
    EXPECT_EQ(inbox_file("Anna/a.wav"), "the second take");
    write("a.wav", "quite another take");
    EXPECT_NE(said_by({"send", studio() + "/a.wav", "--to", "Anna"}, 3).find("there already"),
              std::string::npos);
}

}  // namespace
}  // namespace understudy::test
