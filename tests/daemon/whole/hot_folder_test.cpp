// Folders dropped into a watched one, with the real daemon: piece by piece, over kills, good ones and bad
// ones.
#include <csignal>
#include <filesystem>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* sheet = "name = \"Anna\"\nlanguage = \"en\"\n";

class AHotFolder : public Studio {
  protected:
    void SetUp() override {
        Studio::SetUp();
        hot = recordings + "/hot";
        fs::create_directory(hot);
        record("take", 2);
        open_cloud();
    }
    void open_hot_folder(const std::string& more = "settle_for = \"1s\"") {
        write_config();
        change_config("[uploads]", "[hot_folder]\npaths = [\"" + hot + "\"]\ninterval = \"100ms\"\n" + more +
                                       "\n[uploads]");
        open_daemon();
    }
    void put_recording(const std::string& place) {
        fs::create_directories(fs::path(hot + "/" + place).parent_path());
        fs::copy_file(recordings + "/take.wav", hot + "/" + place);
    }
    void put_sheet(const std::string& name, const std::string& text) {
        fs::create_directories(hot + "/" + name);
        std::ofstream(hot + "/" + name + "/voice.toml") << text;
    }
    /// As it is shown; null where it is not.
    Json shown(const std::string& name) {
        const Json seen = ask("GET", "/v1/hot-folder");
        for (const Json& entry : seen["folders"])
            if (entry["path"] == hot + "/" + name) return entry;
        return nullptr;
    }
    void until_it_is(const std::string& name, const std::string& state) {
        until(name + " is " + state, [&] {
            const Json entry = shown(name);
            return entry.is_object() && entry["state"] == state;
        });
    }
    std::size_t jobs() { return ask("GET", "/v1/jobs")["data"].size(); }
    void kill_and_open() {
        daemon->signal(SIGKILL);
        daemon->wait();
        open_daemon();
    }
    std::string said_by(const std::vector<std::string>& words, int code = 0) {
        std::vector<std::string> command{UNDERSTUDY_CLI};
        command.insert(command.end(), words.begin(), words.end());
        Process process(command,
                        {"UNDERSTUDY_URL=" + daemon_url(), "UNDERSTUDY_TOKEN_FILE=" + folder + "/token"});
        EXPECT_EQ(process.wait(), code) << process.said();
        return process.said();
    }
    std::string hot;
};

TEST_F(AHotFolder, MakesOneDraftOfAFolderThatComesPieceByPiece) {
    open_hot_folder();
    put_sheet("Anna", sheet);
    until_it_is("Anna", "waiting");
    std::ofstream(hot + "/Anna/.take.wav.Ab3dEf") << "half of";
    until("the copy is seen",
          [&] { return shown("Anna")["why"].get<std::string>().find("Ab3dEf") != std::string::npos; });
    put_recording("Anna/day 1/take.wav");
    fs::remove(hot + "/Anna/.take.wav.Ab3dEf");
    EXPECT_EQ(jobs(), 0u);
    until_it_is("Anna", "taken");
    const Json made = job(shown("Anna")["job_id"]);
    EXPECT_EQ(made["state"], "draft");
    EXPECT_EQ(made["name"], "Anna");
    EXPECT_EQ(made["recordings"], Json({hot + "/Anna"}));
    const Json first = ask("GET", "/v1/jobs/" + made["id"].get<std::string>() + "/events")["data"][0];
    EXPECT_EQ(first["data"],
              Json({{"ignored", "0"}, {"by", "the hot folder"}, {"hot_folder", hot + "/Anna"}}));
    kill_and_open();
    until_it_is("Anna", "taken");
    EXPECT_EQ(jobs(), 1u);
    EXPECT_NE(said_by({"hot-folder"}).find("taken    " + hot + "/Anna  job_"), std::string::npos);
}

TEST_F(AHotFolder, MakesOneOfEachOverKillsOfTheDaemon) {
    open_hot_folder("settle_for = \"200ms\"");
    for (int at = 0; at < 40; ++at) {
        put_recording(std::to_string(at) + "/take.wav");
        put_sheet(std::to_string(at), sheet);
    }
    for (std::size_t some = 1; some < 40; some += 13) {
        until("some are taken", [&] { return jobs() >= some; });
        kill_and_open();
    }
    const auto all_taken = [&] {
        std::size_t taken = 0;
        const Json seen = ask("GET", "/v1/hot-folder");
        for (const Json& entry : seen["folders"]) taken += entry["state"] == "taken";
        return taken == 40;
    };
    until("all are taken", all_taken);
    EXPECT_EQ(ask("GET", "/v1/jobs?limit=200")["data"].size(), 40u);
}

TEST_F(AHotFolder, StartsWhereTheConfigurationLetsIt) {
    open_hot_folder("settle_for = \"200ms\"\nstart = true");
    put_recording("Anna/take.wav");
    put_sheet("Anna", std::string(sheet) + "start = true\n");
    put_recording("Bob/take.wav");
    put_sheet("Bob", sheet);
    until_it_is("Anna", "taken");
    until_it_is("Bob", "taken");
    until_state(shown("Anna")["job_id"], "completed");
    EXPECT_EQ(job(shown("Bob")["job_id"])["state"], "draft");
}

