#include "cli/documents.hpp"

#include <gtest/gtest.h>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

TEST(ReadingJobs, EveryMemberOfTheContractIsRead) {
    const auto job = read_job(R"({"id":"job_1","name":"Anna","state":"training","attempt":2,"max_attempts":3,
        "retry_at":null,"hold":{"reason":"funds","since":"2026-11-23T05:43:18Z","needs":"credits"},
        "progress":{"files_total":527,"files_done":527,"bytes_total":9,"bytes_sent":8},"voices":[{"id":"v","name":"n"}],
        "error":{"type":"t","title":"T","detail":"d","http_status":402,"request_id":"r","at":"x"},
        "labels":{"a":"b"},"created_at":"2026-11-23T05:43:18.000042Z"})");
    ASSERT_TRUE(job);
    EXPECT_EQ(job->attempt, 2);
    EXPECT_FALSE(job->retry_at);
    EXPECT_EQ(job->hold->reason, "funds");
    EXPECT_EQ(job->progress, (Progress{527, 527, 9, 8}));
    EXPECT_EQ(job->voices, (std::vector<Voice>{{"v", "n"}}));
    EXPECT_EQ(job->error->http_status, 402);
    EXPECT_EQ(to_rfc3339(*job->created_at), "2026-11-23T05:43:18.000042Z");
}

TEST(ReadingJobs, UnknownMissingAndMistypedMembersAreTolerated) {
    const auto job = read_job(R"({"id":"job_1","state":"dreaming","attempt":"two","progress":7,"voices":{},
        "hold":"?","error":[],"labels":[1],"retry_at":12,"later":{"more":true}})");
    ASSERT_TRUE(job);
    EXPECT_EQ(job->state, "dreaming");
    EXPECT_EQ(job->attempt, 0);
    EXPECT_FALSE(job->hold);
    EXPECT_TRUE(contains(job->document, R"("later":{"more":true})"));
}

TEST(ReadingJobs, NumbersAndDepthsThatNoDaemonSaysAreBounded) {
    const auto job = read_job(R"({"id":"job_1","state":"failed","error":{"http_status":1e300}})");
    ASSERT_TRUE(job);
    EXPECT_EQ(job->error->http_status, 999);
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_FALSE(read_job(R"({"id":"job_1","state":"failed","labels":)" + deep + "}"));
}

TEST(ReadingJobs, WhatIsNoJobIsNoJob) {
    for (const char* text : {"", "null", "[]", "{}", R"({"id":"job_1"})", "<html>", R"({"id":1)"})
        EXPECT_FALSE(read_job(text)) << text;
    EXPECT_FALSE(read_job_page(R"({"jobs":[]})"));
    EXPECT_FALSE(read_job_page(R"({"data":[{"no":"job"}]})"));
}

TEST(PrintingJson, KeepsTheOrderOfMembersAndEndsWithANewline) {
    EXPECT_EQ(*printable_json(R"({"z":1,"a":[true,null]})", true), "{\"z\":1,\"a\":[true,null]}\n");
    EXPECT_FALSE(printable_json("{", true));
}

TEST(PrintingJson, WhatCouldSteerATerminalIsEscapedAndStillTheSameText) {
    const std::string hostile = "{\"name\":\"a\\u001b[2J\xC2\x9B\x7F\xE2\x80\xAE\"}";
    const auto printed = printable_json(hostile, true);
    EXPECT_EQ(*printed, "{\"name\":\"a\\u001b[2J\\u009b\\u007f\\u202e\"}\n");
    EXPECT_EQ(*printable_json(*printed, true), *printed);
}

TEST(Fields, AnyJsonBecomesLines) {
    const auto lines = as_fields(R"({"why":"The training\nfailed","next_at":"soon","needs":"","more":{"a":1},
        "list":["x",{"y":2}],"nothing":null})");
    ASSERT_TRUE(lines);
    EXPECT_EQ(*lines, (std::vector<std::string>{"why: The training\\nfailed", "next at: soon", "needs: ",
                                                "more:", "  a: 1", "list:", "  - x", "  -", "    y: 2"}));
}

TEST(Fields, AListOfLikeObjectsIsALineEachInColumns) {
    EXPECT_EQ(
        *as_fields(R"({"used_by":[{"id":"a","name":null},{"id":"bcd","name":"B"}],"odd":[{"a":1},{"b":2}]})"),
        (std::vector<std::string>{"used by:", "  a", "  bcd  B", "odd:", "  -", "    a: 1", "  -",
                                  "    b: 2"}));
}

TEST(RequestBodies, HoldWhatWasPutInThem) {
    Body body;
    body.text("name", "An\"na");
    body.texts("recordings", {"/a b"});
    body.pairs("labels", {{"k", "v"}});
    body.number("max_attempts", 2);
    body.flag("start", true);
    EXPECT_EQ(body.to_string(),
              R"({"name":"An\"na","recordings":["/a b"],"labels":{"k":"v"},"max_attempts":2,"start":true})");
}

TEST(Endings, AJobThatRestsEndsTheWait) {
    const auto ending = [](const std::string& state, const std::string& more = "") {
        return ending_of(*read_job(job_json(state, more)), false);
    };
    EXPECT_EQ(ending("completed"), Ending::completed);
    EXPECT_EQ(ending("canceled"), Ending::canceled);
    EXPECT_EQ(ending("failed"), Ending::failed);
    EXPECT_EQ(ending("failed", R"(,"retry_at":"2026-11-23T05:43:18Z")"), Ending::none);
    EXPECT_EQ(ending("uploading"), Ending::none);
    EXPECT_EQ(ending("a-later-state"), Ending::none);
}

TEST(Endings, HoldsThatEndByThemselvesAreWaitedFor) {
    for (const char* reason : {"credentials", "funds", "budget", "paused", "a_later_reason"}) {
        const std::string hold = std::string(R"(,"hold":{"reason":")") + reason + R"("})";
        EXPECT_EQ(ending_of(*read_job(job_json("training", hold)), false), Ending::none) << reason;
    }
}

TEST(Endings, HoldsThatNeedADecisionEndTheWaitUnlessItGoesThroughThem) {
    for (const char* reason :
         {"preflight", "unknown_outcome", "vanished", "recordings_changed", "quarantined"}) {
        const Job job =
            *read_job(job_json("training", std::string(R"(,"hold":{"reason":")") + reason + R"("})"));
        EXPECT_EQ(ending_of(job, false), Ending::needs_person) << reason;
        EXPECT_EQ(ending_of(job, true), Ending::none) << reason;
    }
}

}  // namespace
}  // namespace understudy::cli
