#include "cartesia/classify.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

const Secret key("sk_car_very_secret");

Trouble trouble_of_status(int status, std::string body = "") {
    return trouble_of(net::Response{status, {}, std::move(body)}, Time(), key);
}

std::string json_error(const std::string& code) {
    return R"({"error_code":")" + code + R"(","title":"T","message":"M","request_id":"r-1"})";
}

TEST(Certainty, A4xxProvesThatNothingWasExecutedButNot408And409) {
    for (int status = 400; status < 500; ++status) {
        const bool proven = status != 408 && status != 409;
        EXPECT_EQ(certainty_of_status(status), proven ? Certainty::refused : Certainty::unknown) << status;
    }
}

TEST(Certainty, ARedirectProvesThatNothingWasExecuted) {
    for (int status : {300, 301, 302, 303, 304, 307, 308, 399})
        EXPECT_EQ(certainty_of_status(status), Certainty::refused) << status;
}

TEST(Certainty, NoServerErrorProvesAnything) {
    for (int status = 500; status < 600; ++status)
        EXPECT_EQ(certainty_of_status(status), Certainty::unknown) << status;
}

TEST(Certainty, AStatusBeyondTheKnownOnesProvesNothing) {
    for (int status : {200, 204, 226, 600, 799, 999})
        EXPECT_EQ(certainty_of_status(status), Certainty::unknown) << status;
}

TEST(Kinds, EachStatusHasItsCure) {
    EXPECT_EQ(kind_of(401, ""), TroubleKind::credentials);
    EXPECT_EQ(kind_of(402, ""), TroubleKind::funds);
    EXPECT_EQ(kind_of(403, ""), TroubleKind::forbidden);
    for (int status : {408, 409, 425, 429, 500, 502, 503, 504, 520, 599})
        EXPECT_EQ(kind_of(status, ""), TroubleKind::transient) << status;
    for (int status : {301, 302, 307, 308, 400, 404, 405, 410, 413, 415, 422})
        EXPECT_EQ(kind_of(status, ""), TroubleKind::refused) << status;
}

TEST(Kinds, TheCloudsOwnWordForLackingFundsWinsOverTheStatus) {
    for (int status : {400, 401, 402, 403, 422, 429}) {
        EXPECT_EQ(kind_of(status, "quota_exceeded"), TroubleKind::funds) << status;
        EXPECT_EQ(kind_of(status, "plan_upgrade_required"), TroubleKind::funds) << status;
    }
}

TEST(Kinds, TooManyAtOnceIsTransientWhateverItsStatus) {
    EXPECT_EQ(kind_of(429, "concurrency_limited"), TroubleKind::transient);
    EXPECT_EQ(kind_of(403, "concurrency_limited"), TroubleKind::transient);
}

TEST(Kinds, ASunsetModelAndAForeignFormatAreRefused) {
    EXPECT_EQ(kind_of(400, "model_sunsetted"), TroubleKind::refused);
    EXPECT_EQ(kind_of(422, "unsupported_audio_format"), TroubleKind::refused);
    EXPECT_EQ(kind_of(413, "file_too_large"), TroubleKind::refused);
}

TEST(Kinds, AServerErrorIsTransientWhateverItSays) {
    EXPECT_EQ(kind_of(500, "quota_exceeded"), TroubleKind::transient);
}

TEST(Answers, ATitleThatIsTheStatusIsNotSaidTwice) {
    const net::Response refused{401, {}, R"({"title":"Unauthorized"})"};
    EXPECT_EQ(trouble_of(refused, Time{}, Secret()).title, "HTTP 401 Unauthorized");
}

