// What stands in the cloud, by the real daemon and command line: the page about it is carried out.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "machine.hpp"

namespace understudy::test {
namespace {

class InTheCloud : public Machine {
  protected:
    std::string said;

    int run(std::vector<std::string> words) {
        words.insert(words.begin(), UNDERSTUDY_CLI);
        Process process(words,
                        {"UNDERSTUDY_URL=" + daemon_url(), "UNDERSTUDY_TOKEN_FILE=" + folder + "/token"});
        const int code = process.wait();
        said = process.said();
        return code;
    }
    Json datasets() { return ask("GET", "/v1/datasets")["data"]; }
    std::string new_dataset(const std::string& name) {
        return ask("POST", "/v1/datasets", {{"name", name}})["id"];
    }
    Json fill(const std::string& id) {
        return ask("POST", "/v1/datasets/" + id + "/files", {{"recordings", {recordings}}});
    }
    std::string completed_job() {
        const std::string id = submit();
        until_state(id, "completed");
        return id;
    }
};

/// The first block of commands of the page, each as its words.
std::vector<std::vector<std::string>> commands_of_the_page() {
    std::ifstream page(UNDERSTUDY_SOURCE "/docs/in-the-cloud.md");
    std::vector<std::vector<std::string>> commands;
    std::string line;
    while (std::getline(page, line) && line != "```sh") continue;
    while (std::getline(page, line) && line != "```") {
        std::istringstream text(line.substr(std::string("understudy ").size()));
        commands.push_back({std::istream_iterator<std::string>(text), {}});
    }
    return commands;
}

TEST_F(InTheCloud, TheCommandsOfItsPageWorkInTheirOrder) {
    five_recordings();
    open_cloud();
    open_daemon();
    const auto commands = commands_of_the_page();
    ASSERT_GE(commands.size(), 8u);
    for (std::vector<std::string> words : commands) {
        for (std::string& word : words) {
            if (word == "/srv/recordings/anna") word = recordings;
            if (word.starts_with("dataset_")) word = datasets()[0]["id"];
        }
        EXPECT_EQ(run(words), 0) << words[0] << " " << words[std::min<std::size_t>(1, words.size() - 1)]
                                 << "\n"
                                 << said;
    }
    EXPECT_TRUE(datasets().empty()) << "the last of them deletes it";
}

TEST_F(InTheCloud, OnlyWhatIsNotInTheDatasetIsSentAndAJobReusesIt) {
    five_recordings();
    open_cloud();
    open_daemon();
    const std::string id = new_dataset("Anna");
    EXPECT_EQ(fill(id)["sent"], 5);
    EXPECT_EQ(fill(id)["there"], 5);
    record("new", 2);
    const Json more = fill(id);
    EXPECT_EQ(more["sent"], 1) << more;
    EXPECT_EQ(stored_files(), 6u);
    const std::string draft =
        ask("POST", "/v1/jobs", {{"name", "Anna"}, {"language", "en"}, {"recordings", {recordings}}})["id"];
    Json holding;
    until("it is seen that the dataset holds all that was measured", [&] {
        holding = ask("GET", "/v1/jobs/" + draft + "/datasets")["data"];
        return holding.size() == 1 && holding[0]["reuse"] == "as-it-is";
    });
    EXPECT_EQ(holding[0]["id"], id);
    const std::string reusing =
        ask("POST", "/v1/jobs",
            {{"name", "Anna"}, {"language", "en"}, {"dataset_id", id}, {"start", true}})["id"];
    until_state(reusing, "completed");
    EXPECT_EQ(stored_files(), 6u) << "nothing was sent again";
}

TEST_F(InTheCloud, NothingOutsideTheRootsIsSentAndAPauseCounts) {
    five_recordings();
    open_cloud();
    open_daemon();
    const std::string id = new_dataset("Anna");
    ask("POST", "/v1/datasets/" + id + "/files", {{"recordings", {"/etc/passwd"}}});
    EXPECT_EQ(last_status, 422);
    ask("PATCH", "/v1/control", {{"uploading_paused", true}});
    fill(id);
    EXPECT_EQ(last_status, 409);
    EXPECT_EQ(stored_files(), 0u);
}

TEST_F(InTheCloud, WhatAJobAtWorkRestsOnIsNotDeleted) {
    five_recordings();
    open_cloud();
    control("PATCH", "/settings", {{"train_time", "1h"}});
    open_daemon();
    const std::string id = submit();
    until("it trains", [&] { return job(id)["fine_tune_id"].is_string(); });
    const Json at_work = job(id);
    const Json refusal = ask("DELETE", "/v1/datasets/" + at_work["dataset_id"].get<std::string>());
    EXPECT_EQ(last_status, 409);
    EXPECT_NE(refusal["detail"].get<std::string>().find(id), std::string::npos) << refusal;
    ask("DELETE", "/v1/fine-tunes/" + at_work["fine_tune_id"].get<std::string>());
    EXPECT_EQ(last_status, 409);
    EXPECT_EQ(ask("GET", "/v1/fine-tunes")["data"][0]["standing"], "known");
    EXPECT_EQ(purchases().size(), 1u);
}

TEST_F(InTheCloud, TheVoicesOfAJobSayASentenceAreRenamedAndDeleted) {
    five_recordings();
    open_cloud();
    open_daemon();
    const std::string id = completed_job();
    ASSERT_EQ(ask("GET", "/v1/voices")["data"].size(), 4u);
    EXPECT_EQ(run({"say", id, "Good morning.", "--out", folder + "/said/"}), 0) << said;
    std::size_t sounds = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder + "/said")) {
        EXPECT_GT(file.file_size(), 1'000u);
        ++sounds;
    }
    EXPECT_EQ(sounds, 4u);
    EXPECT_NE(run({"say", id, "Good morning.", "--out", folder + "/said/"}), 0) << "no file is replaced";
    const std::string voice = job(id)["voices"][0]["id"];
    EXPECT_EQ(run({"voice", "change", voice, "--name", "Calm"}), 0) << said;
    EXPECT_EQ(in_the_cloud("GET", "/voices/" + voice)["name"], "Calm");
    EXPECT_EQ(run({"voice", "delete", voice, "--yes"}), 0) << said;
    EXPECT_EQ(ask("GET", "/v1/voices")["data"].size(), 3u);
    EXPECT_EQ(run({"voice", "show", voice}), 3);
    EXPECT_EQ(run({"say", id, "Good evening.", "--out", folder + "/later/"}), 3) << "one is gone";
    const std::filesystem::directory_iterator later(folder + "/later"), end;
    EXPECT_EQ(std::distance(later, end), 3) << "the others speak";
}

TEST_F(InTheCloud, ATrainingThatWasBegunByHandIsFollowedToItsVoicesWithoutPaying) {
    five_recordings();
    open_cloud();
    control("PATCH", "/settings", {{"train_time", "1h"}});
    open_daemon();
    const std::string dataset = new_dataset("By hand");
    ASSERT_EQ(fill(dataset)["sent"], 5);
    const std::string id = in_the_cloud("POST", "/fine-tunes/",
                                        {{"name", "By hand"},
                                         {"description", ""},
                                         {"language", "en"},
                                         {"model_id", "sonic-3-2026-01-12"},
                                         {"dataset", dataset}})["id"];
    EXPECT_EQ(ask("GET", "/v1/fine-tunes")["data"][0]["standing"], "foreign");
    EXPECT_EQ(run({"fine-tunes", "adopt", id, "--name", "Boris", "--json"}), 0) << said;
    const std::string follower = ask("GET", "/v1/jobs")["data"][0]["id"];
    ask("POST", "/v1/fine-tunes/" + id + "/adopt");
    EXPECT_EQ(last_status, 409) << "asking twice makes one";
    daemon->signal(SIGKILL);
    daemon->wait();
    open_daemon();
    EXPECT_EQ(job(follower)["state"], "training");
    EXPECT_EQ(ask("GET", "/v1/fine-tunes")["data"][0]["job_id"], follower);
    control("PATCH", "/settings", {{"train_time", "0s"}});
    control("POST", "/clock", {{"advance", "2h"}});
    until_state(follower, "completed");
    EXPECT_EQ(job(follower)["voices"].size(), 4u);
    EXPECT_EQ(job(follower)["name"], "Boris");
    EXPECT_EQ(purchases().size(), 1u) << "the one that was made by hand";
}

TEST_F(InTheCloud, ALostAnswerIsSaidAsUnknownAndNothingIsMadeTwice) {
    open_cloud();
    open_daemon();
    control("POST", "/faults",
            {{"match", {{"method", "POST"}, {"path", "/datasets"}}},
             {"times", 1},
             {"fault", {{"kind", "reset"}}}});
    ASSERT_EQ(last_status, 200);
    ask("POST", "/v1/datasets", {{"name", "Anna"}});
    EXPECT_EQ(last_status, 502);
    EXPECT_EQ(datasets().size(), 1u) << "it was made, once, and the list shows it";
}

}  // namespace
}  // namespace understudy::test
