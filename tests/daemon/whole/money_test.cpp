// Credits, seen from outside of the real daemon: the ledger against the cloud's bill, and budgets that hold.
#include <csignal>

#include "studio.hpp"

namespace understudy::test {
namespace {

class Money : public Studio {
  protected:
    void SetUp() override {
        Studio::SetUp();
        for (const char* name : {"day-1", "day-2"}) record(name, 2);
        open_cloud();
        write_config();
    }
    void set_budget(const std::string& lines) {
        change_config("[training]", "[budget]\n" + lines + "\n[training]");
    }
    std::uint64_t billed() { return control("GET", "/bill")["training_credits"]; }
    std::int64_t spent() { return ask("GET", "/v1/ledger")["balance"]["spent"]; }
    void until_held(const std::string& id) {
        until(id + " is held", [&] { return job(id)["hold"].is_object(); });
        EXPECT_EQ(job(id)["hold"]["reason"], "budget");
    }
    std::string kinds() {
        std::string all;
        const Json ledger = ask("GET", "/v1/ledger");
        for (const Json& movement : ledger["data"])
            all += (all.empty() ? "" : " ") + movement["kind"].get<std::string>();
        return all;
    }
};

TEST_F(Money, TheLedgerSaysWhatTheBillSaysAfterAFailureAKillAndASuccess) {
    open_daemon();
    control("PATCH", "/settings", {{"fail_trainings", 1}});
    const std::string id = submit();
    until("it is at work in the second attempt", [&] { return job(id)["attempt"] == 2; });
    daemon->signal(SIGKILL);
    daemon->wait();
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(kinds(), "reserved released reserved spent");
    EXPECT_EQ(static_cast<std::uint64_t>(spent()), billed());
    const Json quote = ask("GET", "/v1/jobs/" + id + "/quote");
    EXPECT_EQ(quote["credits"], 0) << "it is at its end";
    EXPECT_EQ(quote["training"]["trainings"], 1);
}

TEST_F(Money, ABudgetHoldsWhoComesTooLateAndAReloadLetsThemGoOn) {
    set_budget("daily = \"1M\"");
    open_daemon();
    const std::string first = submit();
    until_state(first, "completed");
    const std::string second = submit();
    until_held(second);
    EXPECT_EQ(ask("GET", "/v1/jobs/" + second + "/explain")["waits_for"], "budget");
    EXPECT_EQ(ask("GET", "/v1/budget")["limits"][0]["left"], 0);
    EXPECT_EQ(billed(), 1'000'000u);
    change_config("daily = \"1M\"", "daily = \"2M\"");
    daemon->signal(SIGHUP);
    until_state(second, "completed");
    EXPECT_EQ(billed(), 2'000'000u);
}

TEST_F(Money, AnApprovalLetsOneJobGoBeyondAnAmount) {
    set_budget("approval_above = \"1M\"");
    open_daemon();
    until_state(submit(), "completed");
    const std::string second = submit();
    until_held(second);
    EXPECT_NE(job(second)["hold"]["needs"].get<std::string>().find("understudy approve"), std::string::npos);
    ask("POST", "/v1/jobs/" + second + "/approve", {{"reason", "for the film"}});
    EXPECT_EQ(last_status, 200);
    until_state(second, "completed");
}

}  // namespace
}  // namespace understudy::test
