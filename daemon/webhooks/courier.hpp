// Brings what happens to the receivers: from the history into the queue, and from the queue to them.
//
// The history is the source. For each webhook the queue knows the last event that was looked at; the messages
// of the next ones and the new place are one transaction, so that a process killed anywhere neither loses an
// event nor queues it twice. A message's own place is its row: when its next try is due, and how many failed.
// Each webhook has one request under way at most, the oldest message first; all together have four.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/checkup.hpp"
#include "core/clock.hpp"
#include "daemon/webhooks/sender.hpp"
#include "daemon/webhooks/webhook_desk.hpp"
#include "daemon/webhooks/webhook_facts.hpp"

namespace understudy {

/// A webhook as it is wanted.
struct WebhookPlan {
    std::string name;
    std::string url;                  ///< to be shown
    std::vector<std::string> events;  ///< patterns; empty: see webhook_default_types()
    std::string target;               ///< a digest: see WebhookName
    std::string unready;              ///< why nothing can be sent to it; "" when it can
};

/// What a message is made of; neither is there for a test.
struct WebhookContent {
    std::string type;
    Time at{};
    std::string webhook;
    const HistoryEvent* event = nullptr;
    const Job* job = nullptr;  ///< as it stands now; nullptr: it is not there any more
};

/// What the courier needs of the daemon. All of it outlives the courier.
struct CourierWorld {
    WebhookQueue& queue;
    WebhookSender& sender;
    Clock& clock;  ///< its own: it has one timer
    Entropy& entropy;
    std::function<void(EventQuery, StoreReply<std::vector<HistoryEvent>>)> events;
    std::function<void(std::string, StoreReply<Job>)> job;
    std::function<std::string(const WebhookContent&)> body;
    std::function<void(const std::string& words, bool trouble)> tell;  ///< the log
};

/// On the I/O thread.
class Courier final : public WebhookDesk {
  public:
    static constexpr std::size_t most_in_flight = 4;

    explicit Courier(CourierWorld world);
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    /// From now on these. Nothing is done before the first call; without a webhook next to nothing is.
    void plan(std::vector<WebhookPlan> plans);
    /// There is more history, perhaps. May be called in the middle of the driver's work.
    void history_grew();
    /// Begins nothing any more. What is under way is the sender's to end.
    void stop();

    [[nodiscard]] WebhookFacts facts() const;
    /// A checkup's lines: see judge_webhooks.
    [[nodiscard]] Checks checks() const;

    void webhooks(Answer<std::vector<WebhookView>> answer) override;
    void messages(WebhookMessageQuery query, Answer<std::vector<WebhookMessage>> answer) override;
    void test(std::string webhook, Answer<WebhookMessage> answer) override;
    void resend(std::string webhook, std::string message_id, Answer<std::int64_t> answer) override;

  private:
    /// One webhook's. Steady times; what survives the process is in the queue.
    struct Line {
        WebhookPlan plan;
        bool known = false;  ///< the queue has its row: the cursor and `gone` are true
        bool gone = false;
        std::int64_t cursor = 0;
        bool grew = true, taking = false;          ///< there may be more history; some of it is being taken
        bool look = true, sending = false;         ///< something may be due; a try is under way
        Duration take_at{}, send_at{};             ///< not before
        std::optional<Duration> due{};             ///< the next message is
        std::optional<WebhookTried> unrecorded{};  ///< the queue did not take it yet
        bool troubled = false;                     ///< its last try failed
    };
    static constexpr Duration never = Duration::max();
    using Lines = std::map<std::uint64_t, Line>;
    struct Page;

    // courier.cpp
    Line* find(std::uint64_t id);
    Line* find(const std::string& name);
    void wake_soon();
    void turn();
    void sleep_until_due();
    void name_all();
    void named(std::uint64_t naming, const Result<std::int64_t, StoreTrouble>& renamed);
    void stand(const std::vector<WebhookStanding>& standings);
    void look_at_standings();
    [[nodiscard]] Duration steady() const { return world_.clock.steady(); }

    // courier_tidying.cpp
    void tell_of_names(const std::vector<WebhookStanding>& standings);
    void tell_of_orphans(const std::vector<WebhookStanding>& standings);
    [[nodiscard]] const WebhookStanding* orphan(const std::string& name) const;
    void tidy_later();
    void tidy_when_due();

    // courier_taking.cpp
    void take(std::uint64_t id, Line& line);
    void came(std::uint64_t id, Result<std::vector<HistoryEvent>, StoreTrouble> events);
    void ask_next_job(std::shared_ptr<Page> page);
    void add_message(Page& page, const Job* job);
    void queue_page(const std::shared_ptr<Page>& page);
    void queued(const Page& page, const Result<Nothing, StoreTrouble>& done);
    void take_later(std::uint64_t id);

    // courier_sending.cpp
    void send(std::uint64_t id, Line& line);
    void found(std::uint64_t id, Result<WebhookNext, StoreTrouble> next);
    void answered(std::uint64_t id, const WebhookMessage& message, const WebhookAnswer& answer);
    [[nodiscard]] WebhookTried judged(const WebhookMessage& message, const WebhookAnswer& answer);
    void tell_of(Line& line, const WebhookMessage& message, const WebhookTried& tried);
    void record(std::uint64_t id, WebhookTried tried);
    void free_seat(Line& line);

    // courier_asked.cpp
    [[nodiscard]] WebhookMessage test_message(const Line& line);
    void reopened(const std::string& webhook);

    CourierWorld world_;
    Lines lines_;
    std::uint64_t last_id_ = 0, naming_ = 0;
    std::optional<Duration> name_at_;  ///< the queue is to be told of the lines
    std::size_t in_flight_ = 0;
    std::uint64_t last_served_ = 0;  ///< the line that was: the others come first
    bool waking_ = false, stopping_ = false, looking_ = false, look_again_ = false;
    std::vector<WebhookStanding> standings_;
    bool renamed_ = false;                ///< some have a new name, and nobody was told yet
    std::set<std::string> told_orphans_;  ///< so that each is told of once
    std::optional<Duration> tidy_at_;     ///< while anything is kept
    Duration clock_ahead_{};              ///< of the steady one, when that was set
    WebhookFacts counts_;
};

}  // namespace understudy