TEST(Answers, TheCloudsWordBecomesTheTypeAndItsWordsTheDetail) {
    const Trouble trouble = trouble_of_status(402, json_error("quota_exceeded"));
    EXPECT_EQ(trouble.certainty, Certainty::refused);
    EXPECT_EQ(trouble.kind, TroubleKind::funds);
    EXPECT_EQ(trouble.type, "quota_exceeded");
    EXPECT_EQ(trouble.title, "T (HTTP 402 Payment Required)");
    EXPECT_EQ(trouble.detail, "M");
    EXPECT_EQ(trouble.http_status, 402);
    EXPECT_EQ(trouble.request_id, "r-1");
    EXPECT_EQ(trouble.retry_after, std::nullopt);
}

TEST(Answers, WithoutAWordTheStatusIsTheType) {
    const Trouble trouble = trouble_of_status(503);
    EXPECT_EQ(trouble.type, "http_503");
    EXPECT_EQ(trouble.title, "HTTP 503 Service Unavailable");
    EXPECT_EQ(trouble.certainty, Certainty::unknown);
}

TEST(Answers, AWordThatIsNoStableWordIsNotTakenAsType) {
    EXPECT_EQ(trouble_of_status(400, json_error("Not A Word!")).type, "http_400");
    EXPECT_EQ(trouble_of_status(400, json_error(std::string(500, 'x'))).type, "http_400");
}

TEST(Answers, RateLimitingIsRefusedTransientAndObeysRetryAfter) {
    const net::Response response{429, {{"Retry-After", "17"}}, ""};
    const Trouble trouble = trouble_of(response, Time(), key);
    EXPECT_EQ(trouble.certainty, Certainty::refused);
    EXPECT_EQ(trouble.kind, TroubleKind::transient);
    EXPECT_EQ(trouble.retry_after, seconds(17));
}

TEST(Answers, ARedirectNamesWhereItPointsTo) {
    const net::Response response{308, {{"Location", "https://elsewhere.example/datasets"}}, ""};
    const Trouble trouble = trouble_of(response, Time(), key);
    EXPECT_EQ(trouble.kind, TroubleKind::refused);
    EXPECT_NE(trouble.detail.find("https://elsewhere.example/datasets"), std::string::npos);
}

