// understudy support-bundle: what is in it, what is not, and where it goes.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/bundle.hpp"
#include "cli/bundle_mask.hpp"
#include "cli/interrupts.hpp"
#include "cli/process_world.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

using Document = nlohmann::ordered_json;

TEST(WithoutSecrets, NothingIsLeftThatOpensADoor) {
    EXPECT_EQ(without_secrets("proxy = \"http://anna:hunter2@proxy:3128\""),
              "proxy = \"http://***@proxy:3128\"");
    EXPECT_EQ(without_secrets("Authorization: Bearer abc.DEF-1"), "Authorization: Bearer ***");
    EXPECT_EQ(without_secrets("Proxy-Authorization: Basic QWxhZGRpbjpv"), "Proxy-Authorization: Basic ***");
    EXPECT_EQ(without_secrets("url = \"https://a.example/hook?token=s3cret&b=c\" # ours"),
              "url = \"https://a.example/hook?***\" # ours");
    EXPECT_EQ(without_secrets("the secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw is"), "the secret *** is");
    EXPECT_EQ(without_secrets("the key sk_car_abcDEF-12_3 is"), "the key *** is");
    EXPECT_EQ(without_secrets("api_key = \"whatever\""), "api_key = \"***\"");
    EXPECT_EQ(without_secrets("api_key_file = \"/etc/understudy/key\""),
              "api_key_file = \"/etc/understudy/key\"");
    EXPECT_EQ(without_secrets("base_url = \"https://api.cartesia.ai\""),
              "base_url = \"https://api.cartesia.ai\"");
}

TEST(NamesBecomeDigests, TheSameWithinABundleAndOthersInTheNext) {
    Pseudonyms one("salt"), other("another");
    EXPECT_EQ(one.of("Anna"), one.of("Anna"));
    EXPECT_NE(one.of("Anna"), one.of("Berta"));
    EXPECT_NE(one.of("Anna"), other.of("Anna"));
    EXPECT_TRUE(one.of("Anna").starts_with("name-"));
    EXPECT_EQ(one.of(""), "");
}

TEST(NamesBecomeDigests, WhereverTheyStandAndOnlyThere) {
    Pseudonyms names("salt");
    names.hide("Anna Smith");
    names.hide("Ann");
    names.hide("/srv/recordings/as/take one.wav");
    names.hide_under("/srv/recordings/");
    EXPECT_EQ(names.in("of Anna Smith."), "of " + names.of("Anna Smith") + ".");
    EXPECT_EQ(names.in("Annals of Ann"), "Annals of " + names.of("Ann"));
    EXPECT_EQ(names.in("take one.wav is empty"), names.of("take one.wav") + " is empty");
    EXPECT_EQ(names.in("/srv/recordings/bs/x: gone"), "/srv/recordings/" + names.of("bs/x") + ": gone");
    EXPECT_EQ(names.in("bs-day.3f9a0c12be77.wav arrived"), names.of("bs-day.3f9a0c12be77.wav") + " arrived");
    EXPECT_EQ(names.in("/var/lib/understudy/understudy.db: full"), "/var/lib/understudy/understudy.db: full");
}

