// The looks at the machine, and what becomes of a checkup when one of them does not come back.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>

#include "daemon/premises/looks.hpp"
#include "daemon/premises/system_premises.hpp"

namespace understudy::test {
namespace {

class APremise : public ::testing::Test {
  protected:
    std::string folder;
    void SetUp() override {
        folder = (std::filesystem::temp_directory_path() / "understudy-premises-XXXXXX").string();
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    void write(const std::string& name) {
        std::filesystem::create_directories(std::filesystem::path(folder + "/" + name).parent_path());
        std::ofstream(folder + "/" + name) << "sound";
    }
};

TEST_F(APremise, TheDiskIsLookedAtWhereTheDatabaseIs) {
    const DiskFacts facts = look_at_disk(folder);
    EXPECT_EQ(facts.look_error, 0);
    EXPECT_EQ(facts.write_error, 0);
    EXPECT_GT(facts.total_bytes, facts.free_bytes);
    EXPECT_EQ(look_at_disk(folder + "/missing").look_error, ENOENT);
    EXPECT_TRUE(std::filesystem::is_empty(folder)) << "the try to write leaves nothing";
}

TEST_F(APremise, ADiskIsTriedWithBytes) {
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, before.rlim_max};  // files can be made, and hold nothing: as with a full disk
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
    const DiskFacts facts = look_at_disk(folder);
    ::setrlimit(RLIMIT_FSIZE, &before);
    (void)std::signal(SIGXFSZ, handler);
    EXPECT_EQ(facts.write_error, EFBIG);
    EXPECT_EQ(judge_disk(facts).verdict, CheckVerdict::fail);
}

TEST_F(APremise, ARootIsSampledWithItsFolders) {
    write("anna/day-1/take.wav");
    write("anna/day-2/take.wav");
    ::mkfifo((folder + "/pipe").c_str(), 0600);
    std::filesystem::create_symlink("/", folder + "/everything");
    const RootFacts facts = look_at_root(folder, "me");
    EXPECT_EQ(facts.error_number, 0);
    EXPECT_EQ(facts.files, 2u) << "a pipe is not opened, a link not followed";
    EXPECT_EQ(facts.folders, 4u);
}

TEST_F(APremise, ARootThatIsNotThereSaysSo) {
    EXPECT_EQ(look_at_root(folder + "/missing", "me").error_number, ENOENT);
    write("file");
    EXPECT_EQ(look_at_root(folder + "/file", "me").error_number, ENOTDIR);
}

TEST_F(APremise, AVeryLargeRootIsSampledOnly) {
    for (int i = 0; i < 1'000; ++i) write(std::to_string(i) + ".wav");
    const RootFacts facts = look_at_root(folder, "me");
    EXPECT_GT(facts.files, 100u);
    EXPECT_LT(facts.files, 1'000u);
}

TEST(AProbe, IsTriedWithAMomentOfSound) {
    const Check good = try_probe(UNDERSTUDY_PROBE);
    EXPECT_EQ(good.verdict, CheckVerdict::pass) << good.words;
    EXPECT_EQ(try_probe("/missing/understudy-probe").verdict, CheckVerdict::fail);
    EXPECT_EQ(try_probe("/bin/true").verdict, CheckVerdict::fail);
}

Look look(const std::string& name, std::function<Check()> work) {
    return {name, std::move(work), {name, "", CheckVerdict::fail, "silent", ""}};
}

TEST(ThePremises, SayWhatEachLookFoundInTheirOrder) {
    boost::asio::io_context io;
    std::vector<Look> looks;
    for (const char* name : {"first", "second"})
        looks.push_back(look(name, [name] { return Check{name, "", CheckVerdict::pass, "seen", ""}; }));
    SystemPremises premises(io.get_executor(), {looks, "9.9", seconds{60}, {}});
    Checks checks;
    bool inside = true;
    premises.examine([&](Checks found) {
        EXPECT_FALSE(inside);
        checks = std::move(found);
    });
    inside = false;
    while (checks.empty()) io.run_one();
    ASSERT_EQ(checks.size(), 3u);
    EXPECT_NE(checks[0].words.find("understudyd 9.9 runs as"), std::string::npos);
    EXPECT_EQ(checks[1].name, "first");
    EXPECT_EQ(checks[2].name, "second");
    EXPECT_EQ(premises.cloud_ahead(), std::nullopt);
}

TEST(ThePremises, DoNotWaitForADiskThatHangsNorAskItTwice) {
    boost::asio::io_context io;
    const auto release = std::make_shared<std::promise<void>>();
    const auto released = std::make_shared<std::shared_future<void>>(release->get_future());
    const auto begun = std::make_shared<std::atomic<int>>(0);
    std::vector<Look> looks;
    looks.push_back(look("nas", [released, begun] {
        *begun += 1;
        released->wait();
        return Check{"nas", "", CheckVerdict::pass, "back", ""};
    }));
    looks.push_back(look("disk", [] { return Check{"disk", "", CheckVerdict::pass, "seen", ""}; }));
    SystemPremises premises(io.get_executor(), {looks, "9.9", seconds{1}, {}});
    for (int round = 0; round < 2; ++round) {
        Checks checks;
        io.restart();  // it ended with the round before, when there was nothing to wait for
        premises.examine([&](Checks found) { checks = std::move(found); });
        while (checks.empty()) io.run_one();
        EXPECT_EQ(checks.at(1).words, "silent");
        EXPECT_EQ(checks.at(2).words, "seen") << "one that hangs holds up no other";
    }
    EXPECT_EQ(*begun, 1) << "a thread is stuck already";
    release->set_value();
}

}  // namespace
}  // namespace understudy::test
