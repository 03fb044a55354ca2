// What every Cloud promises, whoever implements it: include this and instantiate CloudConformance with a
// factory.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>

#include "core/cloud.hpp"
#include "tests/cartesia/sources.hpp"

namespace understudy::test {

/// A Cloud and the world behind it, as the suite steers them.
class CloudUnderTest {
  public:
    virtual ~CloudUnderTest() = default;
    virtual Cloud& cloud() = 0;
    /// Lets the world turn until the fact holds.
    virtual void run_until(const std::function<bool()>& fact) = 0;
    /// Every training under way ends well; its voices can be listed.
    virtual void complete_trainings() = 0;
    /// The next request is carried out, and its answer lost.
    virtual void lose_next_answer() = 0;
    /// The next request is answered so, and not carried out.
    virtual void refuse_next(int status, std::string error_code) = 0;
    /// The next request is carried out, and never answered.
    virtual void silence_next() = 0;
    /// Requests that the far side has begun to deal with.
    virtual std::size_t requests_seen() = 0;
    /// Fine-tunes that were ever bought.
    virtual std::size_t fine_tunes_bought() = 0;
};

struct CloudFactory {
    std::string name;
    std::function<std::unique_ptr<CloudUnderTest>()> make;
};
inline void PrintTo(const CloudFactory& factory, std::ostream* out) { *out << factory.name; }

class CloudConformance : public testing::TestWithParam<CloudFactory> {
  protected:
    void SetUp() override { world_ = GetParam().make(); }
    [[nodiscard]] CloudUnderTest& world() { return *world_; }
    [[nodiscard]] Cloud& cloud() { return world_->cloud(); }

    /// One call to its one reply, which must not come from inside the call.
    template <class T, class Ask>
    Outcome<T> ask(Ask call) {
        std::optional<Outcome<T>> outcome;
        int answered = 0;
        call(Reply<T>([&](Outcome<T> given) {
            ++answered;
            outcome.emplace(std::move(given));
        }));
        EXPECT_EQ(answered, 0);
        world_->run_until([&] { return answered > 0; });
        return std::move(*outcome);
    }
    Outcome<CloudDataset> create_dataset(std::string name = "Anna") {
        return ask<CloudDataset>([&](auto reply) { cloud().create_dataset({name, "[marker] text"}, reply); });
    }
    NewFineTune order(std::string dataset) {
        return {"Anna", "[marker] text", "en", "sonic-3-2026-01-12", std::move(dataset)};
    }
    Outcome<CloudFineTune> create_fine_tune(std::string dataset) {
        return ask<CloudFineTune>([&](auto reply) { cloud().create_fine_tune(order(dataset), reply); });
    }
    Outcome<Nothing> upload(std::string dataset, std::string filename, std::string bytes) {
        return ask<Nothing>([&](auto reply) {
            cloud().upload_file({dataset, filename, std::make_unique<TextSource>(bytes), {}}, reply);
        });
    }
    Outcome<std::vector<CloudFile>> files(std::string dataset) {
        return ask<std::vector<CloudFile>>([&](auto reply) { cloud().list_files(dataset, reply); });
    }
    Outcome<std::vector<CloudFineTune>> fine_tunes() {
        return ask<std::vector<CloudFineTune>>([&](auto reply) { cloud().list_fine_tunes(reply); });
    }
    Outcome<CloudFineTune> fine_tune(std::string id) {
        return ask<CloudFineTune>([&](auto reply) { cloud().get_fine_tune(id, reply); });
    }
    Outcome<std::vector<CloudVoice>> voices(std::string id) {
        return ask<std::vector<CloudVoice>>([&](auto reply) { cloud().list_voices(id, reply); });
    }
    /// A dataset with one recording, ready to train.
    std::string filled_dataset() {
        const std::string id = create_dataset()->id;
        EXPECT_TRUE(upload(id, "a.wav", "recording").ok());
        return id;
    }

