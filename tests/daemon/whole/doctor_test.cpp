// understudy doctor against the real daemon and the emulated cloud, with something planted for it to find.
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

class Doctor : public Studio {
  protected:
    /// The one document that the command line prints, and how it ended.
    Json doctor(int& code) {
        const std::string url = daemon_url();
        Process process({UNDERSTUDY_CLI, "doctor", "--json", "--url", url, "--token-file", folder + "/token"},
                        {});
        code = process.wait();
        return Json::parse(process.said(), nullptr, false);
    }
    static std::string verdict_of(const Json& document, const std::string& name,
                                  const std::string& subject = "") {
        for (const Json& check : document["checks"])
            if (check["name"] == name && (subject.empty() || check["subject"] == subject))
                return check["verdict"];
        return "not found in " + document.dump(1);
    }
    static std::string cure_of(const Json& document, const std::string& name) {
        for (const Json& check : document["checks"])
            if (check["name"] == name && check["cure"].is_string()) return check["cure"];
        return "";
    }
};

TEST_F(Doctor, PassesASoundInstallation) {
    record("day-1", 2);
    open_cloud();
    open_daemon();
    until_state(submit(), "completed");
    int code = -1;
    const Json document = doctor(code);
    for (const char* name :
         {"service", "disk", "root", "probe", "database", "jobs", "key", "orphans", "clock"})
        EXPECT_EQ(verdict_of(document, name), "pass") << name;
    EXPECT_EQ(document["reached"], true);
    EXPECT_EQ(code, 0) << document.dump(1);
}

TEST_F(Doctor, TellsOfAConfigurationThatWasNotReloadedUntilItIs) {
    open_cloud();
    open_daemon();
    change_config("parallel_files = 2", "parallel_files = 2000");
    daemon->signal(SIGHUP);
    EXPECT_FALSE(daemon->line_with("the configuration was not reloaded").empty());
    int code = -1;
    const Json document = doctor(code);
    EXPECT_NE(document.dump().find("It was not reloaded"), std::string::npos) << document.dump(1);
    EXPECT_NE(document.dump().find("parallel_files"), std::string::npos) << document.dump(1);
    change_config("parallel_files = 2000", "parallel_files = 3");
    daemon->signal(SIGHUP);
    EXPECT_FALSE(daemon->line_with("configuration reloaded").empty());
    EXPECT_EQ(doctor(code).dump().find("It was not reloaded"), std::string::npos);
}

TEST_F(Doctor, FindsAnOrphanAWrongKeyAndARootThatIsGone) {
    record("day-1", 2);
    open_cloud();
    open_daemon();
    const std::string id = submit();
    until_state(id, "completed");
    const Json orphan =
        in_the_cloud("POST", "/fine-tunes/",
                     {{"name", "Berta"},
                      {"description", "[understudy:job_01JD0000000000000000000009.1.ABCDEFGHJKMNP] x"},
                      {"language", "en"},
                      {"model_id", "sonic-3-2026-01-12"},
                      {"dataset", job(id)["dataset_id"]}});
    ASSERT_EQ(last_status, 200) << orphan;
    std::filesystem::rename(recordings, folder + "/elsewhere");
    int code = -1;
    Json document = doctor(code);
    EXPECT_EQ(code, 1);
    EXPECT_EQ(verdict_of(document, "orphans", orphan["id"]), "warn");
    EXPECT_EQ(verdict_of(document, "root", recordings), "fail");
    EXPECT_EQ(verdict_of(document, "key"), "pass");

    control("PUT", "/keys", {{"sk_car_another", 0}});
    ASSERT_EQ(last_status / 100, 2);
    document = doctor(code);
    EXPECT_EQ(code, 1);
    EXPECT_EQ(verdict_of(document, "key"), "fail");
    EXPECT_NE(cure_of(document, "key").find("reload"), std::string::npos);
}

TEST_F(Doctor, NamesTheLineThatLetsTheServicesUserReadARoot) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can start the daemon as another user";
    constexpr uid_t nobody = 65'534;
    const std::vector<std::string> as_nobody{"/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                                             "--clear-groups"};
    std::vector<std::string> trial = as_nobody;
    trial.insert(trial.end(), {"/usr/bin/test", "-x", UNDERSTUDY_DAEMON});
    if (Process(trial, {}).wait() != 0) GTEST_SKIP() << "the binaries cannot be reached by another user";
    record("day-1", 2);
    open_cloud();
    write_config();
    ASSERT_EQ(::chown(folder.c_str(), nobody, nobody), 0);
    ASSERT_EQ(::chmod((folder + "/tls").c_str(), 0755), 0);
    ASSERT_EQ(::chmod((recordings + "/day-1.wav").c_str(), 0600), 0);
    daemon_command = as_nobody;
    daemon_command.emplace_back(UNDERSTUDY_DAEMON);
    open_daemon();
    int code = -1;
    Json document = doctor(code);
    EXPECT_EQ(code, 1);
    EXPECT_EQ(verdict_of(document, "root", recordings), "fail");
    EXPECT_NE(cure_of(document, "root").find("sudo setfacl -R -m u:nobody:rX " + recordings),
              std::string::npos)
        << document.dump(1);
    ASSERT_EQ(::chmod((recordings + "/day-1.wav").c_str(), 0640), 0);
    EXPECT_EQ(cure_of(doctor(code), "root").find("usermod"), std::string::npos) << "root's group is no cure";
    ASSERT_EQ(::chown((recordings + "/day-1.wav").c_str(), 0, 12'345), 0);
    document = doctor(code);
    EXPECT_NE(cure_of(document, "root").find("sudo usermod -aG 12345 nobody"), std::string::npos)
        << document.dump(1);
    ASSERT_EQ(::chmod((recordings + "/day-1.wav").c_str(), 0644), 0);
    EXPECT_EQ(verdict_of(doctor(code), "root", recordings), "pass");
    EXPECT_EQ(code, 0);
}

TEST_F(Doctor, SaysWhatIsSeenFromOutsideWhenTheDaemonIsDown) {
    open_cloud();
    open_daemon();
    const std::string url = daemon_url();
    daemon->signal(SIGTERM);
    ASSERT_EQ(daemon->wait(), 0);
    int code = -1;
    const Json document = doctor(code);
    EXPECT_EQ(code, 4);
    EXPECT_EQ(document["reached"], false);
    EXPECT_EQ(verdict_of(document, "daemon", url), "fail");
}

}  // namespace
}  // namespace understudy::test
