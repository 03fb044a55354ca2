// Answers questions on the reading connection. On the reading thread only. Each answer is one moment's view.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/reuse.hpp"
#include "core/store.hpp"
#include "storage/read/ledger.hpp"
#include "storage/read/measurements.hpp"
#include "storage/read/webhooks.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy {

template <class T>
using Found = Result<T, StoreTrouble>;

/// Rows are checked as they are read: Kind::corrupt names the job and the column. See Store for the rest.
class Reader {
  public:
    explicit Reader(std::unique_ptr<sqlite::Connection> connection);

    [[nodiscard]] Found<Store::Active> load_active();
    [[nodiscard]] Found<Job> load_job(const std::string& job_id);
    [[nodiscard]] Found<std::vector<Recording>> load_recordings(const std::string& job_id);
    [[nodiscard]] Found<std::vector<Job>> list_jobs(const JobQuery& query);
    [[nodiscard]] Found<std::vector<HistoryEvent>> list_events(const EventQuery& query);
    [[nodiscard]] Found<std::optional<IdempotentAnswer>> find_answer(const std::string& key);
    [[nodiscard]] Found<std::optional<std::pair<std::string, Intent>>> find_intent(const std::string& nonce);
    [[nodiscard]] Found<std::vector<Reuse>> datasets_holding(const std::string& job_id);
    [[nodiscard]] Found<std::string> started_with_recordings_of(const std::string& job_id);
    [[nodiscard]] Found<std::vector<std::string>> known_fine_tunes(const std::vector<std::string>& ids);
    [[nodiscard]] Found<std::vector<std::pair<std::string, std::int64_t>>> count_states();

    [[nodiscard]] MeasurementReader& measurements() { return measurements_; }
    [[nodiscard]] LedgerReader& ledger() { return ledger_; }
    [[nodiscard]] WebhookReader& webhooks() { return webhooks_; }

    /// The connection is not to be used any more: after an answer of `unavailable` or `corrupt`.
    void distrust() { distrusted_ = true; }
    [[nodiscard]] bool distrusted() const { return distrusted_; }

  private:
    Found<std::vector<std::string>> newest_ids(const JobQuery& query);
    Found<Nothing> newest_ids_of(const std::string& state, const JobQuery& query,
                                 std::vector<std::string>& ids);
    Found<Nothing> take_intents(Job& job);
    Found<Nothing> take_active_intents(Store::Active& active);
    Found<Nothing> take_controls(Store::Active& active);

    std::unique_ptr<sqlite::Connection> connection_;
    MeasurementReader measurements_;
    LedgerReader ledger_;
    WebhookReader webhooks_;
    sqlite::Statement active_jobs_, active_intents_, job_, job_intents_, recordings_;
    sqlite::Statement newest_, newest_in_state_, job_events_, all_events_;
    sqlite::Statement answer_, intent_, fine_tune_, holding_, started_, counts_, job_exists_, controls_;
    bool distrusted_ = false;
};

}  // namespace understudy
