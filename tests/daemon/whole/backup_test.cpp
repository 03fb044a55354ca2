// Backups and their way back, with the real daemon, the real command line and the cloud's bill.
#include <csignal>
#include <filesystem>

#include "studio.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

class Backups : public Studio {
  protected:
    void SetUp() override {
        Studio::SetUp();
        for (const char* name : {"day-1", "day-2"}) record(name, 2);
        open_cloud();
    }
    Json purchases() { return control("GET", "/bill")["purchases"]; }
    /// Runs a program of ours to its end; what it said.
    std::string run(std::vector<std::string> arguments, int exit_code) {
        Process process(std::move(arguments), {});
        EXPECT_EQ(process.wait(), exit_code) << process.said();
        process.listen(std::chrono::milliseconds{0});
        return process.said();
    }
    std::string fetch_backup(const std::string& file, int exit_code = 0) {
        return run({UNDERSTUDY_CLI, "--url", daemon_url(), "--token-file", folder + "/token", "backup", file},
                   exit_code);
    }
    std::string restore(const std::string& file, int exit_code = 0) {
        return run({UNDERSTUDY_DAEMON, "--restore", file, "--config", folder + "/understudy.toml"},
                   exit_code);
    }
    std::string verdict_on_backups() {
        const Json found = ask("GET", "/v1/doctor");
        for (const Json& check : found["checks"])
            if (check["name"] == "backups") return check["verdict"];
        return "not found in " + found.dump(1);
    }
    void stop_daemon() {
        daemon->signal(SIGTERM);
        EXPECT_EQ(daemon->wait(), 0);
    }
};

TEST_F(Backups, OneFromBeforeThePurchaseIsRestoredAndNothingIsPaidTwice) {
    open_daemon();
    ask("PATCH", "/v1/control", {{"spending_paused", true}});
    const std::string id = submit();
    until("all is uploaded, and nothing bought", [&] {
        return ask("GET", "/v1/jobs/" + id + "/explain").value("waits_for", "") == "spending_paused";
    });
    const std::string file = folder + "/before.db";
    EXPECT_NE(fetch_backup(file).find("read back by the daemon"), std::string::npos);
    EXPECT_NE(fetch_backup(file, 2).find("File exists"), std::string::npos);
    ask("PATCH", "/v1/control", {{"spending_paused", false}});
    until_state(id, "completed");
    const Json voices = job(id)["voices"];
    EXPECT_EQ(purchases().size(), 1u);
    EXPECT_NE(restore(file, 1).find("stop it first"), std::string::npos);
    stop_daemon();

    const std::string said = restore(file);
    EXPECT_NE(said.find("every row proven: 1 job"), std::string::npos) << said;
    open_daemon();
    ask("PATCH", "/v1/control", {{"spending_paused", false}, {"uploading_paused", false}});
    until_state(id, "completed");
    EXPECT_EQ(job(id)["voices"], voices) << "what was bought since the backup is adopted";
    EXPECT_EQ(purchases().size(), 1u);
}

TEST_F(Backups, AreMadeByTheDaemonItselfAndProvenByDoctor) {
    write_config("[backup]\nfolder = \"" + folder + "/backups\"\ninterval = \"1m\"\nkeep = 2");
    open_daemon();
    EXPECT_FALSE(daemon->line_with("backup written and read back").empty());
    EXPECT_EQ(verdict_on_backups(), "pass");
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder + "/backups")) names.push_back(entry.path());
    ASSERT_EQ(names.size(), 1u);
    stop_daemon();
    EXPECT_NE(restore(names.front()).find("0 jobs"), std::string::npos);
}

TEST_F(Backups, ThatCannotBeMadeAreSaidAndHoldNothingUp) {
    write_config("[backup]\nfolder = \"" + folder + "/no/such\"");
    open_daemon();
    EXPECT_FALSE(daemon->line_with("no backup could be made: " + folder + "/no/such").empty());
    const std::string id = submit();
    until_state(id, "completed");
    EXPECT_EQ(verdict_on_backups(), "warn");
}

TEST_F(Backups, WhatIsNoBackupChangesNothing) {
    open_daemon();
    const std::string id = submit();
    until_state(id, "completed");
    stop_daemon();
    EXPECT_NE(restore(recordings + "/day-1.wav", 1).find("nothing was changed"), std::string::npos);
    EXPECT_NE(restore(folder + "/nothing.db", 1).find("nothing.db"), std::string::npos);
    open_daemon();
    EXPECT_EQ(job(id)["state"], "completed");
}

}  // namespace
}  // namespace understudy::test
