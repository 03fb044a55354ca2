// What became of jobs, counted as it becomes durable.
#pragma once

#include <array>
#include <map>
#include <string>

#include "core/notifier.hpp"
#include "daemon/metrics/histogram.hpp"
#include "daemon/metrics/page.hpp"

namespace understudy::metrics {

class HistoryTally : public Notifier {
  public:
    /// What alerts look at begins at 0 and not when it happens first.
    HistoryTally();
    void happened(const Job& job, const HistoryEvent& event) override;
    void noticed(const std::string& type, const std::string& words) override;
    void write_to(Page& page) const;

  private:
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;
    static void write(Page& page, std::string_view label, const Counts& counts);
    void intent_ended(const HistoryEvent& event, std::string_view outcome);
    void entered(const Job& job, const HistoryEvent& event);
    void training_ended(const Job& job, const HistoryEvent& event, std::string_view outcome);

    Counts transitions_, holds_, trainings_ended_, worries_, notices_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> intents_;  ///< kind, outcome
    std::uint64_t submitted_ = 0, trainings_bought_ = 0, trainings_again_ = 0;
    Histogram training_durations_{training_bounds};

    /// From five minutes to two days.
    static constexpr std::array training_bounds{300.0,   900.0,   1800.0,  3600.0,  7200.0,  10800.0,
                                                14400.0, 21600.0, 28800.0, 43200.0, 86400.0, 172800.0};
};

}  // namespace understudy::metrics
