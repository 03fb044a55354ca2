#include <csignal>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

constexpr const char* uploads = "POST /datasets/{}/files";

class Whole : public Studio {
  protected:
    void five_recordings() {
        for (const char* name : {"day-1", "day-2", "take-a", "take-b", "zoo"}) record(name, 2);
    }
    Json purchases() { return control("GET", "/bill")["purchases"]; }
    std::size_t stored_files() { return control("GET", "/files")["files"].size(); }
    void fault(const char* method, const char* path, Json fault, int after = 0, int times = 1) {
        const Json rule = {{"match", {{"method", method}, {"path", path}}},
                           {"after", after},
                           {"times", times},
                           {"fault", std::move(fault)}};
        control("POST", "/faults", rule);
        ASSERT_EQ(last_status, 200);
    }
};

TEST_F(Whole, RecordingsBecomeVoices) {
    five_recordings();
    open_cloud();
    open_daemon();
    const std::string id = submit();
    until_state(id, "completed");
    const Json done = job(id);
    EXPECT_FALSE(done["voices"].empty());
    EXPECT_EQ(done["progress"]["files_done"], 5);
    EXPECT_EQ(done["progress"]["bytes_sent"], done["progress"]["bytes_total"]);
    EXPECT_EQ(purchases().size(), 1u);
    EXPECT_EQ(stored_files(), 5u);
    EXPECT_FALSE(daemon->line_with(id + " completed").empty());
    EXPECT_EQ(daemon->said().find(key), std::string::npos) << "the key is in the log";
    const Json history = ask("GET", "/v1/jobs/" + id + "/events?limit=1000")["data"];
    EXPECT_EQ(history.front()["type"], "submitted");
    EXPECT_EQ(history.back()["state"], "completed");
}

TEST_F(Whole, AFailedTrainingIsAttemptedAgainByItself) {
    five_recordings();
    open_cloud({"--fail-trainings", "1", "--set", "failure_errors=[]"});
    open_daemon();
    const std::string id = submit();
    until_state(id, "completed");
    EXPECT_EQ(job(id)["attempt"], 2);
    EXPECT_EQ(purchases().size(), 2u);
    EXPECT_EQ(good_requests(uploads), 5u) << "the dataset is used again";
}

TEST_F(Whole, ATrainingThatFailedForItsRecordingsIsAttemptedAgainWhenAPersonSaysSo) {
    five_recordings();
    open_cloud({"--fail-trainings", "1", "--set", "failure_errors=[\"too noisy\"]"});
    open_daemon();
    const std::string id = submit();
    until_state(id, "failed");
    EXPECT_EQ(job(id)["retry_at"], nullptr);
    EXPECT_NE(job(id)["error"]["detail"].get<std::string>().find("too noisy"), std::string::npos);
    ask("POST", "/v1/jobs/" + id + "/retry");
    EXPECT_EQ(last_status, 200);
    until_state(id, "completed");
    EXPECT_EQ(purchases().size(), 2u);
}

TEST_F(Whole, AfterAKillInMidUploadOnlyUnfinishedFilesAreSentAgain) {
    five_recordings();
    open_cloud();
    fault("POST", "/datasets/*/files", {{"kind", "hang"}, {"at", "body"}, {"after_bytes", 1000}}, 3, 0);
    open_daemon();
    const std::string id = submit();
    until("three files are there and the others hang",
          [&] { return good_requests(uploads) == 3 && job(id)["progress"]["files_done"] == 3; });
    daemon->signal(SIGKILL);
    EXPECT_EQ(daemon->wait(), -SIGKILL);
    control("DELETE", "/faults");
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(good_requests(uploads), 5u);
    EXPECT_EQ(stored_files(), 5u);
    EXPECT_EQ(purchases().size(), 1u);
}

TEST_F(Whole, SigtermInMidUploadEndsInGoodOrderAndWorkGoesOnAfterwards) {
    five_recordings();
    open_cloud();
    fault("POST", "/datasets/*/files", {{"kind", "hang"}, {"at", "body"}, {"after_bytes", 1000}}, 2, 0);
    open_daemon();
    const std::string id = submit();
    until("two files are there", [&] { return good_requests(uploads) == 2; });
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0) << daemon->said();
    EXPECT_NE(daemon->said().find("stopped"), std::string::npos);
    control("DELETE", "/faults");
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(good_requests(uploads), 5u);
}

