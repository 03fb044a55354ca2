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
    board.seen.folders = {{"/hot/Bob", HotFolderState::refused, "No.", "mend it", "", {}},
                          {"/hot/Anna", HotFolderState::taken, "", "", some_id, {}}};
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
    EXPECT_EQ(document["folders"][1]["why"], nullptr);
    EXPECT_EQ(document["folders_total"], 2);
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
