// The key and the token are looked for wherever a person, a program or a backup could come across them: the
// log, the answers, the history, the database and every file beside it, the command line, and what /proc
// shows of the daemon's and the probe's processes. The cloud does its worst: it says the key back.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "studio.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* another_key = "sk_car_the_second_of_the_test";
constexpr const char* token = "token-of-the-secrets-test";

std::string contents_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Json json_error(const std::string& words) {
    return {{"error_code", words}, {"title", "Bad key " + words}, {"message", "You sent " + words + "!"}};
}

class Secrets : public Studio {
  protected:
    void SetUp() override {
        Studio::SetUp();
        for (const char* name : {"day-1", "day-2"}) record(name, 2);
        std::ofstream(folder + "/token") << token << "\n";
        write_key(key);
        open_cloud();
        write_config();
        replace_in_config("[cartesia]", "[cartesia]\napi_key_file = \"" + folder + "/key\"");
    }

    void write_key(const std::string& text) { std::ofstream(folder + "/key") << text << "\n"; }
    void replace_in_config(const std::string& words, const std::string& by) {
        std::string text = contents_of(folder + "/understudy.toml");
        text.replace(text.find(words), words.size(), by);
        std::ofstream(folder + "/understudy.toml") << text;
    }
    /// The next answers to such requests are errors that say back the key, or a header of the request.
    void echo(const char* method, const char* path, int status, Json more, int times = 1) {
        // What is asked for is done before the error is said: it is found, and nothing has to be waited out.
        const char* at = status == 500 ? "commit" : "read";
        more.update({{"kind", "status"}, {"status", status}, {"at", at}});
        control(
            "POST", "/faults",
            {{"match", {{"method", method}, {"path", path}}}, {"times", times}, {"fault", std::move(more)}});
        ASSERT_EQ(last_status, 200);
    }
    void reload() {
        const std::size_t before = daemon->said().size();
        daemon->signal(SIGHUP);
        until("it has reloaded",
              [&] { return daemon->said().find("reloaded", before) != std::string::npos; });
    }
    std::string run(std::vector<std::string> arguments, const std::vector<std::string>& environment = {}) {
        Process process(std::move(arguments), environment);
        process.wait();
        return process.said();
    }

    /// Nothing of the text holds one of the secrets.
    static void look_at(const std::string& text, const std::string& where) {
        for (const char* secret : {key, another_key, token})
            EXPECT_EQ(text.find(secret), std::string::npos) << secret << " is in " << where << ":\n" << text;
    }
    void look_at_answers(const std::string& id) {
        for (const char* part : {"", "/events?limit=1000", "/explain", "/preflight"})
            look_at(ask("GET", "/v1/jobs/" + id + part).dump(), part);
        look_at(ask("GET", "/v1/jobs").dump(), "the list of jobs");
        look_at(ask("GET", "/v1/doctor").dump(), "the checkup");
    }
    /// The cloud says the key back to the doctor's own questions, one after the other.
    void look_at_doctors_words() {
        const std::string spoken = std::string("Bearer ") + key;
        for (const char* path : {"/datasets", "/fine-tunes"})
            for (const bool json : {true, false}) {
                echo("GET", path, 503, json_error(spoken));
                std::vector<std::string> command{UNDERSTUDY_CLI, "doctor", "--url", daemon_url()};
                if (json) command.emplace_back("--json");
                const std::string said = run(command, {"UNDERSTUDY_TOKEN_FILE=" + folder + "/token"});
                look_at(said, "the doctor's words");
                EXPECT_NE(said.find("***"), std::string::npos) << "the cloud's words were there: " << said;
            }
    }
    void look_at_files() {
        int looked_at = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const std::string name = entry.path().filename();
            if (!entry.is_regular_file() || name == "token" || name == "key") continue;
            look_at(contents_of(entry.path()), entry.path());
            looked_at += name.starts_with("understudy.db") ? 1 : 0;
        }
        EXPECT_GE(looked_at, 2) << "the database and its WAL";
    }
    /// The daemon and its children. Their number.
    int look_at_processes() const {
        int processes = 0;
        const std::string mark = "understudy-probe";
        for (const auto& entry : fs::directory_iterator("/proc")) {
            const std::string command_line = contents_of(entry.path() / "cmdline");
            const std::string id = std::to_string(daemon->id());
            const bool probe =
                command_line.find(mark) != std::string::npos && command_line.find(id) != std::string::npos;
            if (!probe && entry.path().filename() != id) continue;
            look_at(command_line, "a command line");
            look_at(contents_of(entry.path() / "environ"), "an environment");
            ++processes;
        }
        return processes;
    }
};