  private:
    std::unique_ptr<CloudUnderTest> world_;
};

TEST_P(CloudConformance, FromRecordingsToVoices) {
    const auto dataset = create_dataset();
    ASSERT_TRUE(dataset.ok());
    EXPECT_EQ(dataset->name, "Anna");
    EXPECT_EQ(dataset->description, "[marker] text");
    ASSERT_TRUE(upload(dataset->id, "a.wav", std::string(200'000, 'a')).ok());
    ASSERT_TRUE(upload(dataset->id, "b.flac", "b").ok());
    const auto listed = files(dataset->id);
    ASSERT_EQ(listed->size(), 2u);
    std::set<std::pair<std::string, std::uint64_t>> manifest;
    for (const CloudFile& file : *listed) manifest.emplace(file.filename, file.size);
    EXPECT_EQ(manifest, (std::set<std::pair<std::string, std::uint64_t>>{{"a.wav", 200'000}, {"b.flac", 1}}));

    const auto bought = create_fine_tune(dataset->id);
    ASSERT_TRUE(bought.ok()) << bought.error().detail;
    EXPECT_EQ(bought->dataset, dataset->id);
    EXPECT_EQ(bought->description, "[marker] text");
    EXPECT_EQ(world().fine_tunes_bought(), 1u);
    ASSERT_EQ(fine_tunes()->size(), 1u);
    EXPECT_EQ(fine_tunes()->front().id, bought->id);
    world().complete_trainings();
    EXPECT_EQ(fine_tune(bought->id)->status, "completed");
    const auto made = voices(bought->id);
    ASSERT_EQ(made->size(), 4u);
    for (const CloudVoice& voice : *made) EXPECT_FALSE(voice.id.empty());
}

TEST_P(CloudConformance, AListThatIsLongerThanAPageIsComplete) {
    const std::string dataset = create_dataset()->id;
    std::set<std::string> sent, listed;
    for (int i = 0; i < 203; ++i) {
        sent.insert(std::to_string(i) + ".wav");
        ASSERT_TRUE(upload(dataset, std::to_string(i) + ".wav", "x").ok());
    }
    const auto all = files(dataset);
    ASSERT_TRUE(all.ok());
    for (const CloudFile& file : *all) EXPECT_TRUE(listed.insert(file.filename).second) << file.filename;
    EXPECT_EQ(listed, sent);
}

TEST_P(CloudConformance, APurchaseWhoseAnswerWasLostIsUnknownAndFoundInTheList) {
    const std::string dataset = filled_dataset();
    world().lose_next_answer();
    const auto bought = create_fine_tune(dataset);
    ASSERT_FALSE(bought.ok());
    EXPECT_EQ(bought.error().certainty, Certainty::unknown);
    EXPECT_EQ(bought.error().kind, TroubleKind::transient);
    EXPECT_EQ(world().fine_tunes_bought(), 1u);
    const auto found = fine_tunes();
    ASSERT_EQ(found->size(), 1u);
    EXPECT_EQ(found->front().description, "[marker] text");
}

TEST_P(CloudConformance, AnUploadWhoseAnswerWasLostIsUnknownAndFoundInTheList) {
    const std::string dataset = create_dataset()->id;
    world().lose_next_answer();
    EXPECT_EQ(upload(dataset, "a.wav", "recording").error().certainty, Certainty::unknown);
    ASSERT_EQ(files(dataset)->size(), 1u);
    EXPECT_EQ(files(dataset)->front().size, 9u);
}

TEST_P(CloudConformance, EachRefusalSaysWhatItProvesAndWhatCuresIt) {
    struct Expected {
        int status;
        const char* error_code;
        Certainty certainty;
        TroubleKind kind;
    };
    const std::string dataset = filled_dataset();
    for (const Expected& expected :
         {Expected{401, "", Certainty::refused, TroubleKind::credentials},
          Expected{402, "", Certainty::refused, TroubleKind::funds},
          Expected{403, "", Certainty::refused, TroubleKind::forbidden},
          Expected{429, "", Certainty::refused, TroubleKind::transient},
          Expected{400, "model_sunsetted", Certainty::refused, TroubleKind::refused},
          Expected{403, "quota_exceeded", Certainty::refused, TroubleKind::funds},
          Expected{408, "", Certainty::unknown, TroubleKind::transient},
          Expected{409, "", Certainty::unknown, TroubleKind::transient},
          Expected{503, "", Certainty::unknown, TroubleKind::transient}}) {
        world().refuse_next(expected.status, expected.error_code);
        const auto bought = create_fine_tune(dataset);
        ASSERT_FALSE(bought.ok()) << expected.status;
        EXPECT_EQ(bought.error().certainty, expected.certainty) << expected.status;
        EXPECT_EQ(bought.error().kind, expected.kind) << expected.status;
        EXPECT_EQ(bought.error().http_status, expected.status);
    }
    EXPECT_EQ(world().fine_tunes_bought(), 0u);
}

TEST_P(CloudConformance, WhatIsNotThereIsA404AndDeletingItIsDone) {
    const std::string dataset = filled_dataset();
    EXPECT_EQ(fine_tune("fine_tune_none").error().http_status, 404);
    EXPECT_EQ(files("dataset_none").error().http_status, 404);
    const std::string file = files(dataset)->front().id;
    const auto remove = [&] {
        return ask<Nothing>([&](auto reply) { cloud().delete_file(dataset, file, reply); });
    };
    EXPECT_TRUE(remove().ok());
    EXPECT_TRUE(files(dataset)->empty());
    EXPECT_TRUE(remove().ok());
}

TEST_P(CloudConformance, TheKeyCanBeProbed) {
    const auto probe = [&] { return ask<Nothing>([&](auto reply) { cloud().probe_key(reply); }); };
    EXPECT_TRUE(probe().ok());
    world().refuse_next(401, "");
    EXPECT_EQ(probe().error().kind, TroubleKind::credentials);
}

TEST_P(CloudConformance, ARecordingThatChangedDoesNotAppear) {
    const std::string dataset = create_dataset()->id;
    Trouble changed;
    changed.kind = TroubleKind::recording_changed;
    auto source = std::make_unique<TextSource>(std::string(200'000, 'x'), 50'000);
    source->breaks_after(150'000, changed);
    const auto uploaded = ask<Nothing>([&](auto reply) {
        cloud().upload_file({dataset, "a.wav", std::move(source), {}}, reply);
    });
    ASSERT_FALSE(uploaded.ok());
    EXPECT_EQ(uploaded.error().kind, TroubleKind::recording_changed);
    EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
    EXPECT_TRUE(files(dataset)->empty());
}

TEST_P(CloudConformance, ACallThatIsGivenUpIsAnsweredOnceWithWhatIsKnown) {
    const std::string dataset = filled_dataset();
    world().silence_next();
    int answered = 0;
    std::optional<Outcome<CloudFineTune>> outcome;
    const std::size_t before = world().requests_seen();
    const auto id = cloud().create_fine_tune(order(dataset), [&](Outcome<CloudFineTune> given) {
        ++answered;
        outcome.emplace(std::move(given));
    });
    world().run_until([&] { return world().requests_seen() > before && world().fine_tunes_bought() == 1; });
    cloud().cancel(id);
    EXPECT_EQ(answered, 0) << "the reply came from inside cancel()";
    world().run_until([&] { return answered > 0; });
    EXPECT_EQ(outcome->error().kind, TroubleKind::cancelled);
    EXPECT_EQ(outcome->error().certainty, Certainty::unknown);
    cloud().cancel(id);
    EXPECT_TRUE(fine_tunes().ok());
    EXPECT_EQ(answered, 1);
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CloudConformance);

}  // namespace understudy::test
