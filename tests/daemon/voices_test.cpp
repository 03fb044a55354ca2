// /v1/fine-tunes and /v1/voices over a cloud in memory.
#include "cloud_caller.hpp"
#include "core/marker.hpp"

namespace understudy::test {
namespace {

using FineTunes = CloudApiTest;
using Voices = CloudApiTest;

TEST_F(FineTunes, AreKnownForeignOrOrphansWithWhatCanBeDone) {
    CloudFineTune orphan = cloud.fine_tunes[0];
    orphan.id = "fine_tune_2";
    orphan.description = marked({some_id, 1, "NONCENONCE123"}, "text");
    CloudFineTune foreign = cloud.fine_tunes[0];
    foreign.id = "fine_tune_3";
    cloud.fine_tunes.push_back(orphan);
    cloud.fine_tunes.push_back(foreign);
    store.fine_tunes = {"fine_tune_1"};
    const Json data = json(call("GET", "/v1/fine-tunes"))["data"];
    ASSERT_EQ(data.size(), 3u);
    EXPECT_EQ(data[0]["standing"], "known");
    EXPECT_TRUE(data[0]["words"].is_null());
    EXPECT_EQ(data[1]["standing"], "orphan");
    EXPECT_EQ(data[1]["job_id"], some_id);
    EXPECT_EQ(data[1]["description"], "text");
    EXPECT_NE(data[1]["words"].get<std::string>().find("is not in this database"), std::string::npos);
    EXPECT_FALSE(data[1]["cure"].get<std::string>().empty());
    EXPECT_EQ(data[2]["standing"], "foreign");
    EXPECT_EQ(json(call("GET", "/v1/fine-tunes/fine_tune_2")), data[1]);
}

TEST_F(FineTunes, ThatTheirJobIsHereForAreNotToBeDeleted) {
    cloud.fine_tunes[0].description = marked({some_id, 1, "NONCENONCE123"}, "");
    store.jobs[some_id].id = some_id;
    const Json shown = json(call("GET", "/v1/fine-tunes/fine_tune_1"));
    EXPECT_EQ(shown["standing"], "orphan");
    EXPECT_NE(shown["cure"].get<std::string>().find("do not delete it"), std::string::npos) << shown;
}

TEST_F(FineTunes, AreNotJudgedWhereTheDatabaseCannotBeRead) {
    store.trouble = StoreTrouble{StoreTrouble::Kind::unavailable, "disk I/O error"};
    expect_problem(call("GET", "/v1/fine-tunes"), 503, "store-unavailable");
}

TEST_F(FineTunes, AreDeletedUnlessAJobAtWorkHasThem) {
    EXPECT_EQ(call("DELETE", "/v1/fine-tunes/fine_tune_1").status, 204);
    EXPECT_TRUE(asked("delete_fine_tune fine_tune_1"));
    cloud.asked.clear();
    desk.jobs = {job_at_work("")};
    Training training;
    training.fine_tune_id = "fine_tune_1";
    desk.jobs[0].job.state = training;
    expect_problem(call("DELETE", "/v1/fine-tunes/fine_tune_1"), 409, "in-use");
    EXPECT_FALSE(asked("delete_fine_tune fine_tune_1"));
    expect_problem(call("DELETE", "/v1/fine-tunes/fine_tune_9"), 404, "cloud-object-not-found");
}

TEST_F(Voices, AreListedShownChangedAndDeleted) {
    cloud.voices.push_back({"voice_2", "Katie", "", "en", "", "", false});
    const Json all = json(call("GET", "/v1/voices"))["data"];
    ASSERT_EQ(all.size(), 1u) << "the catalogue's are not ours";
    Json shown = json(call("GET", "/v1/voices/voice_1"));
    EXPECT_EQ(shown["used_by"], Json::array());
    shown.erase("used_by");
    EXPECT_EQ(all[0], shown);
    EXPECT_EQ(all[0]["language"], "de");
    EXPECT_TRUE(all[0]["gender"].is_null());
    EXPECT_EQ(call("PATCH", "/v1/voices/voice_1", R"({"description":"calm"})").status, 200);
    EXPECT_EQ(cloud.changed.description, "calm");
    EXPECT_FALSE(cloud.changed.name);
    EXPECT_EQ(call("DELETE", "/v1/voices/voice_1").status, 204);
    expect_problem(call("GET", "/v1/voices/voice_9"), 404, "cloud-object-not-found");
}

TEST_F(Voices, ThatAJobIsAboutToCollectAreNotDeleted) {
    JobView view = job_at_work("");
    Training training;
    training.fine_tune_id = "fine_tune_1";
    view.job.state = training;
    desk.jobs = {view};
    cloud.made["fine_tune_1"] = {{"voice_1", "Anna 1"}};
    expect_problem(call("DELETE", "/v1/voices/voice_1"), 409, "in-use");
    EXPECT_FALSE(asked("delete_voice voice_1"));
    cloud.made["fine_tune_1"] = {{"voice_7", "Anna 7"}};
    EXPECT_EQ(call("DELETE", "/v1/voices/voice_1").status, 204);
    cloud.trouble = lost();
    cloud.trouble_at = "list_voices";
    expect_problem(call("DELETE", "/v1/voices/voice_1"), 503, "cloud-unreachable");
    cloud.trouble = not_there();
    EXPECT_EQ(call("DELETE", "/v1/voices/voice_1").status, 204) << "it has made none";
}

TEST_F(Voices, AreShownWithTheCompletedJobsThatHaveThem) {
    JobView view = job_at_work("");
    view.job.state = Completed{"fine_tune_1", {{"voice_1", "Anna 1"}}};
    desk.jobs = {view};
    const Json voice = json(call("GET", "/v1/voices/voice_1"));
    ASSERT_EQ(voice["used_by"].size(), 1u);
    EXPECT_EQ(voice["used_by"][0],
              Json::parse(R"({"job_id":")" + some_id + R"(","name":"Anna","state":"completed"})"));
}

TEST_F(Voices, SayASentenceInTheirOwnLanguageByTheConfiguredModel) {
    const auto spoken = call("POST", "/v1/voices/voice_1/say", R"({"text":"Guten Morgen."})");
    EXPECT_EQ(spoken.status, 200);
    EXPECT_EQ(spoken.headers.find("Content-Type"), "audio/wav");
    EXPECT_EQ(spoken.headers.find("Understudy-Model"), "sonic-3-2026-01-12");
    EXPECT_EQ(spoken.body, "RIFF of sound");
    EXPECT_EQ(cloud.said.voice_id, "voice_1");
    EXPECT_EQ(cloud.said.language, "de");
    call("POST", "/v1/voices/voice_1/say",
         R"({"text":"Hello.","language":"en","model_id":"sonic-3.5-2026-05-04","format":"mp3"})");
    EXPECT_EQ(cloud.said.language, "en");
    EXPECT_EQ(cloud.said.model_id, "sonic-3.5-2026-05-04");
    EXPECT_EQ(cloud.said.format, SpokenFormat::mp3);
}

TEST_F(Voices, SayNothingThatMakesNoSense) {
    const auto say = [&](const std::string& body) { return call("POST", "/v1/voices/voice_1/say", body); };
    expect_problem(say(R"({"text":" "})"), 422, "invalid-field", "/text");
    expect_problem(say(R"({"text":")" + std::string(1'001, 'x') + R"("})"), 422, "invalid-field", "/text");
    expect_problem(say(R"({"text":"x","format":"ogg"})"), 422, "invalid-field", "/format");
    expect_problem(say(R"({"text":"x","language":"xx"})"), 422, "invalid-field", "/language");
    expect_problem(say(R"({"text":"x","model_id":"sonic-3"})"), 422, "invalid-field", "/model_id");
    EXPECT_TRUE(cloud.asked.empty());
}

TEST_F(Voices, SayNothingWhileSpendingIsPaused) {
    desk.state.paused.spending = true;
    expect_problem(call("POST", "/v1/voices/voice_1/say", R"({"text":"x"})"), 409, "paused");
    EXPECT_FALSE(asked("say"));
}

TEST_F(Voices, WhetherASentenceWasChargedIsNotKnownWhenItsAnswerIsLost) {
    const auto say = [&] { return call("POST", "/v1/voices/voice_1/say", R"({"text":"x"})"); };
    cloud.trouble = lost();
    expect_problem(say(), 503, "cloud-unreachable");
    EXPECT_FALSE(asked("say")) << "the voice was not even seen";
    cloud.trouble = lost();
    cloud.trouble_at = "say";
    expect_problem(say(), 502, "cloud-outcome-unknown");
}

}  // namespace
}  // namespace understudy::test
