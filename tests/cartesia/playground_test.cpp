// The playground of the real client, against the emulated cloud.
#include "core/playground.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <optional>

#include "cartesia/cartesia_cloud.hpp"
#include "emulator/emulator.hpp"
#include "net/run.hpp"
#include "tests/cartesia/sources.hpp"

namespace understudy::test {
namespace {

class PlaygroundTest : public testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        emulator::EmulatorOptions world;
        emulator_.emplace(io_.get_executor(), world);
        ASSERT_TRUE(emulator_->start().ok());
        emulator_->state().clock.freeze();
        cartesia::Options options;
        options.base_url = emulator_->url();
        options.api_key = Secret(world.api_key);
        options.requests_per_second = 0;
        options.version = GetParam();
        cloud_.emplace(io_.get_executor(), options);
    }
    void TearDown() override {
        net::run(io_, cloud_->stop(std::chrono::milliseconds(0)));
        net::run(io_, emulator_->stop(std::chrono::milliseconds(0)));
    }

    template <class T, class Call>
    Outcome<T> ask(Call call) {
        std::optional<Outcome<T>> outcome;
        call(*cloud_, Reply<T>([&](Outcome<T> given) { outcome.emplace(std::move(given)); }));
        EXPECT_FALSE(outcome) << "the reply came from inside the call";
        net::run_until(io_, [&] { return outcome.has_value(); });
        return std::move(*outcome);
    }
    CloudDataset dataset() {
        return *ask<CloudDataset>([](Cloud& c, auto reply) { c.create_dataset({"Anna", "text"}, reply); });
    }
    Outcome<CloudDataset> look(const std::string& id) {
        return ask<CloudDataset>([&](Playground& p, auto reply) { p.get_dataset(id, reply); });
    }
    /// Four voices that a training made.
    std::vector<OwnedVoice> trained_voices() {
        const std::string id = dataset().id;
        EXPECT_TRUE(ask<Nothing>([&](Cloud& c, auto reply) {
                        c.upload_file({id, "a.wav", std::make_unique<TextSource>("sound"), {}}, reply);
                    }).ok());
        EXPECT_TRUE(ask<CloudFineTune>([&](Cloud& c, auto reply) {
                        c.create_fine_tune({"Anna", "text", "en", "sonic-3-2026-01-12", id}, reply);
                    }).ok());
        emulator_->state().clock.advance(std::chrono::hours(5));
        return *ask<std::vector<OwnedVoice>>([](Playground& p, auto reply) { p.list_own_voices(reply); });
    }
    Outcome<Spoken> say(Utterance utterance) {
        return ask<Spoken>([&](Playground& p, auto reply) { p.say(utterance, reply); });
    }
    void strike(emulator::Fault fault) {
        emulator::FaultRule rule;
        rule.fault = std::move(fault);
        emulator_->state().faults.add(std::move(rule));
    }

    boost::asio::io_context io_;
    std::optional<emulator::Emulator> emulator_;
    std::optional<cartesia::CartesiaCloud> cloud_;
};

TEST_P(PlaygroundTest, ADatasetIsShownRenamedAndDeleted) {
    CloudDataset wanted = dataset();
    EXPECT_EQ(*look(wanted.id), wanted);
    wanted.name = "Anna, November";
    wanted.description = "other words";
    EXPECT_TRUE(ask<Nothing>([&](Playground& p, auto reply) { p.update_dataset(wanted, reply); }).ok());
    EXPECT_EQ(*look(wanted.id), wanted);
    EXPECT_TRUE(ask<Nothing>([&](Playground& p, auto reply) { p.delete_dataset(wanted.id, reply); }).ok());
    EXPECT_EQ(look(wanted.id).error().http_status, 404);
    const auto again = ask<Nothing>([&](Playground& p, auto reply) { p.delete_dataset(wanted.id, reply); });
    EXPECT_EQ(again.error().http_status, 404) << "what is not there is said";
}

