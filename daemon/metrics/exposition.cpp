#include "daemon/metrics/exposition.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <utility>

#include "core/words.hpp"
#include "daemon/metrics/process.hpp"

namespace understudy::metrics {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Counted = Result<std::vector<std::pair<std::string, std::int64_t>>, StoreTrouble>;

constexpr std::array all_hold_reasons{HoldReason::paused,      HoldReason::preflight,
                                      HoldReason::credentials, HoldReason::funds,
                                      HoldReason::budget,      HoldReason::unknown_outcome,
                                      HoldReason::vanished,    HoldReason::recordings_changed,
                                      HoldReason::quarantined};

double as_number(bool is) { return is ? 1 : 0; }

void write_jobs(Page& page, const Observed& observed) {
    page.family("understudy_jobs", Kind::gauge, "Jobs, by state; none while the database does not say.");
    for (const auto& [state, count] : observed.jobs) page.add(static_cast<double>(count), {{"state", state}});
    page.family("understudy_jobs_held", Kind::gauge, "Jobs that are held, by reason.");
    for (const HoldReason reason : all_hold_reasons) {
        const auto found = observed.census.held.find(reason);
        const std::size_t count = found == observed.census.held.end() ? 0 : found->second;
        page.add(static_cast<double>(count), {{"reason", to_word(reason)}});
    }
    page.gauge("understudy_queue_length", "Jobs that wait for their turn, a slot, or the end of a pause.",
               static_cast<double>(observed.census.waiting_for_turn));
    const auto oldest = observed.census.oldest_waiter;
    page.gauge("understudy_queue_age_seconds",
               "How long the job of them that has not moved for longest has not; 0 when none waits.",
               oldest ? std::max(in_seconds(observed.now - *oldest), 0.0) : 0);
    page.gauge("understudy_uploads_in_progress", "Files that are being sent.",
               static_cast<double>(observed.census.uploads_under_way));
    page.gauge("understudy_trainings_in_progress", "Trainings that were bought and have not ended.",
               static_cast<double>(observed.census.trainings_under_way));
    page.counter("understudy_upload_sent_bytes_total",
                 "Bytes of recordings that were sent, those that had to be sent again, too.",
                 static_cast<double>(observed.upload_bytes));
}

void write_condition(Page& page, const DriverStatus& status) {
    page.gauge("understudy_ready", "1 once every stored job was asked what it needs.",
               as_number(status.ready));
    page.gauge("understudy_cloud_away", "1 while the cloud does not answer and no job asks it.",
               as_number(status.cloud_down_for.has_value()));
    page.gauge("understudy_cloud_away_seconds", "How long it has been so; 0 while it answers.",
               in_seconds(status.cloud_down_for.value_or(Duration{0})));
    page.gauge("understudy_credentials_refused", "1 while the cloud does not take the API key.",
               as_number(status.credentials_refused));
    page.gauge("understudy_spending_paused", "1 while a person has paused all spending.",
               as_number(status.paused.spending));
    page.gauge("understudy_uploading_paused", "1 while a person has paused all uploading.",
               as_number(status.paused.uploading));
    page.gauge("understudy_store_away", "1 while the database cannot be used.",
               as_number(status.store_outage.has_value()));
    page.gauge("understudy_store_damaged", "1 while a part of the database is damaged.",
               as_number(status.store_outage && status.store_outage->damaged));
}

Histogram histogram_of(const StoreTimes& times, std::span<const double> bounds) {
    return {bounds, {times.counts.begin(), times.counts.end()}, static_cast<double>(times.sum_us) / 1e6};
}

void write_store(Page& page, const StoreStats& store) {
    std::array<double, store_time_bounds_us.size()> bounds{};
    for (std::size_t place = 0; place < bounds.size(); ++place)
        bounds.at(place) = static_cast<double>(store_time_bounds_us.at(place)) / 1e6;
    const auto count = [&](std::string_view name, std::string_view help, std::uint64_t value) {
        page.counter(name, help, static_cast<double>(value));
    };
    count("understudy_store_commits_total", "Changes that became durable.", store.commits);
    count("understudy_store_commits_failed_total", "Changes that the disk did not take.", store.unavailable);
    count("understudy_store_transactions_total", "Transactions that wrote: one fsync each.",
          store.transactions);
    count("understudy_store_transactions_failed_total", "Transactions that were rolled back.",
          store.failed_transactions);
    count("understudy_store_reopened_total", "Times that the database was opened anew after trouble.",
          store.reopened);
    count("understudy_store_reads_total", "Questions that the database answered.", store.reads);
    page.family("understudy_store_transaction_duration_seconds", Kind::histogram,
                "How long transactions took.");
    page.add(histogram_of(store.transaction_times, bounds));
    page.family("understudy_store_sync_duration_seconds", Kind::histogram,
                "How long their COMMITs took: the log's write and its fsync.");
    page.add(histogram_of(store.sync_times, bounds));
}

void write_loop(Page& page, const Tallies& tallies) {
    page.family("understudy_event_loop_lag_seconds", Kind::histogram,
                "How much later than due the event loop came to a timer, and at each scrape to a task.");
    page.add(tallies.loop_lag);
    page.counter("understudy_watchdog_answers_total", "Times that the service manager was told: alive.",
                 static_cast<double>(tallies.watchdog_answers));
}

void write_backups(Page& page, const BackupFacts& backups) {
    page.gauge("understudy_backup_interval_seconds", "How often a backup is to be made; 0 where none is.",
               backups.folder.empty() ? 0 : in_seconds(backups.interval));
    page.gauge("understudy_backup_failing", "1 while the last backup that was due could not be made.",
               as_number(!backups.trouble.empty()));
    page.family("understudy_backup_last_success_timestamp_seconds", Kind::gauge,
                "When the newest backup was made; none before it is known.");
    if (backups.newest) page.add(in_seconds(backups.newest->time_since_epoch()), {});
}

void write_webhooks(Page& page, const WebhookFacts& webhooks) {
    const auto count = [](std::uint64_t number) { return static_cast<double>(number); };
    page.family("understudy_webhook_tries_total", Kind::counter,
                "Tries to deliver a message, by what they came to.");
    page.add(count(webhooks.delivered), {{"outcome", "delivered"}});
    page.add(count(webhooks.tried_again), {{"outcome", "again"}});
    page.add(count(webhooks.failed), {{"outcome", "failed"}});
    page.gauge("understudy_webhook_messages_waiting", "Messages that wait for their next try.",
               static_cast<double>(webhooks.waiting));
    page.gauge("understudy_webhook_messages_failed", "Messages that are kept and not tried any more.",
               static_cast<double>(webhooks.failed_kept));
}

double as_credits(std::int64_t credits) { return static_cast<double>(credits); }

void write_money(Page& page, const BudgetView& budget) {
    page.gauge("understudy_credits_reserved", "Credits of trainings that were bought and have not ended.",
               as_credits(budget.balance.reserved));
    page.gauge("understudy_credits_spent", "Credits of trainings that completed; of all time, by the ledger.",
               as_credits(budget.balance.spent));
    const auto labels = [](const BudgetLine& line, std::string& label) {
        label = line.limit.label.empty() ? "" : line.limit.label + "=" + line.limit.value;
        return Labels{{"period", to_word(line.limit.period)}, {"label", label}};
    };
    page.family("understudy_budget_credits", Kind::gauge,
                "Each budget; label is empty where it is for all jobs.");
    std::string label;
    for (const BudgetLine& line : budget.limits)
        page.add(as_credits(line.limit.credits), labels(line, label));
    page.family("understudy_budget_left_credits", Kind::gauge, "What is left of it until its period ends.");
    for (const BudgetLine& line : budget.limits) page.add(as_credits(line.left()), labels(line, label));
}

void write_build(Page& page) {
    page.family("understudy_build_info", Kind::gauge, "1, labelled with the version.");
    page.add(1, {{"version", UNDERSTUDY_VERSION}});
}

}  // namespace

