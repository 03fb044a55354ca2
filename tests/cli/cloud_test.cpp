// What stands in the cloud, from the command line.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

constexpr const char* a_voice = "3f6d0a52-9b1c-4a8e-8e0b-6a1f2c3d4e5f";
constexpr const char* a_dataset =
    R"({"id":"dataset_1","name":"Anna","description":"","job_id":null,"files_total":3,"bytes_total":9,"used_by":[]})";

constexpr const char* two_files =
    R"({"id":"file_1","filename":"a.wav","size":9},{"id":"file_2","filename":"b.wav","size":8})";

class InTheCloud : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    std::string asked(std::size_t request) {
        return script.requests.at(request).method + " " + script.requests.at(request).target;
    }
    nlohmann::json body(std::size_t request) {
        return nlohmann::json::parse(script.requests.at(request).body);
    }
    static Said list(const std::string& entries) {
        return answer(200, R"({"data":[)" + entries + R"(],"next_cursor":null})");
    }
};

TEST_F(InTheCloud, DatasetsAreATableAndWithJsonTheDaemonsDocument) {
    script.answers = {list(a_dataset), list(a_dataset), list("")};
    EXPECT_EQ(cli({"datasets"}), ExitCode::done);
    EXPECT_EQ(asked(0), "GET /v1/datasets");
    EXPECT_TRUE(contains(world.output, "dataset_1  Anna")) << world.output;
    world.output.clear();
    EXPECT_EQ(cli({"datasets", "list", "--json"}), ExitCode::done);
    EXPECT_EQ(nlohmann::json::parse(world.output)["data"][0]["id"], "dataset_1");
    world.output.clear();
    EXPECT_EQ(cli({"datasets"}), ExitCode::done);
    EXPECT_EQ(world.output, "There are no datasets in the cloud.\n");
}

