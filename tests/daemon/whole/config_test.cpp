#include <csignal>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

class Binary : public Studio {
  protected:
    std::string path;
    void SetUp() override {
        Studio::SetUp();
        path = folder + "/understudy.toml";
    }
    int run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), UNDERSTUDY_DAEMON);
        daemon = std::make_unique<Process>(arguments, std::vector<std::string>{});
        return daemon->wait();
    }
};

TEST_F(Binary, CheckConfigNamesLineAndKeyOfEveryMistakeAndEndsWith78) {
    std::ofstream(path) << "[training]\npoll_intervall = \"30s\"\nmax_attempts = 0\n";
    EXPECT_EQ(run({"--check-config", "--config", path}), 78);
    EXPECT_NE(daemon->said().find(path + ":2: training.poll_intervall"), std::string::npos) << daemon->said();
    EXPECT_NE(daemon->said().find(path + ":3: training.max_attempts"), std::string::npos) << daemon->said();
}

TEST_F(Binary, CheckConfigSaysThatAGoodOneIsGood) {
    std::ofstream(path) << "[training]\nmax_attempts = 2\n";
    EXPECT_EQ(run({"--check-config", "--config=" + path}), 0);
    EXPECT_NE(daemon->said().find("is good"), std::string::npos);
}

TEST_F(Binary, AWrongConfigurationKeepsTheDaemonFromStarting) {
    std::ofstream(path) << "[storage]\npath = 7\n";
    EXPECT_EQ(run({"--config", path}), 78);
    EXPECT_NE(daemon->said().find(":2: storage.path"), std::string::npos) << daemon->said();
    EXPECT_EQ(run({"--config", folder + "/missing.toml"}), 78);
}

TEST_F(Binary, ACaFileThatIsNotThereIsAMistakeOfTheConfiguration) {
    std::ofstream(path) << "[cartesia]\nca_file = \"" << folder << "/missing.pem\"\n[server]\n"
                        << "listen = [\"127.0.0.1:0\"]\n[storage]\npath = \"" << folder
                        << "/understudy.db\"\n";
    EXPECT_EQ(run({"--config", path}), 78);
    EXPECT_NE(daemon->said().find("missing.pem"), std::string::npos) << daemon->said();
}

TEST_F(Binary, CheckConfigLooksWhetherTheFilesThatItNamesAreThere) {
    std::ofstream(path) << "[cartesia]\nca_file = \"" << folder << "/missing.pem\"\n";
    EXPECT_EQ(run({"--check-config", "--config", path}), 78);
    EXPECT_NE(daemon->said().find("cartesia.ca_file: " + folder + "/missing.pem: No such file"),
              std::string::npos)
        << daemon->said();
    std::ofstream(folder + "/no.pem") << "this is no certificate\n";
    std::ofstream(path) << "[cartesia]\nca_file = \"" << folder << "/no.pem\"\n";
    EXPECT_EQ(run({"--check-config", "--config", path}), 78);
    EXPECT_NE(daemon->said().find("no.pem"), std::string::npos) << daemon->said();
}

TEST_F(Binary, CheckConfigWarnsOfWhatMayBeThereLater) {
    std::ofstream(path) << "[cartesia]\napi_key_file = \"" << folder << "/key\"\n[recordings]\nroots = [\""
                        << folder << "/nas\", \"" << recordings << "\"]\n";
    EXPECT_EQ(run({"--check-config", "--config", path}), 0);
    EXPECT_NE(daemon->said().find("warning: cartesia.api_key_file"), std::string::npos) << daemon->said();
    EXPECT_NE(daemon->said().find("warning: recordings.roots: " + folder + "/nas"), std::string::npos);
    EXPECT_EQ(daemon->said().find(recordings + ":"), std::string::npos) << "what is there is not warned of";
    EXPECT_NE(daemon->said().find("is good"), std::string::npos);
}

TEST_F(Binary, CheckConfigWarnsOfAWebhookWhoseSecretIsMissingOrJunk) {
    std::ofstream(folder + "/junk") << "this is no secret\n";
    std::ofstream(path) << "[webhooks.slow]\nurl = \"https://a.example/hook\"\nsecret_file = \"" << folder
                        << "/missing\"\n[webhooks.junk]\nurl = \"https://b.example/hook\"\nsecret_file = \""
                        << folder << "/junk\"\n";
    EXPECT_EQ(run({"--check-config", "--config", path}), 0);
    EXPECT_NE(daemon->said().find("warning: webhooks.slow: its secret: "), std::string::npos)
        << daemon->said();
    EXPECT_NE(daemon->said().find("warning: webhooks.junk: its secret: "), std::string::npos);
    EXPECT_NE(daemon->said().find("whsec_"), std::string::npos) << "the cure";
}

TEST_F(Binary, AnAddressThatIsTakenIsSaid) {
    std::ofstream(path) << "[server]\nlisten = [\"127.0.0.1:1\", \"127.0.0.1:1\"]\n[storage]\npath = \""
                        << folder << "/understudy.db\"\n";
    EXPECT_NE(run({"--config", path}), 0);
    EXPECT_NE(daemon->said().find("127.0.0.1:1"), std::string::npos) << daemon->said();
}

TEST_F(Binary, CheckConfigKnowsTheUsersAndGroupsOfThisMachine) {
    std::ofstream(path)
        << "[server]\nallow_users = [\"root\", \"nobody-at-all\"]\nallow_groups = [\"root\"]\n";
    EXPECT_EQ(run({"--check-config", "--config", path}), 78);
    EXPECT_NE(daemon->said().find("server.allow_users: this machine has no user \"nobody-at-all\""),
              std::string::npos)
        << daemon->said();
}

TEST_F(Binary, MakesATokenThatMayOnlyLook) {
    open_cloud();
    write_config();
    change_config("[server]\n", "[server]\nread_only_token_file = \"" + folder + "/look\"\n");
    open_daemon();
    use_token(folder + "/look");
    EXPECT_EQ(ask("GET", "/v1/jobs")["data"], Json::array());
    EXPECT_EQ(ask("POST", "/v1/jobs", {{"name", "Anna"}})["type"], "/problems/read-only-token");
    use_token(folder + "/token");
    EXPECT_EQ(ask("POST", "/v1/jobs", {{"name", "Anna"}})["type"], "/problems/invalid-field");
}

TEST_F(Binary, AnswersWithItsVersionAndRefusesWhatItDoesNotKnow) {
    EXPECT_EQ(run({"--version"}), 0);
    EXPECT_TRUE(daemon->said().starts_with("understudyd "));
    EXPECT_EQ(run({"--help"}), 0);
    EXPECT_EQ(run({"--chek-config"}), 78);
    EXPECT_NE(daemon->said().find("--chek-config"), std::string::npos);
    EXPECT_EQ(run({"--config"}), 78);
}

}  // namespace
}  // namespace understudy::test