std::string exposition(const Observed& observed, const Tallies& tallies) {
    Page page;
    write_build(page);
    write_condition(page, observed.status);
    write_jobs(page, observed);
    tallies.history.write_to(page);
    tallies.cloud.write_to(page);
    write_store(page, observed.store);
    write_backups(page, observed.backups);
    write_money(page, observed.budget);
    write_webhooks(page, observed.webhooks);
    write_loop(page, tallies);
    tallies.requests.write_to(page);
    write_process(page);
    return page.take();
}

/// Ends when both the task's turn and the disk's answer have come, or the patience is over.
struct Exposition::Scrape {
    Scrape(const boost::asio::any_io_executor& executor, std::function<void(std::string)> then_in)
        : timer(executor), then(std::move(then_in)) {}

    boost::asio::steady_timer timer;
    std::function<void(std::string)> then;  ///< empty once it was called
    std::vector<std::pair<std::string, std::int64_t>> jobs;
    bool turn_came = false, disk_answered = false;
};

Exposition::Exposition(boost::asio::any_io_executor executor, Tallies& tallies, Sources sources)
    : executor_(std::move(executor)), tallies_(tallies), sources_(std::move(sources)) {}

void Exposition::answered(std::string_view method, std::string_view route, int status, Duration took) {
    tallies_.requests.answered(method, route, status, took);
}

void Exposition::page(std::function<void(std::string)> then) {
    auto scrape = std::make_shared<Scrape>(executor_, std::move(then));
    boost::asio::post(executor_, [this, scrape, posted = SteadyClock::now()] {
        tallies_.loop_lag.observe(std::chrono::duration_cast<Duration>(SteadyClock::now() - posted));
        scrape->turn_came = true;
        if (scrape->disk_answered) end(*scrape);
    });
    sources_.count_states([this, scrape](const Counted& counted) {
        if (counted) scrape->jobs = *counted;
        scrape->disk_answered = true;
        if (scrape->turn_came) end(*scrape);
    });
    scrape->timer.expires_after(patience);
    scrape->timer.async_wait([this, scrape](const boost::system::error_code& error) {
        if (!error) end(*scrape);
    });
}

void Exposition::end(Scrape& scrape) {
    if (!scrape.then) return;
    scrape.timer.cancel();
    const Time now = std::chrono::floor<microseconds>(std::chrono::system_clock::now());
    const Observed observed{sources_.status(),       sources_.census(),      sources_.store(),
                            sources_.upload_bytes(), std::move(scrape.jobs), now,
                            sources_.backups(),      sources_.budget(),      sources_.webhooks()};
    std::exchange(scrape.then, nullptr)(exposition(observed, tallies_));
}

}  // namespace understudy::metrics
