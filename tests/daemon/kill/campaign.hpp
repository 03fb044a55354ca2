// Many lives, several at a time, each lane with a cloud of its own, and what came of them.
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "tests/daemon/kill/plans.hpp"

namespace understudy::killing {

struct Totals {
    std::size_t lives = 0, kills = 0, disturbed = 0;   ///< disturbed: lives with faults
    std::map<std::string, std::size_t> kills_by_step;  ///< "commit: heard", "a random instant", …
    Verdict verdict;
    std::vector<std::string>
        failures;  ///< for each life that broke a promise: its name, and how to repeat it
    Totals& operator+=(const Totals& other);
};
std::ostream& operator<<(std::ostream& out, const Totals& totals);

class Campaign {
  public:
    /// Makes the recordings, in a folder of its own below the temporary one.
    explicit Campaign(std::size_t lanes);
    /// Removes the folder, unless a life failed: then its database, steps and log stay.
    ~Campaign();
    Campaign(const Campaign&) = delete;
    Campaign& operator=(const Campaign&) = delete;

    /// Lives them all.
    Totals run(const std::vector<NamedPlan>& plans);
    /// The steps that the last process of a chapter passes when nobody kills it, with their occurrences.
    [[nodiscard]] std::vector<std::string> steps_of(const Chapter& chapter);

  private:
    class Lane;
    std::string folder_, recordings_;
    std::vector<std::string> sha256_;
    std::size_t lanes_;
    bool keep_ = false;
};

}  // namespace understudy::killing