TEST_P(PlaygroundTest, OwnVoicesAreListedWithoutTheCatalogueChangedAndDeleted) {
    const auto voices = trained_voices();
    ASSERT_EQ(voices.size(), 4u);
    for (const OwnedVoice& voice : voices) EXPECT_TRUE(voice.is_owner);
    EXPECT_EQ(voices[0].language, "en");
    EXPECT_FALSE(voices[0].created_at.empty());
    const std::string id = voices[0].id;
    const auto changed = ask<OwnedVoice>([&](Playground& p, auto reply) {
        p.update_voice(id, {"Anna, calm", std::nullopt}, reply);
    });
    ASSERT_TRUE(changed.ok()) << changed.error().detail;
    EXPECT_EQ(changed->name, "Anna, calm");
    EXPECT_EQ(changed->description, voices[0].description) << "what is absent stays as it is";
    EXPECT_TRUE(ask<Nothing>([&](Playground& p, auto reply) { p.delete_voice(id, reply); }).ok());
    const auto gone = ask<OwnedVoice>([&](Playground& p, auto reply) { p.get_voice(id, reply); });
    EXPECT_EQ(gone.error().http_status, 404);
}

TEST_P(PlaygroundTest, AVoiceSaysASentenceAsWavAndAsMp3) {
    const std::string id = trained_voices()[0].id;
    const auto wav = say({id, "sonic-3-2026-01-12", "Good morning.", "en", SpokenFormat::wav});
    ASSERT_TRUE(wav.ok()) << wav.error().detail;
    EXPECT_EQ(wav->content_type, "audio/wav");
    EXPECT_TRUE(wav->bytes.starts_with("RIFF"));
    const auto mp3 = say({id, "sonic-3-2026-01-12", "Good morning.", "", SpokenFormat::mp3});
    ASSERT_TRUE(mp3.ok()) << mp3.error().detail;
    EXPECT_EQ(mp3->content_type, "audio/mpeg");
    EXPECT_FALSE(mp3->bytes.empty());
}

TEST_P(PlaygroundTest, AModelThatTheVoiceDoesNotSupportIsRefusedInTheCloudsWords) {
    const auto spoken = say({trained_voices()[0].id, "sonic-3", "Good morning.", "en", SpokenFormat::wav});
    ASSERT_FALSE(spoken.ok());
    EXPECT_EQ(spoken.error().certainty, Certainty::refused);
    EXPECT_FALSE(spoken.error().detail.empty());
}

TEST_P(PlaygroundTest, ALostAnswerIsUnknownAndNothingIsSentTwice) {
    const CloudDataset wanted = dataset();
    emulator::Fault fault;
    fault.act = emulator::FaultAct::reset;
    fault.at = emulator::FaultPoint::commit;
    strike(std::move(fault));
    const auto before = emulator_->state().log.requests();
    const auto deleted = ask<Nothing>([&](Playground& p, auto reply) { p.delete_dataset(wanted.id, reply); });
    ASSERT_FALSE(deleted.ok());
    EXPECT_EQ(deleted.error().certainty, Certainty::unknown);
    EXPECT_EQ(emulator_->state().log.requests(), before + 1);
    EXPECT_EQ(look(wanted.id).error().http_status, 404) << "it was done all the same";
}

TEST_P(PlaygroundTest, SpeechThatIsNoAudioIsGarbage) {
    const std::string id = trained_voices()[0].id;
    emulator::Fault fault;
    fault.act = emulator::FaultAct::answer;
    fault.body = emulator::FaultBody::html;
    fault.status = 200;
    strike(std::move(fault));
    const auto spoken = say({id, "sonic-3-2026-01-12", "Good morning.", "en", SpokenFormat::wav});
    ASSERT_FALSE(spoken.ok());
    EXPECT_EQ(spoken.error().type, "garbage_answer");
    EXPECT_EQ(spoken.error().certainty, Certainty::unknown) << "it may have been charged";
}

INSTANTIATE_TEST_SUITE_P(Versions, PlaygroundTest, testing::Values("2026-03-01", "2026-08-14"));

}  // namespace
}  // namespace understudy::test
