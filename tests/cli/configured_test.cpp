#include "cli/configured.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class AConfiguration : public testing::Test {
  protected:
    std::string file = testing::TempDir() + "understudy-c" + std::to_string(getpid()) + ".toml";
    void write(const std::string& text) { std::ofstream(file) << text; }
    ~AConfiguration() override { unlink(file.c_str()); }
    Settings used(Environment environment = {}, Settings settings = {}) {
        environment.config_files = {"/does/not/exist.toml", file, "/dev/null"};
        use_environment(settings, environment);
        return settings;
    }
};

TEST_F(AConfiguration, SaysWhereTheDaemonListensAndWhereItsTokenIs) {
    write("[server]\nlisten = [\"127.0.0.1:9000\"]\n[storage]\npath = \"/data/u.db\"\n");
    EXPECT_EQ(used().url, "http://127.0.0.1:9000");
    EXPECT_EQ(used().token_file, "/data/token");
    EXPECT_FALSE(used().token_file_named);
}

TEST_F(AConfiguration, MayNameASocketAndATokenFile) {
    write("[server]\nlisten = [\"unix:/run/u.sock\", \"127.0.0.1:9000\"]\ntoken_file = \"/etc/u.token\"\n");
    EXPECT_EQ(used().url, "unix:/run/u.sock");
    EXPECT_EQ(used().token_file, "/etc/u.token");
}

TEST_F(AConfiguration, YieldsToAnOptionAndToTheEnvironment) {
    write("[server]\nlisten = [\"127.0.0.1:9000\"]\ntoken_file = \"/etc/u.token\"\n");
    EXPECT_EQ(used({"http://127.0.0.1:1", "", "", {}}).url, "http://127.0.0.1:1");
    EXPECT_EQ(used({"", "/my/token", "", {}}).token_file, "/my/token");
    Settings given;
    given.url = "https://studio.example:7878";
    EXPECT_EQ(used({}, given).url, "https://studio.example:7878");
    EXPECT_EQ(used({}, given).token_file, default_token_file) << "the token is not for another address";
}

TEST_F(AConfiguration, ThatIsNotGoodSaysNothing) {
    for (const char* text : {"[server\n", "[server]\nlisten = []\n", "[server]\nnonsense = 1\n"}) {
        write(text);
        EXPECT_EQ(used().url, default_url) << text;
        EXPECT_EQ(used().token_file, default_token_file) << text;
    }
}

TEST_F(AConfiguration, NamesNoAddressThatOnlyOtherMachinesReach) {
    Config config;
    config.server.listen = {"192.0.2.1:7878"};
    EXPECT_EQ(whereabouts_in(config).url, "");
    config.server.listen.emplace_back("[::1]:7879");
    config.server.tls_cert_file = "/etc/cert.pem";
    EXPECT_EQ(whereabouts_in(config).url, "https://[::1]:7879");
}

}  // namespace
}  // namespace understudy::cli