TEST_F(Secrets, AreNowhereWhenTheCloudSaysTheKeyBackInEveryError) {
    const std::string spoken = std::string("Bearer ") + key;
    echo("POST", "/datasets", 500, json_error(key));
    echo("GET", "/fine-tunes", 503, {{"body", "Title: " + spoken}, {"content_type", "text/plain"}});
    echo("POST", "/datasets/*/files", 502, {{"body", "<html><title>" + spoken + "</title></html>"}});
    echo("GET", "/datasets/*/files", 429, {{"headers", {{"X-Request-Id", key}}}, {"message", spoken}});
    echo("POST", "/fine-tunes", 500, json_error(spoken));
    record("long-take", 600);  // so that the probe is there to be looked at
    open_daemon({});
    const std::string id = submit();
    until("a probe is at work", [&] { return look_at_processes() >= 2; });
    until_state(id, "completed");
    look_at_answers(id);
    EXPECT_NE(daemon->said().find("***"), std::string::npos) << "the cloud's words were there, masked";
    EXPECT_GE(look_at_processes(), 1);
    look_at_files();
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0);
    look_at(daemon->said(), "the log");
    look_at_files();
}

TEST_F(Secrets, AreNowhereInAJobThatFailedOnWordsWithTheKey) {
    echo("POST", "/datasets", 302, {{"headers", {{"Location", std::string("https://h/?key=") + key}}}});
    open_daemon({});
    const std::string id = submit();
    until_state(id, "failed");
    EXPECT_NE(job(id)["error"]["detail"].get<std::string>().find("***"), std::string::npos) << job(id);
    look_at_answers(id);
    look_at_files();
    look_at(daemon->said(), "the log");
}

TEST_F(Secrets, AreNowhereInAGoodAnswersWords) {
    control("PATCH", "/settings",
            {{"fail_trainings", 1}, {"failure_errors", {std::string("the key ") + key}}});
    open_daemon({});
    const std::string id = submit();
    until_state(id, "failed");
    EXPECT_NE(job(id)["error"]["detail"].get<std::string>().find("the key ***"), std::string::npos)
        << job(id);
    look_at_answers(id);
    look_at_files();
    look_at(daemon->said(), "the log");
}

TEST_F(Secrets, AreNowhereWhenKeysAreRefusedBrokenAndReplaced) {
    control("PUT", "/keys", {{another_key, 0}});
    echo("POST", "/datasets", 401, json_error(key));
    open_daemon({});
    const std::string id = submit();
    until("the key is refused", [&] { return daemon->said().find("key_refused") != std::string::npos; });
    for (const std::string& broken :
         {std::string(key) + " and more", "key=" + std::string(another_key) + "\ntwice"}) {
        write_key(broken);
        reload();
    }
    replace_in_config(folder + "/key", key);  // the key where its file's name belongs
    reload();
    replace_in_config(std::string("\"") + key, "\"" + folder + "/key");
    write_key(another_key);
    reload();
    until_state(id, "completed");
    look_at_answers(id);
    look_at_files();
    look_at(daemon->said(), "the log");
}

