// What a dataset holds already of a set of recordings.
#include "core/filling.hpp"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::string sha(char digit) { return std::string(64, digit); }

Recording recorded(std::string relative, char digit, std::uint64_t size = 100) {
    Recording recording;
    recording.file.relative = std::move(relative);
    recording.file.identity.size = size;
    recording.measurement.emplace();
    recording.measurement->sha256 = sha(digit);
    return recording;
}

CloudFile stored(std::string name, std::uint64_t size = 100) {
    return {"file_" + name, std::move(name), size};
}

TEST(Filling, ReadsTheDigestOutOfANameThatWeGave) {
    EXPECT_EQ(digest_in("day-1_take-3.3f9a0c12be77.wav"), "3f9a0c12be77");
    EXPECT_EQ(digest_in("a.b.3f9a0c12be77.flac"), "3f9a0c12be77");
    for (const char* name : {"", ".", "take.wav", "3f9a0c12be77.wav", "take.3f9a0c12be7.wav",
                             "take.3F9A0C12BE77.wav", "take-3f9a0c12be77.wav", "take.3f9a0c12be77"})
        EXPECT_EQ(digest_in(name), std::nullopt) << name;
}

TEST(Filling, SendsOnlyWhatIsNotThere) {
    const auto plan = plan_filling({recorded("a.wav", 'a'), recorded("b.wav", 'b')},
                                   {stored("a.aaaaaaaaaaaa.wav"), stored("by-hand.wav")});
    ASSERT_EQ(plan.size(), 2u);
    EXPECT_EQ(plan[0], (Filling{0, "a.aaaaaaaaaaaa.wav", true}));
    EXPECT_EQ(plan[1], (Filling{1, "b.bbbbbbbbbbbb.wav", false}));
}

TEST(Filling, KnowsAContentUnderAnotherNameAndADigestOfAnotherSizeIsAnother) {
    const auto plan = plan_filling({recorded("a.wav", 'a'), recorded("b.wav", 'b', 7)},
                                   {stored("old.aaaaaaaaaaaa.wav"), stored("b.bbbbbbbbbbbb.wav", 8)});
    EXPECT_EQ(plan[0], (Filling{0, "old.aaaaaaaaaaaa.wav", true}));
    EXPECT_EQ(plan[1], (Filling{1, "b-2.bbbbbbbbbbbb.wav", false}));
}

TEST(Filling, SendsACopyOfARecordingOnce) {
    const auto plan = plan_filling({recorded("a.wav", 'a'), recorded("copy.wav", 'a')}, {});
    EXPECT_FALSE(plan[0].there);
    EXPECT_TRUE(plan[1].there);
    EXPECT_EQ(plan[1].filename, plan[0].filename);
}

TEST(Overlap, CountsEachContentOnceAndWhatIsNotMeantApart) {
    const std::vector<Recording> recordings{recorded("a.wav", 'a'), recorded("copy.wav", 'a'),
                                            recorded("b.wav", 'b'), recorded("c.wav", 'c')};
    const Overlap some = overlap_of(recordings, {stored("a.aaaaaaaaaaaa.wav"), stored("x.wav")});
    EXPECT_EQ(some, (Overlap{3, 1, 1}));
    EXPECT_FALSE(some.whole());
    const Overlap all = overlap_of(recordings, {stored("1.aaaaaaaaaaaa.wav"), stored("2.bbbbbbbbbbbb.wav"),
                                                stored("3.cccccccccccc.wav")});
    EXPECT_TRUE(all.exact());
    EXPECT_FALSE(overlap_of({}, {}).whole());
}

TEST(Overlap, LeavesOutWhatIsNotMeasured) {
    Recording unmeasured = recorded("a.wav", 'a');
    unmeasured.measurement.reset();
    EXPECT_EQ(overlap_of({unmeasured}, {stored("a.aaaaaaaaaaaa.wav")}), (Overlap{0, 0, 1}));
}

}  // namespace
}  // namespace understudy