TEST(Answers, AnHtmlPageIsToldByItsTitleAlone) {
    const Trouble trouble =
        trouble_of_status(502, "<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head><body>" +
                                   std::string(50'000, 'x'));
    EXPECT_EQ(trouble.title, "502 Bad  Gateway (HTTP 502 Bad Gateway)");
    EXPECT_EQ(trouble.detail, "");
}

TEST(Answers, LongWordsAreCut) {
    const std::string body = R"({"title":")" + std::string(9'000, 't') + R"(","message":")" +
                             std::string(9'000, 'm') + R"(","request_id":")" + std::string(9'000, 'r') +
                             "\"}";
    const Trouble trouble = trouble_of_status(400, body);
    EXPECT_LE(trouble.title.size(), 300u);
    EXPECT_LE(trouble.detail.size(), 2'000u);
    EXPECT_GT(trouble.detail.size(), 1'900u);
    EXPECT_LE(trouble.request_id.size(), 100u);
}

TEST(Answers, TheKeyNeverStandsInAnyText) {
    const std::string secret = key.reveal();
    const std::string padding(1'990, 'x');  // the cut must not leave half of it
    const std::string body = R"({"error_code":")" + secret + R"(","title":"bad key )" + secret +
                             R"(","message":")" + padding + secret + R"(","request_id":")" + secret + "\"}";
    for (const std::string& answer :
         {body, "Title " + secret + ": text " + secret, "<html><title>" + secret}) {
        const Trouble trouble =
            trouble_of(net::Response{401, {{"x-request-id", secret}}, answer}, Time(), key);
        const std::string all = trouble.type + trouble.title + trouble.detail + trouble.request_id;
        EXPECT_EQ(all.find("sk_car"), std::string::npos) << all;
        const Trouble garbage =
            garbage_answer(net::Response{200, {{"x-request-id", secret}}, answer}, "no JSON", key);
        EXPECT_EQ((garbage.title + garbage.detail + garbage.request_id).find("sk_car"), std::string::npos);
    }
}

TEST(Answers, GarbageInA2xxIsUnknownAndTransient) {
    const net::Response response{200, {{"Content-Type", "text/html"}}, "<html><title>Sign in</title>"};
    const Trouble trouble = garbage_answer(response, "it is not JSON", key);
    EXPECT_EQ(trouble.certainty, Certainty::unknown);
    EXPECT_EQ(trouble.kind, TroubleKind::transient);
    EXPECT_EQ(trouble.type, "garbage_answer");
    EXPECT_EQ(trouble.detail, "it is not JSON; it is a web page: Sign in");
    EXPECT_EQ(trouble.http_status, 200);
}

net::TransportTrouble broken_in(net::Phase phase, bool complete) {
    net::TransportTrouble trouble;
    trouble.phase = phase;
    trouble.request_complete = complete;
    trouble.what = "what the system said";
    return trouble;
}

TEST(BrokenConnections, WhatWasNeverConnectedWasNeverExecuted) {
    for (auto phase : {net::Phase::resolve, net::Phase::connect, net::Phase::tls})
        EXPECT_EQ(trouble_of(broken_in(phase, false)).certainty, Certainty::refused);
}

TEST(BrokenConnections, ARequestThatWasNotWholeWasNeverExecuted) {
    for (auto phase : {net::Phase::body, net::Phase::write, net::Phase::first_byte, net::Phase::read})
        EXPECT_EQ(trouble_of(broken_in(phase, false)).certainty, Certainty::refused);
}

TEST(BrokenConnections, SilenceAfterAWholeRequestProvesNothing) {
    for (auto phase : {net::Phase::write, net::Phase::first_byte, net::Phase::read})
        EXPECT_EQ(trouble_of(broken_in(phase, true)).certainty, Certainty::unknown);
}

TEST(BrokenConnections, AreTransientAndCarryNoStatus) {
    const Trouble trouble = trouble_of(broken_in(net::Phase::first_byte, true));
    EXPECT_EQ(trouble.kind, TroubleKind::transient);
    EXPECT_EQ(trouble.type, "connection_reset");
    EXPECT_EQ(trouble.detail, "what the system said");
    EXPECT_EQ(trouble.http_status, std::nullopt);
}

TEST(BrokenConnections, EachHasAStableWord) {
    EXPECT_EQ(trouble_of(broken_in(net::Phase::resolve, false)).type, "name_lookup_failed");
    EXPECT_EQ(trouble_of(broken_in(net::Phase::connect, false)).type, "connect_failed");
    EXPECT_EQ(trouble_of(broken_in(net::Phase::tls, false)).type, "tls_failed");
    auto trouble = broken_in(net::Phase::read, true);
    trouble.too_large = true;
    EXPECT_EQ(trouble_of(trouble).type, "answer_too_large");
}

TEST(BrokenConnections, ATimeoutIsNotAFailureButUnknown) {
    auto transport = broken_in(net::Phase::first_byte, true);
    transport.timed_out = true;
    const Trouble trouble = trouble_of(transport);
    EXPECT_EQ(trouble.certainty, Certainty::unknown);
    EXPECT_EQ(trouble.kind, TroubleKind::transient);
    EXPECT_EQ(trouble.type, "timeout");
}

TEST(BrokenConnections, WhatWeGaveUpOurselvesIsCancelledWithItsCertainty) {
    for (const bool complete : {true, false}) {
        auto transport = broken_in(net::Phase::first_byte, complete);
        transport.cancelled = true;
        EXPECT_EQ(trouble_of(transport).kind, TroubleKind::cancelled);
        EXPECT_EQ(trouble_of(transport).certainty, complete ? Certainty::unknown : Certainty::refused);
    }
    EXPECT_EQ(given_up_unsent().certainty, Certainty::refused);
    EXPECT_EQ(given_up_unsent().kind, TroubleKind::cancelled);
}

}  // namespace
}  // namespace understudy::cartesia
