#include "daemon/log.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "daemon/ports/log_notifier.hpp"
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

TEST(Log, TheJournalIsToldThePriority) {
    testing::internal::CaptureStderr();
    struct stat status {};
    ASSERT_EQ(fstat(STDERR_FILENO, &status), 0);
    setenv("JOURNAL_STREAM", (std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino)).c_str(),
           1);
    log::open();
    log::warning("the disk is full");
    setenv("JOURNAL_STREAM", "0:0", 1);
    log::open();
    log::warning("the disk is full");
    unsetenv("JOURNAL_STREAM");
    const std::string written = testing::internal::GetCapturedStderr();
    EXPECT_EQ(written.substr(0, written.find('\n')), "<4>the disk is full");
    EXPECT_EQ(written.find("<4>", 3), std::string::npos);
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

}  // namespace
}  // namespace understudy::test