TEST_F(Whole, ALostAnswerOfThePaidCallIsNotPaidForTwice) {
    five_recordings();
    open_cloud();
    fault("POST", "/fine-tunes", {{"kind", "reset"}, {"at", "commit"}});
    open_daemon();
    const std::string id = submit();
    until_state(id, "completed");
    EXPECT_EQ(purchases().size(), 1u);
    EXPECT_EQ(job(id)["attempt"], 1);
    EXPECT_EQ(job(id)["fine_tune_id"], purchases()[0]["fine_tune_id"]);
}

TEST_F(Whole, AKillWhileThePaidCallIsUnansweredIsNotPaidForTwice) {
    five_recordings();
    open_cloud();
    fault("POST", "/fine-tunes", {{"kind", "hang"}, {"at", "commit"}});
    open_daemon();
    const std::string id = submit();
    until("the fine-tune is bought", [&] { return purchases().size() == 1; });
    daemon->signal(SIGKILL);
    daemon->wait();
    // It is trained by the time that it is found.
    control("POST", "/clock", {{"advance", "1h"}});
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(purchases().size(), 1u);
}

TEST_F(Whole, SigtermAwaitsAPaidCallUnderWay) {
    five_recordings();
    open_cloud();
    fault("POST", "/fine-tunes", {{"kind", "slow"}, {"delay", "1s"}});
    open_daemon();
    const std::string id = submit();
    until("the fine-tune is bought", [&] { return purchases().size() == 1; });
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0) << daemon->said();
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(purchases().size(), 1u);
    const Json history = ask("GET", "/v1/jobs/" + id + "/events?limit=1000")["data"];
    for (const Json& event : history) EXPECT_NE(event["type"], "outcome_unknown");
}

TEST_F(Whole, ASecondSignalDoesNotAwaitAPaidCallAndNothingIsPaidForTwice) {
    five_recordings();
    open_cloud();
    fault("POST", "/fine-tunes", {{"kind", "hang"}, {"at", "commit"}});
    open_daemon();
    const std::string id = submit();
    until("the fine-tune is bought", [&] { return purchases().size() == 1; });
    daemon->signal(SIGTERM);
    ASSERT_FALSE(daemon->line_with("SIGTERM: stopping").empty());
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0) << daemon->said();
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(purchases().size(), 1u);
}

TEST_F(Whole, WithoutAKeyItStartsAndHoldsAndGoesOnWithOneAfterAReload) {
    five_recordings();
    open_cloud();
    write_config();
    open_daemon({});
    EXPECT_FALSE(daemon->line_with("jobs wait for an API key").empty());
    until("it is ready", [&] { return ask("GET", "/readyz"), last_status == 200; });
    const std::string id = submit();
    until("the job is held", [&] {
        const Json hold = job(id)["hold"];
        return hold.is_object() && hold["reason"] == "credentials";
    });
    std::ofstream(folder + "/key") << key << "\n";
    std::ifstream config(folder + "/understudy.toml");
    std::string text(std::istreambuf_iterator<char>(config), {});
    text.replace(text.find("[cartesia]\n"), 11, "[cartesia]\napi_key_file = \"" + folder + "/key\"\n");
    std::ofstream(folder + "/understudy.toml") << text;
    daemon->signal(SIGHUP);
    until_state(id, "completed");
    EXPECT_EQ(job(id)["hold"], nullptr);
}

TEST_F(Whole, AReloadWithAMistakeChangesNothing) {
    open_cloud();
    open_daemon();
    std::ofstream(folder + "/understudy.toml", std::ios::app) << "[trainning]\n";
    daemon->signal(SIGHUP);
    EXPECT_NE(daemon->line_with("was not reloaded").find("goes on as it was"), std::string::npos);
    EXPECT_NE(daemon->said().find("trainning"), std::string::npos);
    ask("GET", "/v1/jobs");
    EXPECT_EQ(last_status, 200);
}

}  // namespace
}  // namespace understudy::test
