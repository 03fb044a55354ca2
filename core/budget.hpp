// Budgets: how many credits may be reserved and spent in a day, in a month, for all jobs or for those with a
// label. Days and months are those of UTC, as in the cloud's own reports of usage. A purchase belongs to the
// day on which it was reserved, whenever it ends; one that is released counts nowhere any more.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger.hpp"

namespace understudy {

enum class Period { day, month };
[[nodiscard]] const char* to_word(Period value);
/// The begin of the period that `now` lies in, and of the one after it.
[[nodiscard]] Time begin_of(Period period, Time now);
[[nodiscard]] Time end_of(Period period, Time now);

struct BudgetLimit {
    Period period = Period::day;
    std::int64_t credits = 0;
    std::string label, value;  ///< of the jobs that it is for; "" and "": all
    bool operator==(const BudgetLimit&) const = default;
};

struct Budget {
    std::vector<BudgetLimit> limits;
    std::int64_t approval_above =
        0;  ///< in a month: what goes beyond it, a person approves; 0: nothing need be
    bool operator==(const Budget&) const = default;
};

/// The purchases that were entered, by their nonces. A value: whoever wants to try something copies it.
class Books {
  public:
    void enter(const Movement& movement);
    /// Of this job's purchases those stand that its intents tell of, and no others.
    void agree_with(const Job& job);
    /// Reserved and spent, of purchases that were reserved in the period that `now` lies in.
    [[nodiscard]] std::int64_t committed(Period period, Time now, const std::string& label = "",
                                         const std::string& value = "") const;

  private:
    struct Purchase {
        Time at{};
        std::int64_t credits = 0;
        std::string job_id;
        std::map<std::string, std::string> labels;
    };
    std::map<std::string, Purchase> purchases_;
};

/// How a limit stands.
struct BudgetLine {
    BudgetLimit limit;
    std::int64_t committed = 0;
    Time until{};  ///< the period's end
    [[nodiscard]] std::int64_t left() const { return std::max<std::int64_t>(0, limit.credits - committed); }
    bool operator==(const BudgetLine&) const = default;
};
[[nodiscard]] BudgetLine line_of(const BudgetLimit& limit, const Books& books, Time now);

/// Why a training may not be bought now.
struct Shortfall {
    std::string words;    ///< "the day's budget of 3,000,000 credits has 0 left: …"
    std::string needs;    ///< for people: what would end it
    Time until{};         ///< it ends by itself then at the latest
    bool person = false;  ///< or when a person approves it
    bool operator==(const Shortfall&) const = default;
};

/// For one more training of a job with these labels. `approved`: a person let it go beyond what needs that.
[[nodiscard]] std::optional<Shortfall> shortfall(const Budget& budget, const Books& books,
                                                 const std::map<std::string, std::string>& labels,
                                                 bool approved, Time now);

/// "1,000,000 credits"
[[nodiscard]] std::string credits_in_words(std::int64_t credits);

}  // namespace understudy
