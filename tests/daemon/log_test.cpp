#include "daemon/log.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "daemon/ports/answer_log.hpp"
#include "daemon/ports/log_notifier.hpp"
#include "daemon/ports/rate.hpp"
#include "daemon/ports/status_words.hpp"

namespace understudy::test {
namespace {

HistoryEvent event(std::string type, std::string state, std::string cause) {
    return {1, "job_1", Time{}, std::move(type), std::move(state), 2, std::move(cause), {}};
}

TEST(Log, ControlCharactersAreEscaped) {
    EXPECT_EQ(log::harmless("a\nb\tc\x1b[31m\x7f\r"), "a\\nb\\tc\\x1b[31m\\x7f\\x0d");
    EXPECT_EQ(log::harmless(std::string_view("\0", 1)), "\\x00");
    EXPECT_EQ(log::harmless("\xc2\x9b"
                            "31m"),
              "\\x9b31m");
    EXPECT_EQ(log::harmless("Zoë · 声"), "Zoë · 声");
}

TEST(Log, ATransitionIsOneLineWithJobStateAndCause) {
    EXPECT_EQ(log_line(event("state_changed", "training", "the dataset equals the manifest")),
              "job_1 training, attempt 2: state_changed: the dataset equals the manifest");
}

TEST(Log, WhatNeedsAPersonIsAWarningAndEachFileIsNot) {
    EXPECT_EQ(log_level(event("held", "training", "")), log::Level::warning);
    EXPECT_EQ(log_level(event("state_changed", "failed", "")), log::Level::warning);
    EXPECT_EQ(log_level(event("state_changed", "completed", "")), log::Level::info);
    EXPECT_EQ(log_level(event("uploaded", "uploading", "")), log::Level::debug);
}

TEST(Log, AForgedLineStaysOneLine) {
    testing::internal::CaptureStderr();
    log::info("name: x\n<0>job_1 completed");
    const std::string written = testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 1);
}

TEST(Log, AJournalThatIsNotReachedIsToldThePriority) {
    testing::internal::CaptureStderr();
    struct stat status {};
    ASSERT_EQ(fstat(STDERR_FILENO, &status), 0);
    setenv("JOURNAL_STREAM", (std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino)).c_str(),
           1);
    log::open(log::ToJournal());
    log::warning("the disk is full");
    setenv("JOURNAL_STREAM", "0:0", 1);
    log::open();
    log::warning("the disk is full");
    unsetenv("JOURNAL_STREAM");
    const std::string written = testing::internal::GetCapturedStderr();
    EXPECT_EQ(written.substr(0, written.find('\n')), "<4>the disk is full");
    EXPECT_EQ(written.find("<4>", 3), std::string::npos);
}

TEST(Log, AnEntryForTheJournalHasItsFieldsAndNoLineCanForgeOne) {
    const auto entry = log::journal_entry(log::Level::warning, "held\nPRIORITY=0",
                                          {{"JOB_ID", "job_1"}, {"STATE", ""}, {"REQUEST_ID", "a\nB=c"}});
    const std::vector<std::string> expected{"MESSAGE=held\\nPRIORITY=0", "PRIORITY=4",
                                            "SYSLOG_IDENTIFIER=understudyd", "JOB_ID=job_1",
                                            "REQUEST_ID=a\\nB=c"};
    EXPECT_EQ(entry, expected);
}

TEST(Log, ATransitionsFieldsSayTheJobItsStateAndTheCloudsRequest) {
    HistoryEvent failed = event("state_changed", "failed", "refused");
    failed.data = {{"from", "training"}, {"request_id", "1f2e"}};
    const log::Fields expected{{"JOB_ID", "job_1"},
                               {"STATE", "failed"},
                               {"EVENT", "state_changed"},
                               {"ATTEMPT", "2"},
                               {"REQUEST_ID", "1f2e"}};
    EXPECT_EQ(log_fields(failed), expected);
    HistoryEvent held = event("held", "draft", "");
    held.attempt = 0;
    held.data = {{"reason", "preflight"}};
    EXPECT_EQ(log_fields(held).back(), (std::pair<std::string_view, std::string>("REASON", "preflight")));
}

/// stderr as the journal's stream, and a journal of the test's own.
class Journal : public ::testing::Test {
  protected:
    std::vector<std::vector<std::string>> entries;
    bool takes_them = true;
    void SetUp() override {
        testing::internal::CaptureStderr();
        struct stat status {};
        ASSERT_EQ(fstat(STDERR_FILENO, &status), 0);
        const std::string stream = std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
        setenv("JOURNAL_STREAM", stream.c_str(), 1);
        log::open([this](const std::vector<std::string>& entry) {
            if (takes_them) entries.push_back(entry);
            return takes_them;
        });
    }
    void TearDown() override {
        unsetenv("JOURNAL_STREAM");
        log::open();
    }
};

