// GET /v1/hot-folder: what the watch has seen.
#include "caller.hpp"

namespace understudy::test {
namespace {

struct FakeBoard : HotFolderBoard {
    HotFolderReport seen;
    [[nodiscard]] HotFolderReport report() const override { return seen; }
};

class HotFolder : public ApiTest {
  protected:
    void SetUp() override {
        lasting.emplace(desk, rules, api::Lent{.hot_folder = &board});
        board.seen.plan.paths = {"/hot"};
        board.seen.watched = {{"/hot", "", Time{} + std::chrono::hours{24 * 365 * 56}}, {"/nas", "away", {}}};
    }
    Json shown() {
        const auto response = call("GET", "/v1/hot-folder");
        EXPECT_EQ(response.status, 200);
        return Json::parse(response.body, nullptr, false);
    }
    FakeBoard board;
};

TEST_F(HotFolder, IsShownWithWhatCameOfEachFolder) {
    JobView anna;
    anna.job.id = some_id;
    desk.jobs = {anna};
    const std::string deleted = "job_00000000000000000000000000";
    board.seen.folders = {{"/hot/Bob", HotFolderState::refused, "No.", "mend it", "", {}},
                          {"/hot/Anna", HotFolderState::taken, "", "", some_id, {}},
                          {"/hot/Cleo", HotFolderState::taken, "", "", deleted, {}}};
    const Json document = shown();
    EXPECT_EQ(document["interval_s"], 30.0);
    EXPECT_EQ(document["settle_for_s"], 120.0);
    EXPECT_EQ(document["start"], false);
    EXPECT_EQ(document["watched"][0]["looked_at"], "2025-12-18T00:00:00.000000Z");
    EXPECT_EQ(document["watched"][1]["trouble"], "away");
    EXPECT_EQ(document["watched"][1]["looked_at"], nullptr);
    EXPECT_EQ(document["folders"][0]["state"], "refused");
    EXPECT_EQ(document["folders"][0]["cure"], "mend it");
    EXPECT_EQ(document["folders"][0]["job_id"], nullptr);
    EXPECT_EQ(document["folders"][1]["job_id"], some_id);
    EXPECT_EQ(document["folders"][1]["why"], "It is a draft.");
    EXPECT_EQ(document["folders"][1]["note"], nullptr);
    EXPECT_EQ(document["folders"][2]["why"], "Its job was deleted.");
    EXPECT_EQ(document["folders_total"], 3);
}

TEST_F(HotFolder, ShowsATakenOneByItsJobAsItIsNow) {
    JobView anna;
    anna.job.id = some_id;
    anna.job.hold = Hold{HoldReason::preflight, {}, "correct the recordings"};
    desk.jobs = {anna};
    board.seen.folders = {{"/hot/Anna", HotFolderState::taken, "", "", some_id, {}}};
    board.seen.folders[0].changed = true;
    EXPECT_EQ(shown()["folders"][0]["why"], "Its job is held (preflight) as draft.");
    EXPECT_EQ(shown()["folders"][0]["cure"], "correct the recordings");
    EXPECT_NE(shown()["folders"][0]["note"].get<std::string>().find("changed since"), std::string::npos);
    desk.jobs[0].job.hold.reset();
    desk.jobs[0].job.state = Completed{};
    EXPECT_EQ(shown()["folders"][0]["why"], "Its job is completed.");
    EXPECT_EQ(shown()["folders"][0]["cure"], nullptr);
}

TEST_F(HotFolder, ShowsAThousandAndSaysHowManyThereAre) {
    board.seen.folders.assign(1'003, {"/hot/x", HotFolderState::waiting, "", "", "", {}});
    EXPECT_EQ(shown()["folders"].size(), 1'000u);
    EXPECT_EQ(shown()["folders_total"], 1'003);
}

TEST_F(HotFolder, IsEmptyWhereNoneIsWatched) {
    lasting.reset();
    EXPECT_TRUE(shown()["watched"].empty());
    expect_problem(call("POST", "/v1/hot-folder"), 405, "method-not-allowed");
}

}  // namespace
}  // namespace understudy::test
