// What is switched for all jobs, seen from outside of the real daemon.
#include <csignal>

#include "studio.hpp"

namespace understudy::test {
namespace {

class Control : public Studio {
  protected:
    void SetUp() override {
        Studio::SetUp();
        for (const char* name : {"day-1", "day-2"}) record(name, 2);
    }
    std::size_t purchases() { return control("GET", "/bill")["purchases"].size(); }
    void until_it_waits_for(const std::string& id, const std::string& word) {
        until(id + " waits for " + word,
              [&] { return ask("GET", "/v1/jobs/" + id + "/explain").value("waits_for", "") == word; });
    }
};

TEST_F(Control, PausedSpendingOutlastsAKillAndBuysNothingUntilItIsResumed) {
    open_cloud();
    open_daemon();
    const Json paused =
        ask("PATCH", "/v1/control", {{"spending_paused", true}, {"reason", "the budget is spent"}});
    EXPECT_EQ(last_status, 200);
    EXPECT_EQ(paused["spending_pause"]["reason"], "the budget is spent");
    daemon->signal(SIGKILL);
    daemon->wait();
    open_daemon();
    const std::string id = submit();
    until_it_waits_for(id, "spending_paused");
    EXPECT_EQ(purchases(), 0u);
    EXPECT_NE(job(id)["progress"]["files_done"], 0) << "uploads go on";
    ask("PATCH", "/v1/control", {{"spending_paused", false}});
    until_state(id, "completed");
    EXPECT_EQ(purchases(), 1u);
}

TEST_F(Control, ACancellationDeletesTheTrainingInTheCloud) {
    open_cloud();
    control("PATCH", "/settings", {{"train_time", "1h"}});
    open_daemon();
    const std::string id = submit();
    until_it_waits_for(id, "training");
    ask("POST", "/v1/jobs/" + id + "/cancel");
    EXPECT_EQ(last_status, 200);
    until_state(id, "canceled");
    EXPECT_EQ(control("GET", "/bill")["purchases"][0]["outcome"], "deleted");
    EXPECT_FALSE(daemon->line_with("was deleted in the cloud").empty());
}

}  // namespace
}  // namespace understudy::test