class SupportBundle : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    std::string id = "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC";

    void SetUp() override {
        const std::string job =
            R"({"id":")" + id +
            R"(","name":"Anna Smith","state":"failed","hold":null,"labels":{"client":"Radio Nine"},)"
            R"("recordings":["/srv/recordings/anna"],"voices":[{"id":"v","name":"Anna warm"}]})";
        script.answers = {
            answer(200, "[+]store ok\nreadyz check passed\n"),
            answer(200,
                   R"({"verdict":"warn","version":"9","checks":[{"name":"root","subject":"/srv/recordings",)"
                   R"("verdict":"pass","words":"/srv/recordings/secretly/x.wav","cure":null}]})"),
            answer(200, R"({"spending":null})"),
            answer(200, R"({"length":0,"data":[]})"),
            answer(200, R"({"data":[)" + job + R"(],"next_cursor":null})"),
            answer(200, job),
            answer(200, R"({"state":"failed","why":"Anna Smith could not be trained with sk_car_planted1"})"),
            answer(200,
                   R"({"data":[{"id":"1","cause":"take-7.wav could not be uploaded"}],"next_cursor":null})"),
            answer(200, R"({"data":[],"next_cursor":null})"),
            answer(200, "# TYPE understudy_ready gauge\nunderstudy_ready 1\n")};
        world.readable = {
            {"/proc/version", "Linux version 6.1\n"},
            {"/etc/understudy/understudy.toml",
             "[cartesia]\nproxy = \"http://anna:hunter2@proxy:3128\"\napi_key = \"planted2\"\n"}};
        world.journal = "2026-11-30 understudyd[1]: job_1 failed: Anna Smith: Bearer planted3\n";
    }
    ExitCode cli(std::vector<std::string> arguments) {
        Environment environment;
        environment.config_files = {"/etc/understudy/understudy.toml"};
        const Reach reach = [&](const Endpoint&, const std::string&, const std::string&) {
            return std::make_unique<ScriptedDaemon>(script);
        };
        return run(std::move(arguments), environment, world, reach);
    }
    Document bundle() { return Document::parse(world.files.empty() ? "null" : world.files.begin()->second); }
};

TEST_F(SupportBundle, HasWhatAMaintainerNeeds) {
    EXPECT_EQ(cli({"support-bundle"}), ExitCode::done) << world.errors;
    ASSERT_EQ(world.files.size(), 1u);
    EXPECT_TRUE(world.files.begin()->first.starts_with("/home/studio/understudy-support-2026"))
        << world.files.begin()->first;
    const Document document = bundle();
    EXPECT_EQ(document["versions"]["understudy"], UNDERSTUDY_VERSION);
    EXPECT_EQ(document["readyz"][0], "[+]store ok");
    EXPECT_EQ(document["doctor"]["checks"].size(), 1u);
    EXPECT_EQ(document["jobs"]["data"][0]["state"], "failed");
    EXPECT_EQ(document["events"][id]["data"].size(), 1u);
    EXPECT_EQ(document["explanation"][id]["state"], "failed");
    EXPECT_EQ(document["metrics"][1], "understudy_ready 1");
    EXPECT_EQ(document["machine"]["/proc/version"][0], "Linux version 6.1");
    EXPECT_EQ(document["config"]["/etc/understudy/understudy.toml"][0], "[cartesia]");
    EXPECT_TRUE(document["lacking"].contains("machine /etc/os-release"));
    EXPECT_TRUE(contains(world.output, "Nothing was sent."));
    EXPECT_TRUE(contains(world.output, "doctor, controls, queue, jobs")) << world.output;
}

TEST_F(SupportBundle, HidesNamesAndPathsUnlessTheyAreAskedFor) {
    EXPECT_EQ(cli({"support-bundle", "with.json"}), ExitCode::done);
    const std::string text = world.files.at("/home/studio/with.json");
    for (const char* name : {"Anna", "Radio Nine", "take-7", "secretly", "recordings/anna"})
        EXPECT_FALSE(contains(text, name)) << name << "\n" << text;
    EXPECT_TRUE(contains(text, "/srv/recordings/name-")) << text;
    EXPECT_TRUE(contains(text, id));
    EXPECT_EQ(bundle()["doctor"]["checks"][0]["name"], "root") << "a word of ours is no name";
}

TEST_F(SupportBundle, LeavesNamesWhereTheyAreWanted) {
    EXPECT_EQ(cli({"support-bundle", "--with-names"}), ExitCode::done);
    EXPECT_TRUE(contains(world.files.begin()->second, "Anna Smith could not be trained"));
    EXPECT_TRUE(contains(world.output, "as they are"));
}

TEST_F(SupportBundle, HasNoSecretWithOrWithoutNames) {
    for (const bool names : {false, true}) {
        SetUp();
        world.files.clear();
        std::vector<std::string> words{"support-bundle"};
        if (names) words.emplace_back("--with-names");
        EXPECT_EQ(cli(words), ExitCode::done);
        const std::string text = world.files.begin()->second;
        for (const char* secret : {"planted1", "planted2", "planted3", "hunter2"})
            EXPECT_FALSE(contains(text, secret)) << secret << "\n" << text;
        EXPECT_TRUE(contains(text, "***"));
    }
}

