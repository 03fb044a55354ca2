// What keeps the daemon from starting, or is said when it does.
#include <sqlite3.h>

#include <csignal>
#include <filesystem>

#include "machine.hpp"

namespace understudy::test {
namespace {

class Starting : public Machine {
  protected:
    /// Another daemon on `database`, to its end.
    int start_on(const std::string& database) {
        change_config(folder + "/understudy.db", database);
        other_ = std::make_unique<Process>(
            std::vector<std::string>{UNDERSTUDY_DAEMON, "--config", folder + "/understudy.toml"},
            std::vector<std::string>{});
        return other_->wait();
    }
    void expect_refused_as_in_use(const std::string& database) {
        EXPECT_EQ(start_on(database), 1);
        EXPECT_NE(other_->said().find("another understudyd has this database open"), std::string::npos)
            << other_->said();
        EXPECT_EQ(ask("GET", "/v1/jobs")["data"].size(), 1u) << "the first is none the worse for it";
    }
    void open_daemon_with_a_job() {
        five_recordings();
        open_cloud();
        open_daemon();
        all_went_well(submit());
    }

    std::unique_ptr<Process> other_;
};

TEST_F(Starting, ASecondDaemonIsRefused) {
    open_daemon_with_a_job();
    expect_refused_as_in_use(folder + "/understudy.db");
}

TEST_F(Starting, ASecondDaemonIsRefusedThroughASymbolicLink) {
    open_daemon_with_a_job();
    std::filesystem::create_symlink(folder + "/understudy.db", folder + "/same.db");
    expect_refused_as_in_use(folder + "/same.db");
}

TEST_F(Starting, ASecondDaemonIsRefusedThroughAHardLink) {
    open_daemon_with_a_job();
    std::filesystem::create_hard_link(folder + "/understudy.db", folder + "/same.db");
    expect_refused_as_in_use(folder + "/same.db");
}

TEST_F(Starting, ADaemonThatWasKilledLeavesNoLock) {
    open_daemon_with_a_job();
    daemon->signal(SIGKILL);
    daemon->wait();
    open_daemon();
    EXPECT_EQ(ask("GET", "/v1/jobs")["data"].size(), 1u);
}

TEST_F(Starting, ADatabaseOfANewerVersionIsRefusedWithItsOwnExitCode) {
    open_cloud();
    open_daemon();
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0);
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder + "/understudy.db").c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, "PRAGMA user_version = 1000", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    EXPECT_EQ(start_on(folder + "/understudy.db"), 78);
    EXPECT_NE(other_->said().find("made by a later version"), std::string::npos) << other_->said();
}

TEST_F(Starting, SaysThatTheProbeIsMissingAndGoesOnWhenItIsThere) {
    const std::filesystem::path bin = folder + "/bin", real = UNDERSTUDY_DAEMON;
    std::filesystem::create_directory(bin);
    std::filesystem::copy_file(real, bin / "understudyd");
    daemon_command = {(bin / "understudyd").string()};
    five_recordings();
    open_cloud();
    open_daemon();
    const std::string line = daemon->line_with("no recording can be measured");
    EXPECT_NE(line.find((bin / "understudy-probe").string()), std::string::npos) << daemon->said();
    const std::string id = submit();
    until_explained(id, "understudy-probe");
    EXPECT_EQ(job(id)["state"], "draft");
    std::filesystem::copy_file(real.parent_path() / "understudy-probe", bin / "understudy-probe");
    all_went_well(id);
}

TEST_F(Starting, SaysThatTheProbeMayNotBeExecuted) {
    const std::filesystem::path bin = folder + "/bin", real = UNDERSTUDY_DAEMON;
    std::filesystem::create_directory(bin);
    for (const char* name : {"understudyd", "understudy-probe"})
        std::filesystem::copy_file(real.parent_path() / name, bin / name);
    std::filesystem::permissions(bin / "understudy-probe", std::filesystem::perms::owner_read);
    daemon_command = {(bin / "understudyd").string()};
    open_cloud();
    open_daemon();
    const std::string line = daemon->line_with("no recording can be measured");
    EXPECT_NE(line.find("Permission denied"), std::string::npos) << daemon->said();
}

}  // namespace
}  // namespace understudy::test
