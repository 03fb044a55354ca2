// The page of /metrics: what was counted, and what the parts of the daemon say of themselves when somebody
// looks. Nobody looking costs nothing: no timer, no wake-up.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/checkup_backups.hpp"
#include "core/store.hpp"
#include "daemon/api/meters.hpp"
#include "daemon/driver/census.hpp"
#include "daemon/driver/desk.hpp"
#include "daemon/metrics/tallies.hpp"
#include "daemon/webhooks/webhook_facts.hpp"
#include "storage/counters.hpp"

namespace understudy::metrics {

/// What is asked for at a scrape. Each answers at once, but `count_states`, which asks the disk.
struct Sources {
    std::function<DriverStatus()> status;
    std::function<Census()> census;
    std::function<StoreStats()> store;
    std::function<std::uint64_t()> upload_bytes;
    std::function<void(StoreReply<std::vector<std::pair<std::string, std::int64_t>>>)> count_states;
    std::function<BackupFacts()> backups;
    std::function<BudgetView()> budget;
    std::function<WebhookFacts()> webhooks;
};

/// What is known at a scrape.
struct Observed {
    DriverStatus status;
    Census census;
    StoreStats store;
    std::uint64_t upload_bytes = 0;
    std::vector<std::pair<std::string, std::int64_t>> jobs;  ///< empty when the disk did not say in time
    Time now{};
    BackupFacts backups{};
    BudgetView budget{};
    WebhookFacts webhooks{};
};

/// On the I/O thread.
class Exposition : public api::Meters {
  public:
    /// How long a scrape waits for the disk's counts: then it goes without them.
    static constexpr std::chrono::milliseconds patience{1'000};

    Exposition(boost::asio::any_io_executor executor, Tallies& tallies, Sources sources);

    void answered(std::string_view method, std::string_view route, int status, Duration took) override;
    void stream_began() override { tallies_.requests.stream_began(); }
    void stream_ended() override { tallies_.requests.stream_ended(); }
    void page(std::function<void(std::string)> then) override;

  private:
    struct Scrape;
    void end(Scrape& scrape);

    boost::asio::any_io_executor executor_;
    Tallies& tallies_;
    Sources sources_;
};

/// The whole page.
[[nodiscard]] std::string exposition(const Observed& observed, const Tallies& tallies);

}  // namespace understudy::metrics