TEST_F(InTheCloud, ADatasetIsMadeOnceAndALostAnswerSaysWhereToLook) {
    script.answers = {answer(201, a_dataset)};
    EXPECT_EQ(cli({"datasets", "create", "--name", "Anna"}), ExitCode::done);
    EXPECT_EQ(asked(0), "POST /v1/datasets");
    EXPECT_EQ(body(0), nlohmann::json::parse(R"({"name":"Anna"})"));
    script.answers = {lost(), answer(201, a_dataset)};
    EXPECT_EQ(cli({"datasets", "create", "--name", "Anna"}), ExitCode::unreachable);
    EXPECT_EQ(script.requests.size(), 2u) << "it is not sent again";
    EXPECT_TRUE(contains(world.errors, "look before you ask again: understudy datasets")) << world.errors;
    world.errors.clear();
    script.answers = {problem(502, "/problems/cloud-outcome-unknown", "Whether it was done is not known")};
    EXPECT_EQ(cli({"datasets", "create", "--name", "Anna"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "look before you ask again: understudy datasets"))
        << "the daemon's log has no more to say: " << world.errors;
}

TEST_F(InTheCloud, ADeletionSaysWhatWillBeGoneAndAsks) {
    world.attend();
    world.typed = {"n"};
    script.answers = {answer(200, a_dataset)};
    EXPECT_EQ(cli({"datasets", "delete", "dataset_1"}), ExitCode::not_confirmed);
    EXPECT_TRUE(contains(world.errors, "“Anna” (dataset_1) in the cloud with its 3 files")) << world.errors;
    EXPECT_EQ(script.requests.size(), 1u);
    script.answers = {answer(200, a_dataset), answer(204, "")};
    EXPECT_EQ(cli({"datasets", "delete", "dataset_1", "--yes", "--json"}), ExitCode::done);
    EXPECT_EQ(asked(2), "DELETE /v1/datasets/dataset_1");
    const auto document = nlohmann::json::parse(world.output);
    EXPECT_EQ(document["done"], "deleted");
    EXPECT_EQ(document["was"]["name"], "Anna");
    world.errors.clear();
    script.answers = {answer(200, a_dataset), answer(204, "")};
    EXPECT_EQ(cli({"datasets", "delete", "dataset_1", "--yes"}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "“Anna” (dataset_1) in the cloud with its 3 files"))
        << "what goes is said where nobody is asked, too: " << world.errors;
}

TEST_F(InTheCloud, ARefusalIsTheDaemonsOwn) {
    script.answers = {answer(200, a_dataset),
                      problem(409, "/problems/in-use", "Something uses it", "job_1 does")};
    EXPECT_EQ(cli({"datasets", "delete", "dataset_1", "--yes"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "job_1 does"));
}

TEST_F(InTheCloud, RecordingsAreAddedByTheirAbsolutePaths) {
    script.answers = {answer(
        200, R"({"dataset_id":"dataset_1","sent":2,"there":1,"left":0,"files":[],"stopped_by":null})")};
    EXPECT_EQ(cli({"datasets", "add", "dataset_1", "anna", "/srv/b.wav"}), ExitCode::done);
    EXPECT_EQ(asked(0), "POST /v1/datasets/dataset_1/files");
    EXPECT_EQ(body(0)["recordings"], nlohmann::json::parse(R"(["/home/studio/anna","/srv/b.wav"])"));
    EXPECT_EQ(world.output, "2 recordings sent, 1 there already.\n");
}

TEST_F(InTheCloud, NotAllSentIsAFailureWithTheReason) {
    const char* report =
        R"({"dataset_id":"dataset_1","sent":1,"there":0,"left":2,"files":[],"stopped_by":{"type":"/problems/paused","detail":"All uploading is paused."}})";
    script.answers = {answer(200, report), answer(200, report)};
    EXPECT_EQ(cli({"datasets", "add", "dataset_1", "/srv/b.wav"}), ExitCode::failed);
    EXPECT_TRUE(contains(world.errors, "All uploading is paused.")) << world.errors;
    world.errors.clear();
    EXPECT_EQ(cli({"datasets", "add", "dataset_1", "/srv/b.wav", "--json"}), ExitCode::failed);
    EXPECT_EQ(world.errors, "") << "the report says it";
}

TEST_F(InTheCloud, AFileThatIsNotThereIsSaidAndNothingIsDeleted) {
    script.answers = {list(two_files)};
    EXPECT_EQ(cli({"datasets", "remove", "dataset_1", "file_1", "file_nope", "--yes"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "file_nope; nothing was deleted")) << world.errors;
    EXPECT_EQ(script.requests.size(), 1u);
    EXPECT_EQ(world.output, "");
}

TEST_F(InTheCloud, FilesAreRemovedOneByOneAndWhatDoesNotGoTogetherIsRefused) {
    script.answers = {list(two_files), answer(204, ""), answer(204, "")};
    EXPECT_EQ(cli({"datasets", "remove", "dataset_1", "file_1", "file_2", "--yes"}), ExitCode::done);
    EXPECT_EQ(asked(2), "DELETE /v1/datasets/dataset_1/files/file_2");
    EXPECT_TRUE(contains(world.errors, "file_1  9 B  a.wav\n  file_2  8 B  b.wav\n")) << world.errors;
    script.answers = {list(two_files), answer(204, "")};
    EXPECT_EQ(cli({"datasets", "remove", "dataset_1", "file_2", "file_2", "--yes", "--json"}),
              ExitCode::done);
    EXPECT_EQ(nlohmann::json::parse(world.output.substr(world.output.find('{')))["files"][0]["filename"],
              "b.wav");
    script.requests.clear();
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{"datasets", "show"},
                                               {"datasets", "create"},
                                               {"datasets", "create", "dataset_1", "--name", "x"},
                                               {"datasets", "change", "dataset_1"},
                                               {"datasets", "add", "dataset_1"},
                                               {"datasets", "show", "dataset_1", "dataset_2"},
                                               {"datasets", "show", "dataset_1", "--name", "x"},
                                               {"datasets", "explode", "dataset_1"},
                                               {"fine-tunes", "delete"},
                                               {"fine-tunes", "list", "fine_tune_1"},
                                               {"voice", "change", a_voice},
                                               {"voice", "show"},
                                               {"say", a_voice, "--out", "x.wav"}})
        EXPECT_EQ(cli(line), ExitCode::usage) << line[1];
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(InTheCloud, WhichDatasetsHoldAJobsRecordings) {
    script.answers = {list(
        R"({"id":"dataset_1","name":"Anna","files_held":197,"files_wanted":200,"further_files":0,"reuse":"add-the-rest"})")};
    EXPECT_EQ(cli({"datasets", "holding", anna}), ExitCode::done);
    EXPECT_EQ(asked(0), std::string("GET /v1/jobs/") + anna + "/datasets");
    EXPECT_TRUE(contains(world.output, "add-the-rest"));
}

TEST_F(InTheCloud, AJobIsMadeOnADatasetInPlaceOfRecordings) {
    script.answers = {answer(204, ""), job("uploading")};
    EXPECT_EQ(cli({"submit", "--dataset", "dataset_1", "--name", "Anna", "--language", "en", "--yes"}),
              ExitCode::done);
    EXPECT_EQ(body(0)["check"], true);
    EXPECT_EQ(body(1)["dataset_id"], "dataset_1");
    EXPECT_FALSE(body(1).contains("recordings"));
    script.answers = {problem(422, "/problems/invalid-field", "Invalid field", "The cloud has no dataset d")};
    EXPECT_EQ(cli({"submit", "--dataset", "d", "--name", "A", "--language", "en", "--yes"}),
              ExitCode::refused);
    EXPECT_EQ(cli({"submit", "a", "--dataset", "d", "--name", "A", "--language", "en"}), ExitCode::usage);
}

TEST_F(InTheCloud, OfEachOrphanItIsSaidWhatCanBeDone) {
    script.answers = {list(
        R"({"id":"fine_tune_1","name":"Anna","status":"training","standing":"orphan","words":"Nobody's.","cure":"delete it"})")};
    EXPECT_EQ(cli({"fine-tunes"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Nobody's.\n  delete it\n")) << world.output;
}

TEST_F(InTheCloud, AFineTuneIsAdoptedOnceAndItsJobShown) {
    script.answers = {answer(201, job_json("training"))};
    EXPECT_EQ(cli({"fine-tunes", "adopt", "fine_tune_1", "--name", "Boris"}), ExitCode::done);
    EXPECT_EQ(asked(0), "POST /v1/fine-tunes/fine_tune_1/adopt");
    EXPECT_EQ(body(0)["name"], "Boris");
    EXPECT_TRUE(contains(world.output, anna));
    script.answers = {lost()};
    EXPECT_EQ(cli({"fine-tunes", "adopt", "fine_tune_1"}), ExitCode::unreachable);
    EXPECT_EQ(script.requests.size(), 2u) << "it is not sent again";
}

TEST_F(InTheCloud, DeletingAFineTuneSaysWhatIsNotKnown) {
    world.attend();
    world.typed = {"y"};
    script.answers = {answer(200, R"({"id":"fine_tune_1","name":"Anna","status":"training"})"),
                      answer(204, "")};
    EXPECT_EQ(cli({"fine-tunes", "delete", "fine_tune_1"}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "is charged, the cloud does not say"));
    EXPECT_EQ(asked(1), "DELETE /v1/fine-tunes/fine_tune_1");
}

TEST_F(InTheCloud, VoicesAreAJobsOrAllOfThem) {
    script.answers = {list(R"({"id":"v1","name":"Anna 1","language":"en","description":""})"),
                      job("completed", R"(,"voices":[{"id":"v1","name":"Anna 1"}])")};
    EXPECT_EQ(cli({"voices"}), ExitCode::done);
    EXPECT_EQ(asked(0), "GET /v1/voices");
    EXPECT_EQ(cli({"voices", anna}), ExitCode::done);
    EXPECT_EQ(asked(1), std::string("GET /v1/jobs/") + anna);
    EXPECT_TRUE(contains(world.output, "v1  Anna 1\n"));
}

TEST_F(InTheCloud, AVoiceIsRenamed) {
    script.answers = {answer(200, R"({"id":"v1","name":"Anna, calm"})")};
    EXPECT_EQ(cli({"voice", "change", a_voice, "--name", "Anna, calm"}), ExitCode::done);
    EXPECT_EQ(asked(0), std::string("PATCH /v1/voices/") + a_voice);
    EXPECT_EQ(body(0), nlohmann::json::parse(R"({"name":"Anna, calm"})"));
}

TEST_F(InTheCloud, AVoiceSaysASentenceIntoAFile) {
    script.answers = {answer(200, "sound")};
    EXPECT_EQ(cli({"say", a_voice, "Good morning.", "--out", "anna.mp3"}), ExitCode::done);
    EXPECT_EQ(asked(0), std::string("POST /v1/voices/") + a_voice + "/say");
    EXPECT_EQ(body(0)["text"], "Good morning.");
    EXPECT_EQ(body(0)["format"], "mp3");
    EXPECT_FALSE(body(0).contains("model_id"));
    EXPECT_EQ(world.files.at("/home/studio/anna.mp3"), "sound");
}

TEST_F(InTheCloud, AJobsVoicesSayItIntoAFolderByTheModelThatItTrained) {
    script.answers = {
        job("completed",
            R"(,"model_id":"sonic-3-2026-01-12","voices":[{"id":"aaaaaaaa-1","name":"Anna 1"},{"id":"bbbbbbbb-2","name":"Anna/2"}])"),
        answer(200, "one"), answer(200, "two")};
    EXPECT_EQ(cli({"say", anna, "Good morning.", "--out", "out/", "--json"}), ExitCode::done);
    EXPECT_EQ(body(1)["model_id"], "sonic-3-2026-01-12");
    EXPECT_EQ(world.files.at("/home/studio/out/Anna-1-aaaaaaaa.wav"), "one");
    EXPECT_EQ(world.files.at("/home/studio/out/Anna-2-bbbbbbbb.wav"), "two");
    EXPECT_EQ(nlohmann::json::parse(world.output)["files"].size(), 2u);
}

TEST_F(InTheCloud, AVoiceThatIsGoneIsNamedAndTheOthersSpeak) {
    script.answers = {
        job("completed", R"(,"voices":[{"id":"aaaaaaaa-1","name":"Anna 1"},{"id":"bbbbbbbb-2","name":"B"}])"),
        problem(404, "/problems/cloud-object-not-found", "The cloud has no such thing"), answer(200, "two")};
    EXPECT_EQ(cli({"say", anna, "Good morning.", "--out", "out/", "--json"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "Anna 1 (aaaaaaaa-1); the others have spoken")) << world.errors;
    EXPECT_EQ(nlohmann::json::parse(world.output)["files"][0], "/home/studio/out/B-bbbbbbbb.wav");
    EXPECT_EQ(world.files.size(), 1u) << "no file is begun for nothing";
}

TEST_F(InTheCloud, AFileOfAnotherFormatByItsNameIsRefusedBeforeAnythingIsSpent) {
    for (std::vector<std::string> more :
         {std::vector<std::string>{"x.ogg"}, {"x.ogg", "--format", "wav"}, {"x.mp3", "--format", "wav"}}) {
        world.errors.clear();
        more.insert(more.begin(), {"say", a_voice, "Hello.", "--out"});
        EXPECT_EQ(cli(more), ExitCode::usage);
        EXPECT_TRUE(contains(world.errors, "field: --out")) << world.errors;
        EXPECT_TRUE(contains(world.errors, "ends with .wav or .mp3")) << world.errors;
    }
    EXPECT_TRUE(script.requests.empty());
    script.answers = {answer(200, "sound")};
    EXPECT_EQ(cli({"say", a_voice, "Hello.", "--out", "LOUD.MP3"}), ExitCode::done);
    EXPECT_EQ(body(0)["format"], "mp3");
}

TEST_F(InTheCloud, WhoUsesADatasetIsALineEach) {
    script.answers = {
        answer(200, R"({"id":"d","used_by":[{"job_id":"job_1","name":"Anna","state":"completed"},
        {"job_id":"job_22","name":"B","state":"draft"}]})")};
    EXPECT_EQ(cli({"datasets", "show", "d"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "used by:\n  job_1   Anna  completed\n  job_22  B     draft\n"))
        << world.output;
}

TEST_F(InTheCloud, NothingIsSaidWhereItCannotBeWrittenOrHasNoVoice) {
    world.files["/home/studio/x.wav"] = "old";
    EXPECT_EQ(cli({"say", a_voice, "Hello.", "--out", "x.wav"}), ExitCode::usage);
    EXPECT_EQ(world.files.at("/home/studio/x.wav"), "old");
    EXPECT_TRUE(script.requests.empty()) << "nothing is spent on it";
    script.answers = {job("training")};
    EXPECT_EQ(cli({"say", anna, "Hello.", "--out", "out/"}), ExitCode::refused);
    script.answers = {job("completed", R"(,"voices":[{"id":"a","name":"A"},{"id":"b","name":"B"}])")};
    EXPECT_EQ(cli({"say", anna, "Hello.", "--out", "one.wav"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "2 voices need a file each")) << world.errors;
}

TEST_F(InTheCloud, AVoiceIsDeletedOnceItIsSaidWhichJobLosesIt) {
    const Said voice = answer(200, R"({"id":"v1","name":"Anna 1","used_by":[{"job_id":")" +
                                       std::string(anna) + R"(","name":"Anna","state":"completed"}]})");
    world.attend();
    world.typed = {"n"};
    script.answers = {voice};
    EXPECT_EQ(cli({"voice", "delete", "v1"}), ExitCode::not_confirmed);
    EXPECT_TRUE(contains(world.errors, "Of " + std::string(anna) + " (Anna) it is gone then."))
        << world.errors;
    world.errors.clear();
    script.answers = {voice, answer(204, "")};
    EXPECT_EQ(cli({"voice", "delete", "v1", "--yes"}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "Of " + std::string(anna) + " (Anna) it is gone then."))
        << world.errors;
}

}  // namespace
}  // namespace understudy::cli