TEST_F(AHotFolder, PaysForNoMereRename) {
    open_hot_folder("settle_for = \"200ms\"\nstart = true");
    put_recording("Beto/take.wav");
    put_sheet("Beto", std::string(sheet) + "start = true\n");
    until_it_is("Beto", "taken");
    const std::string first = shown("Beto")["job_id"];
    until_state(first, "completed");
    fs::rename(hot + "/Beto", hot + "/Beto2");
    until_it_is("Beto2", "taken");
    const std::string second = shown("Beto2")["job_id"];
    until("it is known to be the same",
          [&] { return shown("Beto2")["why"].get<std::string>().find(first) != std::string::npos; });
    EXPECT_EQ(job(second)["state"], "draft");
    kill_and_open();
    until_it_is("Beto2", "taken");
    EXPECT_NE(shown("Beto2")["why"].get<std::string>().find(first), std::string::npos);
    std::ofstream(hot + "/Beto2/more.wav") << "more";
    until("the change is seen", [&] { return shown("Beto2")["note"].is_string(); });
    EXPECT_EQ(job(second)["state"], "draft");
}

TEST_F(AHotFolder, ShowsWhatItCannotTakeByItsName) {
    open_hot_folder("settle_for = \"200ms\"");
    put_sheet("lat\xe9", sheet);
    put_sheet("two\nlines", sheet);
    fs::create_directories(hot + "/Bob");
    std::ofstream(hot + "/Bob/Voice.toml") << sheet;
    for (const char* name : {"lat\\xe9", "two\\x0alines", "Bob"}) until_it_is(name, "refused");
    EXPECT_EQ(shown("Bob")["cure"], "name it voice.toml");
    const std::string said = said_by({"hot-folder"});
    EXPECT_NE(said.find("refused  " + hot + "/lat\\xe9\n"), std::string::npos) << said;
    EXPECT_NE(said_by({"doctor"}).find("is called Voice.toml"), std::string::npos);
}

TEST_F(AHotFolder, TellsOfABadSheetUntilItIsMended) {
    open_hot_folder("settle_for = \"200ms\"");
    put_recording("Anna/take.wav");
    put_sheet("Anna", "name = \"Anna\"\nlanguge = \"en\"\nstart = true\n");
    until_it_is("Anna", "refused");
    EXPECT_NE(shown("Anna")["why"].get<std::string>().find("line 2: languge: there is no such key"),
              std::string::npos);
    EXPECT_NE(said_by({"doctor"}).find("did you mean language?"), std::string::npos);
    put_sheet("Anna", std::string(sheet) + "start = true\n");
    until_it_is("Anna", "taken");
    EXPECT_NE(shown("Anna")["why"].get<std::string>().find("[hot_folder] start"), std::string::npos);
    EXPECT_EQ(job(shown("Anna")["job_id"])["state"], "draft");
    fs::rename(hot, recordings + "/cold");
    until("it is away", [&] { return ask("GET", "/v1/hot-folder")["watched"][0]["trouble"].is_string(); });
    EXPECT_NE(said_by({"doctor"}, 1).find("No folder is taken from it"), std::string::npos);
}

/// The shell block of docs/hot-folder.md, on this studio's paths.
TEST_F(AHotFolder, IsUsedAsItsPageSays) {
    open_hot_folder("settle_for = \"300ms\"");
    fs::create_directories(folder + "/sessions");
    fs::copy_file(recordings + "/take.wav", folder + "/sessions/take.wav");
    std::ifstream page(UNDERSTUDY_SOURCE "/docs/hot-folder.md");
    std::string commands, line;
    while (std::getline(page, line) && line != "```sh") continue;
    while (std::getline(page, line) && line != "```") commands += line + "\n";
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"/srv/recordings", recordings},
                                   {"~/sessions/anna", folder + "/sessions"},
                                   {"understudy hot-folder", UNDERSTUDY_CLI " hot-folder"}})
        for (auto at = commands.find(from); at != std::string::npos; at = commands.find(from, at + to.size()))
            commands.replace(at, from.size(), to);
    Process shell({"/bin/bash", "-euo", "pipefail", "-c", commands},
                  {"UNDERSTUDY_URL=" + daemon_url(), "UNDERSTUDY_TOKEN_FILE=" + folder + "/token",
                   "PATH=/usr/bin:/bin"});
    EXPECT_EQ(shell.wait(), 0) << shell.said();
    EXPECT_NE(shell.said().find(hot + " was looked at"), std::string::npos) << shell.said();
    until_it_is("Anna", "taken");
    EXPECT_EQ(job(shown("Anna")["job_id"])["labels"], Json({{"client", "acme"}}));
}

}  // namespace
}  // namespace understudy::test
