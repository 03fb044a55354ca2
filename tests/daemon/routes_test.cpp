#include "caller.hpp"

namespace understudy::test {
namespace {

using Routes = ApiTest;

TEST_F(Routes, WhatIsNotThereIsNotFound) {
    for (const char* path :
         {"/v1", "/v1/", "/v1/jobs/", "/v2/jobs", "/v1/jobs/x/y/z", "//v1/jobs", "/V1/jobs"})
        expect_problem(call("GET", path), 404, "not-found");
    expect_problem(call("POST", "/v1/jobs/" + some_id + "/explode"), 404, "not-found");
}

TEST_F(Routes, AnIllFormedIdIsNoSuchJob) {
    for (const char* id : {"7", "job_", "job_01j9zq3v5n8rkx4t7m2w6y0abc", "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABU",
                           "..", "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC%00", "%ff", "%zz"})
        expect_problem(call("GET", std::string("/v1/jobs/") + id), 404, "job-not-found");
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Routes, AnIdMayBePercentEncoded) {
    EXPECT_EQ(call("GET", "/v1/jobs/job%5f01J9ZQ3V5N8RKX4T7M2W6Y0ABC").status, 200);
    EXPECT_EQ(desk.job_id, some_id);
}

TEST_F(Routes, AnotherMethodIsToldWhichAreAllowed) {
    const auto response = call("PUT", "/v1/jobs/" + some_id);
    expect_problem(response, 405, "method-not-allowed");
    EXPECT_EQ(response.headers.find("Allow"), "GET, HEAD, PATCH, DELETE");
    EXPECT_EQ(call("GET", "/v1/jobs/" + some_id + "/start").headers.find("Allow"), "POST");
    EXPECT_EQ(call("DELETE", "/v1/jobs").status, 405);
}

TEST_F(Routes, HeadGoesWhereGetGoes) { EXPECT_EQ(call("HEAD", "/v1/jobs/" + some_id).status, 200); }

TEST_F(Routes, TheCheckupHasItsWorstVerdictOnTop) {
    desk.checks = {{"disk", "/var/lib", CheckVerdict::pass, "Plenty.", ""},
                   {"root", "/srv/x", CheckVerdict::fail, "Gone.", "mount it"}};
    const auto response = call("GET", "/v1/doctor");
    EXPECT_EQ(response.status, 200) << "a bad finding is a good answer";
    const Json document = json(response);
    EXPECT_EQ(document["verdict"], "fail");
    EXPECT_FALSE(document["version"].get<std::string>().empty());
    EXPECT_EQ(document["checks"].size(), 2u);
    EXPECT_EQ(document["checks"][1]["name"], "root");
    EXPECT_EQ(document["checks"][1]["subject"], "/srv/x");
    EXPECT_EQ(document["checks"][1]["cure"], "mount it");
    EXPECT_TRUE(document["checks"][0]["cure"].is_null());
    EXPECT_EQ(call("POST", "/v1/doctor").status, 405);
}

TEST_F(Routes, ACheckupThatIsNotMadeIsAProblem) {
    desk.refusal = Problem{503, "stopping", "The daemon is stopping", "nothing was looked at", ""};
    expect_problem(call("GET", "/v1/doctor"), 503, "stopping");
}

TEST_F(Routes, LivezAnswersAtOnceAndReadyzWhenItIsTrue) {
    EXPECT_EQ(call("GET", "/livez").status, 200);
    EXPECT_EQ(call("GET", "/readyz").status, 200);
    desk.state.ready = false;
    const auto starting = call("GET", "/readyz");
    expect_problem(starting, 503, "not-ready");
    EXPECT_TRUE(starting.headers.find("Retry-After"));
    desk.state = {.ready = true, .store_outage = StoreOutage{}};
    expect_problem(call("GET", "/readyz"), 503, "store-unavailable");
    desk.state.store_outage->damaged = true;
    expect_problem(call("GET", "/readyz"), 503, "store-damaged");
    EXPECT_EQ(call("GET", "/livez").status, 200);
}

TEST_F(Routes, ReadyzSaysACheckALineWhenItIsAskedTo) {
    const auto good = call("GET", "/readyz?verbose", "", {{"Authorization", ""}});
    EXPECT_EQ(good.status, 200);
    EXPECT_EQ(good.headers.find("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(good.body, "[+]loop ok\n[+]schema ok\n[+]store ok\n[+]jobs ok\nreadyz check passed\n");
    desk.state = {.ready = false, .store_outage = StoreOutage{.what = "/var/lib/x: disk I/O error"}};
    const auto bad = call("GET", "/readyz?verbose=1");
    EXPECT_EQ(bad.status, 503);
    EXPECT_EQ(bad.body,
              "[+]loop ok\n[+]schema ok\n[-]store failed: cannot be written\n[-]jobs failed: still being "
              "loaded\nreadyz check failed\n");
    desk.state.store_outage->damaged = true;
    EXPECT_NE(call("GET", "/readyz?verbose").body.find("[-]store failed: damaged\n"), std::string::npos);
}

TEST_F(Routes, ReadyzTellsWhoeverAsksNothingOfWhereThingsAre) {
    desk.state.store_outage = StoreOutage{.what = "/var/lib/understudy/understudy.db: disk I/O error"};
    EXPECT_EQ(call("GET", "/readyz").body.find("/var"), std::string::npos);
    EXPECT_EQ(call("GET", "/readyz?verbose").body.find("/var"), std::string::npos);
}

TEST_F(Routes, ReadyzDoesNotWaitForTheCloud) {
    desk.state.cloud_down_for = seconds{7'200};
    desk.state.credentials_refused = true;
    EXPECT_EQ(call("GET", "/readyz").status, 200);
}

TEST_F(Routes, NothingIsShownByCachesThatIsNotAskedForAnew) {
    EXPECT_EQ(call("GET", "/v1/jobs/" + some_id + "/explain").headers.find("Cache-Control"), "no-store");
    for (const std::string& tagged :
         {std::string("/v1/jobs"), "/v1/jobs/" + some_id})  // asks before it is shown
        EXPECT_EQ(call("GET", tagged).headers.find("Cache-Control"), "no-cache");
}

// Whether the client still hears the answer is the connection's affair.
TEST_F(Routes, OfABodyThatBreaksOffTheDeskHearsNothing) {
    FakeExchange exchange;
    exchange.head.method = "POST";
    exchange.head.target = "/v1/jobs";
    exchange.head.headers = {{"Host", "localhost"}, {"Authorization", "Bearer " + token}};
    api::Api api(desk, rules);
    net::run(io, api.answer(exchange));
    ASSERT_TRUE(exchange.answered);
    expect_problem(*exchange.answered, 400, "incomplete-body");
    EXPECT_EQ(desk.calls, 0);
}

}  // namespace
}  // namespace understudy::test
