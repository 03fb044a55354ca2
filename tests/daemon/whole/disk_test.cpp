// Two roots on two disks, one of which hangs: no open, stat, realpath or read in it returns.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "machine.hpp"

namespace understudy::test {
namespace {

/// While it lives, the disk hangs.
class StuckDisk {
  public:
    explicit StuckDisk(const std::string& path)
        : lock_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        flock(lock_, LOCK_EX);
    }
    ~StuckDisk() { close(lock_); }
    StuckDisk(const StuckDisk&) = delete;
    StuckDisk& operator=(const StuckDisk&) = delete;

  private:
    int lock_;
};

class TwoDisks : public Machine {
  protected:
    void SetUp() override {
        Machine::SetUp();
        nas = folder + "/nas";
        stuck = folder + "/stuck";
        std::filesystem::create_directory(nas);
        record_on_nas(2);
        five_recordings();
        open_cloud();
    }
    void record_on_nas(int seconds) {
        std::swap(recordings, nas);
        for (const char* name : {"east", "north", "south", "west"}) record(name, seconds);
        std::swap(recordings, nas);
    }
    void open_daemon_with(const std::string& answer_timeout) {
        write_config();
        change_config("roots = [", "answer_timeout = \"" + answer_timeout + "\"\nroots = [\"" + nas + "\", ");
        open_daemon(altered({"UNDERSTUDY_STUCK_FOLDER=" + nas, "UNDERSTUDY_STUCK_WHILE=" + stuck}));
    }
    std::string draft_of(const std::string& path) {
        const Json answer =
            ask("POST", "/v1/jobs", {{"name", "Anna"}, {"language", "en"}, {"recordings", {path}}});
        EXPECT_EQ(last_status, 201) << answer;
        return answer.value("id", "");
    }
    std::string measured_draft_of(const std::string& path, int files) {
        const std::string id = draft_of(path);
        until("it is measured", [&] { return job(id)["progress"]["files_measured"] == files; });
        return id;
    }
    void start(const std::string& id) {
        ask("POST", "/v1/jobs/" + id + "/start");
        EXPECT_EQ(last_status, 200);
    }
    void until_stuck(std::size_t calls) {
        until("calls that hang", [&] {
            std::error_code none_yet;
            const auto size = std::filesystem::file_size(stuck + ".calls", none_yet);
            return !none_yet && size >= calls;
        });
    }
    /// As a person would, from another shell.
    std::unique_ptr<Process> submit_from_a_shell(const std::string& path) {
        return std::make_unique<Process>(
            std::vector<std::string>{UNDERSTUDY_CLI, "submit", path, "--name", "Bert", "--language", "en",
                                     "--draft", "--url", daemon_url(), "--token-file", folder + "/token"},
            std::vector<std::string>{});
    }
    std::string nas, stuck;
};

TEST_F(TwoDisks, ADiskThatHangsHoldsUpOnlyTheUploadsThatNeedItAndIsNamed) {
    open_daemon_with("1s");
    const std::string sick = measured_draft_of(nas, 4);
    {
        const StuckDisk disk(stuck);
        start(sick);
        until_explained(sick, "its disk does not answer");
        EXPECT_NE(explanation(sick).find(nas + "/"), std::string::npos) << explanation(sick);
        EXPECT_EQ(job(sick)["state"], "uploading");
        const std::string healthy = submit();
        until_state(healthy, "completed");
        EXPECT_EQ(stored_files(), 5u);
        const Json refused =
            ask("POST", "/v1/jobs", {{"name", "Bert"}, {"language", "en"}, {"recordings", {nas}}});
        EXPECT_EQ(last_status, 503) << refused;
        EXPECT_EQ(refused["type"], "/problems/disk-silent");
        until_explained(sick, "its disk does not answer");
    }
    until_state(sick, "completed");
    EXPECT_EQ(stored_files(), 9u);
    EXPECT_EQ(purchases().size(), 2u);
}

TEST_F(TwoDisks, ADiskThatHangsHoldsUpOnlyTheSubmissionsAndMeasurementsThatNeedIt) {
    open_daemon_with("1h");  // nobody is told while the test lasts
    std::vector<std::unique_ptr<Process>> shells;
    {
        const StuckDisk disk(stuck);
        for (int i = 0; i < 3; ++i) shells.push_back(submit_from_a_shell(nas));
        until_stuck(2);  // as many as are made at once in one root
        const std::string healthy = submit();
        until_state(healthy, "completed");
        EXPECT_EQ(stored_files(), 5u);
        for (const auto& shell : shells) EXPECT_FALSE(shell->silent());
    }
    for (const auto& shell : shells) EXPECT_EQ(shell->wait(), 0) << shell->said();
}

TEST_F(TwoDisks, ADiskThatHangsHoldsUpOnlyWhoLooksAroundOnIt) {
    open_daemon_with("1s");
    const std::string heard = draft_of(nas);
    {
        const StuckDisk disk(stuck);
        for (const std::string& on_it :
             {"/v1/roots?path=" + nas, "/v1/jobs/" + heard + "/recordings/0/audio"}) {
            EXPECT_EQ(ask("GET", on_it)["type"], "/problems/disk-silent") << on_it;
            EXPECT_EQ(last_status, 503);
        }
        EXPECT_EQ(ask("GET", "/v1/roots?path=" + recordings)["recordings"].size(), 5u);
        EXPECT_EQ(ask("GET", "/v1/roots")["data"].size(), 3u);
    }
    until("it is shown again",
          [&] { return ask("GET", "/v1/roots?path=" + nas)["recordings"].size() == 4u; });
}

TEST_F(TwoDisks, MeasurementsGoOnWhenTheDiskAnswersAgain) {
    // What cannot be read counts as measured once preflight has said so, and blocks.
    const auto is_heard = [this](const std::string& id) {
        const Json seen = job(id);
        return seen["preflight"].is_object() && seen["preflight"]["verdict"] != "block" &&
               seen["hold"].is_null();
    };

    record_on_nas(200);  // they take longer than the daemon lives
    open_daemon_with("1s");
    const std::string sick = draft_of(nas);
    daemon->signal(SIGKILL);
    daemon->wait();
    {
        const StuckDisk disk(stuck);
        open_daemon(altered({"UNDERSTUDY_STUCK_FOLDER=" + nas, "UNDERSTUDY_STUCK_WHILE=" + stuck}));
        until_explained(sick, "its disk does not answer");
        EXPECT_NE(explanation(sick).find(nas + "/"), std::string::npos) << explanation(sick);
        measured_draft_of(recordings, 5);
        EXPECT_FALSE(is_heard(sick));
    }
    until("it is heard", [&] { return is_heard(sick); });
}

TEST_F(TwoDisks, ADiskThatHangsDoesNotHoldUpTheStop) {
    open_daemon_with("1h");
    const std::string sick = measured_draft_of(nas, 4);
    const StuckDisk disk(stuck);
    start(sick);
    until_stuck(2);  // as many as are sent at once
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0) << daemon->said();
    open_daemon();
    until_state(sick, "completed");
    EXPECT_EQ(stored_files(), 4u);
}

}  // namespace
}  // namespace understudy::test