TEST_F(Secrets, AreNotSaidByACheckOfTheConfiguration) {
    const std::string path = folder + "/understudy.toml";
    const std::vector<std::string> check{UNDERSTUDY_DAEMON, "--check-config", "--config", path};
    const std::string good = contents_of(path);
    const std::string quoted = std::string("\"") + key + "\"";
    for (const std::string& mistake :
         {"api_key = " + quoted, "api_key_file = " + quoted, std::string("api_key_file = ") + key,
          std::string("base_url = \"https://") + key + "@api.cartesia.ai\"", "base_url = " + quoted,
          std::string("proxy = \"http://user:") + key + "@proxy:3128\"", "version = " + quoted}) {
        std::ofstream(path) << "[cartesia]\n" << mistake << "\n";
        const std::string said = run(check);
        EXPECT_NE(said.find("understudy.toml"), std::string::npos) << said;
        look_at(said, "what --check-config says of " + mistake);
    }
}

TEST_F(Secrets, AreNotInWhatTheCommandLinePrintsOrShows) {
    echo("POST", "/datasets", 400, json_error(key));
    open_daemon({});
    const std::string id = submit();
    until_state(id, "failed");
    const std::string url = daemon_url();
    for (const char* verb : {"show", "events", "explain", "voices"})
        for (const char* form : {"--json", "--url"}) {
            std::vector<std::string> words{UNDERSTUDY_CLI, verb, id, "--url", url};
            if (form == std::string("--json")) words.emplace_back(form);
            look_at(run(words, {"UNDERSTUDY_TOKEN_FILE=" + folder + "/token"}), verb);
        }
    look_at_doctors_words();
    std::ofstream(folder + "/wrong") << token << "-but-wrong\n";
    look_at(run({UNDERSTUDY_CLI, "list", "--url", url}, {"UNDERSTUDY_TOKEN_FILE=" + folder + "/wrong"}),
            "401");
}

TEST_F(Secrets, AreNotInASupportBundleAndNeitherAreNamesUnlessTheyAreAskedFor) {
    echo("POST", "/datasets", 400, json_error(key));
    open_daemon({});
    until_state(submit(), "failed");
    // A person's copy of the configuration, with the key where it does not belong.
    fs::create_directories(folder + "/xdg/understudy");
    std::ofstream(folder + "/xdg/understudy/understudy.toml")
        << contents_of(folder + "/understudy.toml") << "# api_key = \"" << another_key
        << "\"\n# proxy = \"http://anna:" << another_key << "@proxy:3128\"\n";
    const std::vector<std::string> environment{"UNDERSTUDY_TOKEN_FILE=" + folder + "/token",
                                               "XDG_CONFIG_HOME=" + folder + "/xdg"};
    for (const bool names : {false, true}) {
        const std::string file = folder + (names ? "/named.json" : "/plain.json");
        std::vector<std::string> command{UNDERSTUDY_CLI, "support-bundle", file, "--url", daemon_url()};
        if (names) command.emplace_back("--with-names");
        const std::string said = run(command, environment);
        const std::string text = contents_of(file);
        ASSERT_TRUE(Json::accept(text)) << said << text;
        look_at(text + said, "the support bundle");
        EXPECT_EQ(Json::parse(text)["lacking"].contains("doctor"), false) << text;
        EXPECT_NE(text.find("understudy_ready"), std::string::npos) << "it has the metrics";
        EXPECT_EQ(text.find("@proxy:3128"), std::string::npos) << "a comment is its writer's" << text;
        EXPECT_EQ(text.find("Anna") != std::string::npos, names) << text;
        EXPECT_EQ(text.find("day-1") != std::string::npos, names) << text;
        EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }
}

TEST_F(Secrets, AreInNoCoreFile) {
    open_daemon({});
    const std::string limits = contents_of("/proc/" + std::to_string(daemon->id()) + "/limits");
    const auto line = limits.find("Max core file size");
    ASSERT_NE(line, std::string::npos);
    EXPECT_EQ(limits.substr(line, limits.find('\n', line) - line).find_first_of("123456789u"),
              std::string::npos)
        << limits;
}

}  // namespace
}  // namespace understudy::test
