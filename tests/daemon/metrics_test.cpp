// What is counted, and the page that shows it.
#include <limits>

#include "caller.hpp"
#include "daemon/metrics/exposition.hpp"
#include "daemon/metrics/page.hpp"
#include "daemon/ports/fan_out.hpp"

namespace understudy::test {
namespace {

using metrics::Kind;
using metrics::Page;

bool has(const std::string& page, const std::string& line) {
    return page.find("\n" + line + "\n") != std::string::npos;
}

TEST(AMetricsPage, HasHelpTypeAndSamples) {
    Page page;
    page.family("understudy_jobs", Kind::gauge, "Jobs, by state.");
    page.add(3, {{"state", "training"}});
    page.counter("understudy_commits_total", "Commits.", 41);
    EXPECT_EQ(page.take(),
              "# HELP understudy_jobs Jobs, by state.\n# TYPE understudy_jobs gauge\n"
              "understudy_jobs{state=\"training\"} 3\n"
              "# HELP understudy_commits_total Commits.\n# TYPE understudy_commits_total counter\n"
              "understudy_commits_total 41\n");
}

TEST(AMetricsPage, EscapesWhatALabelAndAHelpMayNotHold) {
    Page page;
    page.family("x", Kind::gauge, "one\nline \\ \"here\"");
    page.add(1, {{"word", "a\"b\\c\nd"}});
    EXPECT_EQ(page.take(),
              "# HELP x one\\nline \\\\ \"here\"\n# TYPE x gauge\nx{word=\"a\\\"b\\\\c\\nd\"} 1\n");
}

TEST(AMetricsPage, WritesNumbersSoThatTheyReadBackAsTheyWere) {
    EXPECT_EQ(metrics::number_text(0), "0");
    EXPECT_EQ(metrics::number_text(0.1), "0.1");
    EXPECT_EQ(metrics::number_text(0.0001), "0.0001");
    EXPECT_EQ(metrics::number_text(172'800), "172800");
    EXPECT_EQ(std::stod(metrics::number_text(1e300)), 1e300);
    EXPECT_EQ(metrics::number_text(-2.5), "-2.5");
    EXPECT_EQ(std::stod(metrics::number_text(1'795'000'000.25)), 1'795'000'000.25);
    EXPECT_EQ(metrics::number_text(std::numeric_limits<double>::infinity()), "+Inf");
    EXPECT_EQ(metrics::number_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

TEST(AMetricsPage, ShowsAHistogramsBucketsEachWithWhatIsBelowIt) {
    static constexpr std::array bounds{0.5, 1.0};
    metrics::Histogram histogram(bounds);
    for (const double value : {0.1, 0.5, 0.75, 7.0}) histogram.observe(value);
    Page page;
    page.family("t_seconds", Kind::histogram, "T.");
    page.add(histogram, {{"endpoint", "e"}});
    const std::string text = page.take();
    EXPECT_TRUE(has(text, "t_seconds_bucket{endpoint=\"e\",le=\"0.5\"} 2")) << text;
    EXPECT_TRUE(has(text, "t_seconds_bucket{endpoint=\"e\",le=\"1\"} 3")) << text;
    EXPECT_TRUE(has(text, "t_seconds_bucket{endpoint=\"e\",le=\"+Inf\"} 4")) << text;
    EXPECT_TRUE(has(text, "t_seconds_sum{endpoint=\"e\"} 8.35")) << text;
    EXPECT_TRUE(has(text, "t_seconds_count{endpoint=\"e\"} 4")) << text;
}

TEST(CloudRequests, AreCountedByWhatWasAskedAndWhatItCameTo) {
    metrics::CloudTally tally;
    Page before;
    tally.write_to(before);
    EXPECT_EQ(before.take().find("understudy_cloud_last_success_timestamp_seconds 1"), std::string::npos);
    Trouble away;
    away.kind = TroubleKind::transient;
    tally.exchanged({"list_fine_tunes", 200, nullptr, milliseconds{80}});
    tally.exchanged({"list_fine_tunes", 0, &away, seconds{61}});
    tally.exchanged({"upload_file", 200, nullptr, seconds{20}});
    Page page;
    tally.write_to(page);
    const std::string text = page.take();
    const std::string name = "understudy_cloud_requests_total{endpoint=\"list_fine_tunes\",outcome=\"";
    EXPECT_TRUE(has(text, name + "done\",status=\"2xx\"} 1")) << text;
    EXPECT_TRUE(has(text, name + "transient\",status=\"none\"} 1")) << text;
    EXPECT_TRUE(has(text, "understudy_cloud_retries_total{endpoint=\"list_fine_tunes\"} 1")) << text;
    EXPECT_TRUE(has(text, "understudy_cloud_request_duration_seconds_count{endpoint=\"list_fine_tunes\"} 2"));
    EXPECT_TRUE(has(text, "understudy_upload_duration_seconds_sum 20")) << text;
    EXPECT_TRUE(has(text, "understudy_uploaded_files_total 1")) << text;
    EXPECT_EQ(text.find("duration_seconds_count{endpoint=\"upload_file\"}"), std::string::npos);
    EXPECT_NE(text.find("understudy_cloud_last_success_timestamp_seconds 1"), std::string::npos);
}

HistoryEvent event(std::string type, std::string state, int attempt = 1,
                   std::vector<std::pair<std::string, std::string>> data = {}) {
    return {1,       some_id, Time{seconds{9'000}}, std::move(type), std::move(state),
            attempt, "",      std::move(data)};
}

TEST(TheHistory, CountsPurchasesHoldsAndHowLongATrainingTook) {
    metrics::HistoryTally tally;
    Job job;
    job.intents.push_back(
        {IntentKind::fine_tune, 1, "n", "", IntentStatus::confirmed, "ft", Time{}, Time{seconds{2'000}}});
    tally.happened(job, event("submitted", "draft"));
    tally.happened(job, event("intent_confirmed", "uploading", 0, {{"kind", "dataset"}}));
    tally.happened(job, event("intent_confirmed", "training", 1, {{"kind", "fine_tune"}}));
    tally.happened(job, event("held", "training", 1, {{"reason", "funds"}}));
    tally.happened(job, event("state_changed", "completed"));
    tally.happened(job, event("intent_opened", "training", 2, {{"kind", "fine_tune"}}));
    tally.happened(job, event("late_arrival", "training"));
    tally.noticed("cloud_away", "it does not answer");
    tally.noticed("orphan", "a fine-tune with our marker that no job explains");
    Page page;
    tally.write_to(page);
    const std::string text = page.take();
    for (const char* line :
         {"understudy_jobs_submitted_total 1", "understudy_trainings_bought_total 1",
          "understudy_holds_total{reason=\"funds\"} 1",
          "understudy_trainings_ended_total{outcome=\"completed\"} 1",
          "understudy_training_duration_seconds_sum 7000", "understudy_training_reattempts_total 1",
          "understudy_job_transitions_total{state=\"completed\"} 1",
          "understudy_intents_total{kind=\"dataset\",outcome=\"confirmed\"} 1",
          "understudy_doubtful_purchases_total{type=\"late_arrival\"} 1",
          "understudy_doubtful_purchases_total{type=\"orphan\"} 1",
          "understudy_notices_total{type=\"cloud_away\"} 1"})
        EXPECT_TRUE(has(text, line)) << line << "\n" << text;
}

TEST(TheHistory, CountsAFailureOfWhatWasBoughtAloneAsATrainingsEnd) {
    metrics::HistoryTally tally;
    Job job;
    tally.happened(job, event("state_changed", "failed", 1, {{"type", "refused"}}));
    tally.happened(job, event("state_changed", "failed", 1, {{"fine_tune_id", "ft"}}));
    Page page;
    tally.write_to(page);
    EXPECT_TRUE(has(page.take(), "understudy_trainings_ended_total{outcome=\"failed\"} 1"));
}

TEST(TwoNotifiers, AreBothTold) {
    struct Heard : Notifier {
        int calls = 0;
        void happened(const Job&, const HistoryEvent&) override { ++calls; }
        void noticed(const std::string&, const std::string&) override { ++calls; }
    } first, second;
    FanOut both(first, second);
    both.happened(Job{}, event("held", "training"));
    both.noticed("orphan", "");
    EXPECT_EQ(first.calls, 2);
    EXPECT_EQ(second.calls, 2);
}

/// The API with everything that is measured.
class Metrics : public ApiTest {
  protected:
    metrics::Tallies tallies;
    Census census;
    StoreStats store;
    BackupFacts backups;
    BudgetView budget;
    WebhookFacts webhooks;
    bool disk_hangs = false;
    std::vector<StoreReply<std::vector<std::pair<std::string, std::int64_t>>>> kept;
    metrics::Exposition exposition{
        io.get_executor(), tallies,
        metrics::Sources{[this] { return desk.state; }, [this] { return census; }, [this] { return store; },
                         [] { return std::uint64_t{4'096}; }, [this](auto reply) { count(std::move(reply)); },
                         [this] { return backups; }, [this] { return budget; }, [this] { return webhooks; }}};
    api::Api measured{desk, rules, api::Lent{.meters = &exposition}};

    void count(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) {
        if (disk_hangs) return kept.push_back(std::move(reply));
        net::asio::post(io, [reply = std::move(reply)] {
            reply(std::vector<std::pair<std::string, std::int64_t>>{{"draft", 2}, {"training", 1}});
        });
    }
    net::Response get(std::string target, const std::string& authorization = "Bearer " + token,
                      const std::string& method = "GET") {
        FakeExchange exchange;
        exchange.head.method = method;
        exchange.head.target = std::move(target);
        exchange.head.headers = {{"Host", "127.0.0.1:7878"}, {"Authorization", authorization}};
        net::run(io, measured.answer(exchange));
        EXPECT_TRUE(exchange.answered);
        write_down(exchange.head, "", exchange.answered.value_or(net::Response{}));
        return exchange.answered.value_or(net::Response{});
    }
    std::string page() { return get("/metrics").body; }
};

TEST_F(Metrics, SayWhatIsSpentAndWhatIsLeftOfEachBudget) {
    budget.balance = {-4 * credits_per_training, credits_per_training, 3 * credits_per_training};
    budget.limits = {
        {{Period::day, 5 * credits_per_training, "client", "acme"}, 4 * credits_per_training, Time{}}};
    const std::string page = get("/metrics").body;
    for (const char* line : {"understudy_credits_reserved 1000000", "understudy_credits_spent 3000000",
                             "understudy_budget_credits{period=\"day\",label=\"client=acme\"} 5000000",
                             "understudy_budget_left_credits{period=\"day\",label=\"client=acme\"} 1000000"})
        EXPECT_NE(page.find(line), std::string::npos) << line;
}

TEST_F(Metrics, AreServedInPrometheussTextFormat) {
    const auto answer = get("/metrics");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.find("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_TRUE(answer.body.starts_with("# HELP understudy_build_info "));
    EXPECT_TRUE(answer.body.ends_with("\n"));
    EXPECT_TRUE(has(answer.body, "understudy_jobs{state=\"draft\"} 2")) << answer.body;
    EXPECT_TRUE(has(answer.body, "understudy_ready 1"));
    EXPECT_TRUE(has(answer.body, "understudy_upload_sent_bytes_total 4096"));
    for (const char* name : {"process_resident_memory_bytes ", "process_cpu_seconds_total ",
                             "process_open_fds ", "process_start_time_seconds "})
        EXPECT_NE(answer.body.find(std::string("\n") + name), std::string::npos) << name;
}

TEST_F(Metrics, AskForATokenAndTheReadOnlyOneIsEnough) {
    rules.read_only_token = "to-look";
    api::Api looked_at(desk, rules, api::Lent{.meters = &exposition});
    EXPECT_EQ(get("/metrics", "").status, 401);
    FakeExchange exchange;
    exchange.head = {"GET", "/metrics", {{"Host", "localhost"}, {"Authorization", "Bearer to-look"}}, ""};
    net::run(io, looked_at.answer(exchange));
    EXPECT_EQ(exchange.answered->status, 200);
}

TEST_F(Metrics, TellWhatIsWrongWithTheCloudTheKeyAndTheDisk) {
    desk.state.cloud_down_for = seconds{250};
    desk.state.credentials_refused = desk.state.paused.spending = true;
    desk.state.store_outage = StoreOutage{};
    census.held[HoldReason::unknown_outcome] = 2;
    census.waiting_for_turn = 3;
    census.oldest_waiter =
        std::chrono::floor<microseconds>(std::chrono::system_clock::now()) - seconds{3'600};
    const std::string text = page();
    for (const char* line :
         {"understudy_cloud_away 1", "understudy_cloud_away_seconds 250", "understudy_credentials_refused 1",
          "understudy_spending_paused 1", "understudy_uploading_paused 0", "understudy_store_away 1",
          "understudy_store_damaged 0", "understudy_jobs_held{reason=\"unknown_outcome\"} 2",
          "understudy_jobs_held{reason=\"funds\"} 0", "understudy_queue_length 3"})
        EXPECT_TRUE(has(text, line)) << line << "\n" << text;
    EXPECT_NE(text.find("\nunderstudy_queue_age_seconds 36"), std::string::npos) << text;
}

TEST_F(Metrics, TellHowTheBackupsDo) {
    EXPECT_TRUE(has(page(), "understudy_backup_interval_seconds 0")) << "none are made";
    EXPECT_EQ(page().find("\nunderstudy_backup_last_success_timestamp_seconds"), std::string::npos);
    backups = {
        "/backups", std::chrono::hours{6}, Time{seconds{1'800'000'000}}, "No space left on device", {}};
    const std::string text = page();
    for (const char* line : {"understudy_backup_interval_seconds 21600", "understudy_backup_failing 1",
                             "understudy_backup_last_success_timestamp_seconds 1800000000"})
        EXPECT_TRUE(has(text, line)) << line << "\n" << text;
}

TEST_F(Metrics, TellHowLongTheDiskTook) {
    store.sync_times.counts = {1, 0, 2};
    store.sync_times.sum_us = 1'700;
    const std::string text = page();
    EXPECT_TRUE(has(text, "understudy_store_sync_duration_seconds_bucket{le=\"0.0001\"} 1")) << text;
    EXPECT_TRUE(has(text, "understudy_store_sync_duration_seconds_bucket{le=\"0.001\"} 3")) << text;
    EXPECT_TRUE(has(text, "understudy_store_sync_duration_seconds_sum 0.0017")) << text;
}

TEST_F(Metrics, ComeWithoutTheJobsWhileTheDiskHangs) {
    disk_hangs = true;
    const std::string text = page();
    EXPECT_EQ(text.find("understudy_jobs{"), std::string::npos);
    EXPECT_TRUE(has(text, "understudy_ready 1"));
    ASSERT_EQ(kept.size(), 1u);
    kept.front()(std::vector<std::pair<std::string, std::int64_t>>{});  // late: nobody waits for it
    io.restart();
    io.poll();
}

TEST_F(Metrics, CountRequestsByRouteAndStatusNeverByWhatIsInThePath) {
    get("/v1/jobs/" + some_id);
    get("/v1/jobs/" + some_id + "/explain");
    get("/v1/nowhere/" + some_id);
    get("/v1/jobs", "Bearer wrong");
    get("/v1/jobs", "Bearer " + token, "BREW");
    const std::string text = page();
    const std::string name = "understudy_http_requests_total{method=\"";
    EXPECT_TRUE(has(text, name + "GET\",route=\"/v1/jobs/{id}\",status=\"2xx\"} 1")) << text;
    EXPECT_TRUE(has(text, name + "GET\",route=\"none\",status=\"4xx\"} 1")) << text;
    EXPECT_TRUE(has(text, name + "GET\",route=\"/v1/jobs\",status=\"4xx\"} 1")) << text;
    EXPECT_TRUE(has(text, name + "other\",route=\"none\",status=\"4xx\"} 1")) << text;
    EXPECT_TRUE(has(text, "understudy_http_request_duration_seconds_count{route=\"/v1/jobs/{id}\"} 1"));
    EXPECT_EQ(text.find(some_id), std::string::npos);
    EXPECT_EQ(text.find("BREW"), std::string::npos);
}

TEST_F(Metrics, MeasureTheLoopsLagAtEachScrape) {
    page();
    EXPECT_NE(page().find("understudy_event_loop_lag_seconds_count 2"), std::string::npos);
}

}  // namespace
}  // namespace understudy::test