TEST_F(Journal, IsGivenEntriesInPlaceOfLines) {
    LogNotifier notifier([] {});
    notifier.happened(Job{}, event("held", "training", "funds"));
    notifier.happened(Job{}, event("uploaded", "uploading", "a detail"));
    notifier.noticed("cloud_away", "the cloud does not answer");
    log::info("ready");
    ASSERT_EQ(entries.size(), 3u) << "details are not written";
    EXPECT_EQ(entries[0][0], "MESSAGE=job_1 training, attempt 2: held: funds");
    EXPECT_EQ(entries[0][3], "JOB_ID=job_1");
    EXPECT_EQ(entries[1].back(), "EVENT=cloud_away");
    EXPECT_EQ(entries[2][0], "MESSAGE=ready");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(Journal, HearsByWhichRequestTheCloudMadeSomething) {
    struct Heard : cartesia::Observer {
        int calls = 0;
        void exchanged(const cartesia::Exchanged&) override { ++calls; }
    } next;
    AnswerLog answers(next);
    answers.exchanged({"list_datasets", 200, nullptr, milliseconds{80}, "r-1"});
    answers.exchanged({"create_fine_tune", 201, nullptr, milliseconds{340}, "r-2"});
    answers.exchanged({"create_dataset", 0, nullptr, seconds{61}, ""});
    EXPECT_EQ(next.calls, 3);
    ASSERT_EQ(entries.size(), 1u) << "listings and silence are details";
    EXPECT_EQ(entries[0][0], "MESSAGE=create_fine_tune: the cloud answered 201 after 340 ms, request r-2");
    EXPECT_EQ(entries[0].back(), "REQUEST_ID=r-2");
    testing::internal::GetCapturedStderr();
}

TEST_F(Journal, ThatDoesNotTakeAnEntryGetsItAsALine) {
    takes_them = false;
    log::warning("the disk is full");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "<4>the disk is full\n");
}

TEST(Log, ALineIsTheMomentToLookAtTheStatusAnew) {
    testing::internal::CaptureStderr();
    int looks = 0;
    LogNotifier notifier([&] { ++looks; });
    notifier.happened(Job{}, event("held", "training", "funds"));
    notifier.noticed("cloud_away", "the cloud does not answer");
    EXPECT_EQ(looks, 2);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("cloud_away"), std::string::npos);
}

TEST(Status, CountsWhatIsAtWorkAndSaysWhatIsWrong) {
    EXPECT_EQ(status_words({}), "Loading the stored jobs");
    EXPECT_EQ(status_words({.ready = true}), "No job at work");
    EXPECT_EQ(status_words({.ready = true, .uploading = 2, .training = 1, .held = 3}),
              "2 uploading, 1 training, 3 held");
    EXPECT_EQ(
        status_words({.ready = true,
                      .training = 1,
                      .credentials_refused = true,
                      .cloud_down_for = seconds{250},
                      .store_outage = StoreOutage{}}),
        "1 training; the database cannot be written; the cloud does not take the API key; the cloud has not "
        "answered for 4 min 10 s");
}

TEST(Status, SaysHowFastRecordingsAreSentAndWhenTheCloudIsLookedAtNext) {
    constexpr double mebi = 1024 * 1024;
    const DriverStatus busy{.ready = true,
                            .uploading = 2,
                            .training = 1,
                            .next_look = Time{std::chrono::hours{14} + seconds{200}},
                            .sending = 4};
    EXPECT_EQ(status_words(busy, 41 * mebi), "2 uploading 41 MiB/s, 1 training, next look at 14:03:20Z");
    EXPECT_EQ(status_words(busy, 0.44 * mebi), "2 uploading 0.4 MiB/s, 1 training, next look at 14:03:20Z");
    EXPECT_EQ(status_words({.ready = true, .uploading = 2}, 41 * mebi), "2 uploading")
        << "nothing is on its way: the rate is that of what was";
}

TEST(Status, WearsOutByItselfOnlyWhereSomethingMoves) {
    const Time now{seconds{100}};
    EXPECT_EQ(words_wear_out_after({.ready = true, .uploading = 1, .held = 1}, now), std::nullopt);
    EXPECT_EQ(words_wear_out_after({.ready = true, .uploading = 1, .sending = 1}, now), seconds{5});
    EXPECT_EQ(words_wear_out_after({.ready = true, .training = 1, .next_look = now + seconds{12}}, now),
              seconds{13});
    EXPECT_EQ(words_wear_out_after({.ready = true, .training = 1, .next_look = now - seconds{12}}, now),
              seconds{1});
}

TEST(Status, ARateIsThatOfTheLastSecondsOrNone) {
    Rate rate;
    EXPECT_EQ(rate.look(1'000, seconds{100}), 0) << "of a hundred seconds, most of them idle";
    EXPECT_EQ(rate.look(6'000, seconds{105}), 1'000);
    EXPECT_EQ(rate.look(6'500, seconds{105} + milliseconds{10}), 1'000) << "too soon to know better";
    EXPECT_EQ(rate.look(8'000, seconds{107}), 1'000);
    EXPECT_EQ(rate.look(9'000, seconds{200}), 0);
}

}  // namespace
}  // namespace understudy::test
