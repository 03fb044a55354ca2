#include "caller.hpp"

namespace understudy::test {
namespace {

class Money : public ApiTest {
  protected:
    Movement reserved() {
        Movement movement;
        movement.id = 1;
        movement.at = Time{seconds{5}};
        movement.credits = credits_per_training;
        movement.job_id = some_id;
        movement.attempt = 1;
        movement.labels = {{"client", "=acme, \"inc\""}};
        return movement;
    }
};

TEST_F(Money, TheLedgerReadsAsDoubleEntry) {
    desk.ledger_page = {{reserved()}, {-credits_per_training, credits_per_training, 0}};
    const Json page = json(call("GET", "/v1/ledger?since=1970-01-01T00:00:00Z&label=client=acme&limit=7"));
    EXPECT_EQ(page["data"][0], Json::parse(R"({"id":1,"at":"1970-01-01T00:00:05.000000Z","kind":"reserved",
        "from":"available","to":"reserved","credits":1000000,"job_id":")" +
                                           std::string(some_id) + R"(","attempt":1,
        "fine_tune_id":null,"labels":{"client":"=acme, \"inc\""}})"));
    EXPECT_EQ(page["balance"], Json::parse(R"({"available":-1000000,"reserved":1000000,"spent":0})"));
    EXPECT_EQ(desk.movements_wanted.labels.at("client"), "acme");
    EXPECT_EQ(desk.movements_wanted.since, Time{});
    EXPECT_EQ(desk.movements_wanted.limit, 8u) << "one more tells whether there is a next page";
}

TEST_F(Money, TheLedgerIsATableForASpreadsheet) {
    desk.ledger_page = {{reserved()}, {}};
    const auto answer = call("GET", "/v1/ledger", "", {{"Accept", "text/csv"}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body,
              "id,at,kind,from,to,credits,job_id,attempt,fine_tune_id,labels\r\n"
              "1,1970-01-01T00:00:05.000000Z,reserved,available,reserved,1000000," +
                  std::string(some_id) + ",1,,\"client==acme, \"\"inc\"\"\"\r\n");
    EXPECT_TRUE(answer.headers.find("Content-Type")->starts_with("text/csv"));
}

TEST_F(Money, WhatIsAskedOfTheLedgerIsCheckedByName) {
    for (const auto& [query, name] : {std::pair{"since=yesterday", "since"},
                                      {"until=1", "until"},
                                      {"job_id=01J", "job_id"},
                                      {"label=acme", "label"},
                                      {"limit=0", "limit"},
                                      {"cursor=x", "cursor"},
                                      {"month=1", "month"}})
        expect_problem(call("GET", std::string("/v1/ledger?") + query), 400, "invalid-parameter",
                       std::string("?") + name);
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Money, ABudgetReadsWithWhatIsLeft) {
    desk.budget_view.limits = {
        {{Period::day, 3 * credits_per_training, "client", "acme"}, credits_per_training, Time{}}};
    desk.budget_view.approval_above = 7;
    const Json budget = json(call("GET", "/v1/budget"));
    EXPECT_EQ(budget["limits"][0], Json::parse(R"({"period":"day","label":"client=acme","credits":3000000,
        "committed":1000000,"left":2000000,"until":"1970-01-01T00:00:00.000000Z"})"));
    EXPECT_EQ(budget["approval_above"], 7);
}

TEST_F(Money, AQuoteSaysWhatIsNotKnownYetAsNull) {
    desk.quoted.job.id = some_id;
    desk.quoted.credits = credits_per_training;
    desk.quoted.shortfall = Shortfall{"used up", "more", Time{}, true};
    const Json quote = json(call("GET", "/v1/jobs/" + std::string(some_id) + "/quote"));
    EXPECT_EQ(quote["credits"], 1'000'000);
    EXPECT_TRUE(quote["upload"]["seconds"].is_null());
    EXPECT_TRUE(quote["training"]["median_s"].is_null());
    EXPECT_EQ(quote["shortfall"]["words"], "used up");
}

TEST_F(Money, ARetrainingIsANewJobThatNamesItsParent) {
    desk.view.job.state = Completed{"fine_tune_1", {}};
    desk.view.job.dataset_id = "dataset_1";
    const auto answer = call("POST", "/v1/jobs/" + std::string(some_id) + "/retrain",
                             R"({"model_id":"sonic-4","start":true})");
    EXPECT_EQ(answer.status, 201);
    ASSERT_TRUE(desk.submission.parent);
    EXPECT_EQ(desk.submission.parent->id, some_id);
    EXPECT_EQ(desk.submission.dataset_id, "dataset_1");
    EXPECT_EQ(desk.submission.spec.model_id, "sonic-4");
    EXPECT_TRUE(desk.submission.start);
    desk.view.job.state = Draft{};
    expect_problem(call("POST", "/v1/jobs/" + std::string(some_id) + "/retrain"), 409, "state-forbids");
}

TEST_F(Money, AnApprovalNamesWhoGaveIt) {
    EXPECT_EQ(
        call("POST", "/v1/jobs/" + std::string(some_id) + "/approve", R"({"reason":"for the film"})").status,
        200);
    const auto& approve = std::get<ApproveCommand>(desk.asked);
    EXPECT_EQ(approve.reason, "for the film");
    EXPECT_FALSE(approve.by.empty());
    expect_problem(call("POST", "/v1/jobs/" + std::string(some_id) + "/approve", R"({"why":"x"})"), 422,
                   "invalid-field", "/why");
}

}  // namespace
}  // namespace understudy::test