TEST_F(SupportBundle, IsMadeOfTheMachineAloneWhereNoDaemonAnswers) {
    script.answers.clear();
    EXPECT_EQ(cli({"support-bundle", "--json"}), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 1u) << "it is not asked again and again";
    EXPECT_EQ(bundle()["lacking"]["readyz"], "connection refused");
    const Document told = Document::parse(world.output);
    EXPECT_EQ(told["file"], world.files.begin()->first);
    EXPECT_EQ(told["bytes"], world.files.begin()->second.size());
    EXPECT_EQ(told["names"], "digests");
}

TEST_F(SupportBundle, KnowsTheRootsByTheConfigurationWhereNoDaemonAnswers) {
    script.answers.clear();
    world.readable["/etc/understudy/understudy.toml"] = "[recordings]\nroots = [\"/srv/a\", \"/mnt/b\"]\n";
    world.journal = "1 understudyd: /mnt/b/secretly/here: gone\n";
    EXPECT_EQ(cli({"support-bundle"}), ExitCode::done);
    const std::string text = world.files.begin()->second;
    EXPECT_FALSE(contains(text, "secretly")) << text;
    EXPECT_TRUE(contains(text, "/mnt/b/name-")) << text;
}

TEST_F(SupportBundle, HidesPathsWithSpacesFoldersOverLinesAndWhoMayUseTheDaemon) {
    script.answers.clear();
    world.readable["/etc/understudy/understudy.toml"] =
        "[recordings]\nroots = [\n  \"/srv/a\",\n  \"/mnt/b\"\n]\n[server]\nallow_users = [\"beatrix\"]\n";
    world.journal =
        "1 understudyd: /mnt/b/Anna Karenina/take 1.wav: no such file\n2 understudyd: beatrix asked\n";
    EXPECT_EQ(cli({"support-bundle"}), ExitCode::done);
    const std::string text = world.files.begin()->second;
    for (const char* name : {"Karenina", "take 1", "beatrix"})
        EXPECT_FALSE(contains(text, name)) << name << "\n" << text;
    EXPECT_TRUE(contains(text, ": no such file")) << text;
}

TEST_F(SupportBundle, HoldsNoPasswordOfAProxyHoweverItIsWrittenAndNoComment) {
    script.answers.clear();
    world.readable["/etc/understudy/understudy.toml"] =
        "[cartesia]\nproxy = \"studio:s3cret@proxy:3128\"   # of Ottokar\n# password of Ottokar: hunter2\n"
        "ca_file = \"/etc/a#b.pem\"\n";
    EXPECT_EQ(cli({"support-bundle"}), ExitCode::done);
    const std::string text = world.files.begin()->second;
    for (const char* word : {"s3cret", "Ottokar", "hunter2"})
        EXPECT_FALSE(contains(text, word)) << word << text;
    EXPECT_TRUE(contains(text, "***@proxy:3128")) << text;
    EXPECT_TRUE(contains(text, "/etc/a#b.pem")) << text;
}

TEST_F(SupportBundle, IsNeverWrittenOverAFileThatIsThere) {
    world.files["/home/studio/mine.json"] = "mine";
    EXPECT_EQ(cli({"support-bundle", "mine.json"}), ExitCode::refused);
    EXPECT_EQ(world.files["/home/studio/mine.json"], "mine");
    EXPECT_TRUE(contains(world.errors, "File exists")) << world.errors;
}

TEST(AFileOfTheMachine, IsReadWhereItCanBe) {
    const Interrupts interrupts;
    ProcessWorld world(interrupts);
    EXPECT_TRUE(contains(world.read_file("/proc/version").value_or(""), "Linux"));
    EXPECT_EQ(world.read_file("/no/such/file"), std::nullopt);
    EXPECT_EQ(world.ask_machine({"echo", "hello"}, seconds{20}), "hello\n");
    EXPECT_EQ(world.ask_machine({"false"}, seconds{20}), std::nullopt);
}

}  // namespace
}  // namespace understudy::cli
