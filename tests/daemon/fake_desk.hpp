// A desk that remembers what it was asked and answers as it was told to, later, from the event loop.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/driver/desk.hpp"

namespace understudy::test {

class FakeDesk : public Desk {
  public:
    explicit FakeDesk(boost::asio::io_context& io) : io_(io) {}

    // What it answers.
    std::optional<Problem> refusal;  ///< instead of everything below
    JobView view;
    std::optional<Edition> at_once;  ///< of the job, as it can be told without asking
    std::vector<std::string> ignored;
    bool replayed = false;
    std::vector<JobView> jobs;
    std::vector<HistoryEvent> history;
    std::vector<JobProgress> at_work;
    Explanation explanation;
    ControlsView switched;
    QueueView line;
    PreflightReport report;
    Checks checks;
    PreflightRun run;
    DriverStatus state{.ready = true};
    MovementQuery movements_wanted;
    LedgerPage ledger_page;
    BudgetView budget_view;
    Quote quoted;
    bool silent = false;  ///< keeps the answers to `get` instead of giving them
    std::vector<Answer<JobView>> kept;

    std::weak_ptr<const std::function<void(const Change&)>> watching;

    // What it was asked.
    int calls = 0;
    Submission submission;
    std::optional<IdempotencyKey> key;
    std::string job_id;
    Command asked;
    JobQuery job_query;
    EventQuery event_query;
    std::vector<std::string> paths;
    bool whole = false;
    ControlsChange controls_change;
    std::size_t queue_limit = 0;

    void submit(Submission wanted, std::optional<IdempotencyKey> its_key, Answer<Submitted> answer) override {
        submission = std::move(wanted);
        key = std::move(its_key);
        give(std::move(answer), Submitted{view, ignored, replayed});
    }
    void command(std::string id, Command wanted, Answer<JobView> answer) override {
        job_id = std::move(id);
        asked = std::move(wanted);
        give(std::move(answer), view);
    }
    void command_once(std::string id, Command wanted, IdempotencyKey its_key,
                      Answer<Submitted> answer) override {
        job_id = std::move(id);
        asked = std::move(wanted);
        key = std::move(its_key);
        give(std::move(answer), Submitted{view, {}, replayed});
    }
    void remove(std::string id, Answer<Nothing> answer) override {
        job_id = std::move(id);
        give(std::move(answer), Nothing{});
    }
    void get(std::string id, Answer<JobView> answer) override {
        job_id = std::move(id);
        if (silent)
            kept.push_back(std::move(answer));
        else
            give(std::move(answer), view);
    }
    [[nodiscard]] std::optional<Edition> edition(std::string_view) const override { return at_once; }
    void list(JobQuery query, Answer<std::vector<JobView>> answer) override {
        job_query = query;
        std::vector<JobView> page;
        for (const JobView& job : jobs)
            if (page.size() < query.limit && (query.before_id.empty() || job.job.id < query.before_id))
                page.push_back(job);
        give(std::move(answer), std::move(page));
    }
    void events(EventQuery query, Answer<std::vector<HistoryEvent>> answer) override {
        event_query = query;
        std::vector<HistoryEvent> page;
        for (const HistoryEvent& event : history)
            if (page.size() < query.limit && event.id > query.after_id) page.push_back(event);
        give(std::move(answer), std::move(page));
    }
    void newest_event(Answer<std::int64_t> answer) override {
        give(std::move(answer), history.empty() ? std::int64_t{0} : history.back().id);
    }
    [[nodiscard]] Lookout watch_changes(std::function<void(const Change&)> told) override {
        auto lookout = std::make_shared<const std::function<void(const Change&)>>(std::move(told));
        watching = lookout;
        return lookout;
    }
    [[nodiscard]] std::optional<JobProgress> progress_of(std::string_view id) const override {
        for (const JobProgress& job : at_work)
            if (job.job_id == id) return job;
        return std::nullopt;
    }
    [[nodiscard]] std::vector<JobProgress> progress() const override { return at_work; }
    /// Something changed, as the driver tells it.
    void tell(Change::What what, std::string_view id) const {
        if (const auto lookout = watching.lock()) (*lookout)({id, what});
    }
    [[nodiscard]] Pauses pauses() const override { return state.paused; }
    void controls(Answer<ControlsView> answer) override { give(std::move(answer), switched); }
    void change_controls(ControlsChange change, Answer<ControlsView> answer) override {
        controls_change = std::move(change);
        give(std::move(answer), switched);
    }
    void queue(std::size_t limit, Answer<QueueView> answer) override {
        queue_limit = limit;
        give(std::move(answer), line);
    }
    void ledger(MovementQuery wanted, Answer<LedgerPage> answer) override {
        movements_wanted = std::move(wanted);
        give(std::move(answer), ledger_page);
    }
    void budget(Answer<BudgetView> answer) override { give(std::move(answer), budget_view); }
    void quote(std::string id, Answer<Quote> answer) override {
        job_id = std::move(id);
        give(std::move(answer), quoted);
    }
    void explain(std::string id, Answer<Explanation> answer) override {
        job_id = std::move(id);
        give(std::move(answer), explanation);
    }
    void preflight(std::vector<std::string> wanted, Answer<PreflightReport> answer) override {
        paths = std::move(wanted);
        give(std::move(answer), report);
    }
    void begin_preflight(std::vector<std::string> wanted, Answer<PreflightRun> answer) override {
        paths = std::move(wanted);
        give(std::move(answer), run);
    }
    void preflight_run(std::string id, bool wanted_whole, Answer<PreflightRun> answer) override {
        whole = wanted_whole;
        job_id = std::move(id);
        give(std::move(answer), run);
    }
    void drop_preflight(std::string id, Answer<Nothing> answer) override {
        job_id = std::move(id);
        give(std::move(answer), Nothing{});
    }
    void job_preflight(std::string id, bool wanted_whole, Answer<PreflightReport> answer) override {
        job_id = std::move(id);
        whole = wanted_whole;
        give(std::move(answer), report);
    }
    void checkup(Answer<Checks> answer) override { give(std::move(answer), checks); }
    [[nodiscard]] DriverStatus status() const override { return state; }

  private:
    template <class T>
    void give(Answer<T> answer, T value) {
        ++calls;
        boost::asio::post(io_, [refusal = refusal, answer = std::move(answer), value = std::move(value)] {
            if (refusal)
                answer(failure(*refusal));
            else
                answer(value);
        });
    }

    boost::asio::io_context& io_;
};

}  // namespace understudy::test
