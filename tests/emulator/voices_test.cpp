#include <gtest/gtest.h>

#include "tests/emulator/cloud.hpp"

namespace understudy::emulator::testing {
namespace {

struct Voices : ::testing::Test, Cloud {
    Voice trained() {
        const auto made = buy();
        now += hours(3);
        return model.list_voices_of(made.id, {}, now)->data.front();
    }
    Voice clone() { return *model.create_voice({"Clone", "short", "en", "", "feminine", {"british"}}, now); }
    std::vector<std::string> found(const VoiceQuery& query) {
        std::vector<std::string> names;
        const auto page = model.list_voices(query, {.limit = 100}, now);
        for (const auto& voice : page->data) names.push_back(voice.name);
        return names;
    }
};

TEST_F(Voices, AreFoundByTextGenderLanguageAndOwner) {
    const auto mine = clone();
    EXPECT_EQ(found({.text = "clone"}), (std::vector<std::string>{"Clone"}));
    EXPECT_EQ(found({.text = mine.id}), (std::vector<std::string>{"Clone"}));
    EXPECT_EQ(found({.gender = "gender_neutral"}), (std::vector<std::string>{"Noa"}));
    EXPECT_EQ(found({.language = "en-GB"}), (std::vector<std::string>{"Owen"}));
    EXPECT_EQ(found({.language = "fr"}), (std::vector<std::string>{"Lucie"}));
    EXPECT_EQ(found({.is_owner = true}), (std::vector<std::string>{"Clone"}));
    EXPECT_EQ(found({.is_owner = false}).size(), 6u);
}

TEST_F(Voices, OfTheCatalogueBelongToNobody) {
    const auto id = catalogue_voices().front().id;
    EXPECT_EQ(model.delete_voice(id, now).error().status, 403);
    EXPECT_EQ(model.update_voice(id, {}, now).error().status, 403);
}

TEST_F(Voices, AnAbsentMemberStaysAndANullResets) {
    const auto voice = clone();
    EXPECT_EQ(model.update_voice(voice.id, {.name = "New"}, now)->gender, "feminine");
    VoiceChange reset;
    reset.gender = std::optional<std::string>{};
    EXPECT_EQ(model.update_voice(voice.id, reset, now)->gender, std::nullopt);
    EXPECT_EQ(model.get_voice(voice.id, now)->name, "New");
}

TEST_F(Voices, OfAFineTuneSpeakOnlyWithItsModels) {
    const auto voice = trained();
    use_profile(settings(), Profile::year_2026);
    EXPECT_TRUE(model.speak(voice, "sonic-3-2026-01-12", 10, now).ok());
    EXPECT_TRUE(model.speak(voice, "sonic-3.5-2026-05-04", 10, now).ok());
    const auto refusal = model.speak(voice, "sonic-3", 10, now).error();
    EXPECT_EQ(refusal.error_code, "voice_model_mismatch");
    EXPECT_NE(refusal.message.find("sonic-3-2026-01-12"), std::string::npos);
}

TEST_F(Voices, OfAFineTuneCostHalfAsMuchAgainToUse) {
    const auto voice = trained();
    ASSERT_TRUE(model.speak(voice, "sonic-3-2026-01-12", 101, now).ok());
    EXPECT_EQ(model.bill(now).speech_credits, 152u);
    ASSERT_TRUE(model.speak(clone(), "sonic-3-2026-01-12", 101, now).ok());
    EXPECT_EQ(model.bill(now).speech_credits, 253u);
}

TEST_F(Voices, GoWithTheirFineTuneOrStayAsSet) {
    const auto first = trained();
    ASSERT_TRUE(model.delete_fine_tune(first.fine_tune_id, now).ok());
    EXPECT_FALSE(model.get_voice(first.id, now).ok());
    settings().delete_fine_tune_deletes_voices = false;
    const auto second = trained();
    ASSERT_TRUE(model.delete_fine_tune(second.fine_tune_id, now).ok());
    EXPECT_TRUE(model.get_voice(second.id, now).ok());
}

TEST_F(Voices, TakeUpToTenAccentsAndGiveThemBack) {
    const auto voice = clone();
    EXPECT_EQ(model.add_accents(voice.id, {"parisian", "british"}, now)->accents,
              (std::vector<std::string>{"british", "parisian"}));
    EXPECT_EQ(model.delete_accent(voice.id, "parisian", now)->accents, (std::vector<std::string>{"british"}));
    EXPECT_EQ(model.delete_accent(voice.id, "parisian", now).error().status, 404);
    const std::vector<std::string> ten{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    EXPECT_EQ(model.add_accents(voice.id, ten, now).error().status, 400);
    EXPECT_EQ(model.add_accents(trained().id, {"parisian"}, now).error().status, 400);
}

}  // namespace
}  // namespace understudy::emulator::testing
