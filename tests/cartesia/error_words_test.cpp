#include "cartesia/error_words.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

ErrorWords words_of(std::string body) { return error_words(net::Response{400, {}, std::move(body)}); }

TEST(ErrorWords, TheStructuredFormIsRead) {
    EXPECT_EQ(words_of(R"({"error_code":"model_not_found","title":"No model","message":"There is none.",
                           "request_id":"1-2","doc_url":"https://x"})"),
              (ErrorWords{"model_not_found", "No model", "There is none.", "1-2"}));
}

TEST(ErrorWords, ACodeMayBeNullAndMembersOfTheWrongTypeSayNothing) {
    EXPECT_EQ(words_of(R"({"error_code":null,"title":7,"message":"M","request_id":[]})"),
              (ErrorWords{"", "", "M", ""}));
}

TEST(ErrorWords, TheWrappedFormIsRead) {
    EXPECT_EQ(words_of(R"({"error":{"error_code":"quota_exceeded","message":"M"},"request_id":"9"})"),
              (ErrorWords{"quota_exceeded", "", "M", "9"}));
    EXPECT_EQ(words_of(R"({"error":"no credits"})"), (ErrorWords{"", "", "no credits", ""}));
}

TEST(ErrorWords, ADescriptionServesWhereThereIsNoMessage) {
    EXPECT_EQ(words_of(R"({"description":"D"})").message, "D");
}

TEST(ErrorWords, TheTextFormIsTitleAndMessage) {
    EXPECT_EQ(words_of("Invalid model: sonic-2 is: gone"),
              (ErrorWords{"", "Invalid model", "sonic-2 is: gone", ""}));
    EXPECT_EQ(words_of("just words"), (ErrorWords{"", "", "just words", ""}));
    EXPECT_EQ(words_of("first line\nsecond: line").title, "");
    EXPECT_EQ(words_of(": nothing before").title, "");
}

TEST(ErrorWords, AnHtmlPageIsItsTitleOnly) {
    EXPECT_EQ(words_of("  <!doctype HTML><html><TITLE lang=\"en\">Access denied</TITLE>secrets"),
              (ErrorWords{"", "Access denied", "", ""}));
    EXPECT_EQ(words_of("<html><body>no title"), (ErrorWords{"", "an HTML page", "", ""}));
    EXPECT_EQ(words_of("<html><title>never closed").title, "an HTML page");
    const net::Response by_type{
        502, {{"Content-Type", "text/HTML; charset=utf-8"}}, "<center>nginx</center>"};
    EXPECT_EQ(error_words(by_type).title, "an HTML page");
}

TEST(ErrorWords, TheRequestsIdIsInTheHeaderWhereTheBodyHasNone) {
    const net::Response text{500, {{"X-Request-ID", "h-1"}}, "broken"};
    EXPECT_EQ(error_words(text).request_id, "h-1");
    const net::Response both{500, {{"x-request-id", "h-1"}}, R"({"request_id":"b-1"})"};
    EXPECT_EQ(error_words(both).request_id, "b-1");
}

TEST(ErrorWords, TruncatedJsonAndDeepJsonAreTakenAsText) {
    EXPECT_EQ(words_of(R"({"error_code":"quota_ex)").error_code, "");
    EXPECT_EQ(words_of(std::string(200'000, '[')).error_code, "");
}

}  // namespace
}  // namespace understudy::cartesia
