// Preflights that were asked for without a job: several at a time, each measuring a few files at once, and
// their reports for an hour.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/policy.hpp"
#include "daemon/driver/driver.hpp"
#include "daemon/driver/ears.hpp"

namespace understudy {

/// On the I/O thread.
class Preflights {
  public:
    static constexpr std::size_t most_at_once = 8;  ///< under way, of those that are kept and of the others
    static constexpr std::size_t most_kept = 32;    ///< reports
    static constexpr Duration kept_for = std::chrono::hours{1};

    using Ended = std::function<void(Result<std::shared_ptr<const PreflightReport>, Problem>)>;

    /// `due_changed`: next_due() is another one now.
    Preflights(Ears& ears, const Ports& ports, std::function<void()> due_changed)
        : ears_(ears), ports_(ports), due_changed_(std::move(due_changed)) {}

    /// Why no further one can begin now. Those whose asker waits may be left without one, and hold up no
    /// other.
    [[nodiscard]] std::optional<Problem> full(bool kept) const;
    /// Begins one on these files, and on those that were refused: they are in the report. Gives its id. What
    /// is kept is without curves: the store has them. `policy` outlives it. With `ended` the report is handed
    /// over and not kept.
    std::string begin(Selection selection, const Policy& policy, Ended ended);
    [[nodiscard]] std::optional<PreflightRun> find(const std::string& id) const;
    /// False when it is not there.
    bool drop(const std::string& id);
    /// Forgets what has been kept for its time.
    void forget_old();
    /// When the next report is to be forgotten (steady).
    [[nodiscard]] std::optional<Duration> next_due() const;

  private:
    struct Run;
    void hear_next(const std::shared_ptr<Run>& run);
    void heard(const std::shared_ptr<Run>& run, std::size_t position, Outcome<Measurement> outcome);
    void finish(const std::shared_ptr<Run>& run);
    void give_up(const std::shared_ptr<Run>& run);

    Ears& ears_;
    const Ports ports_;
    const std::function<void()> due_changed_;
    std::map<std::string, std::shared_ptr<Run>> runs_;  ///< by id: the oldest first
};

}  // namespace understudy
