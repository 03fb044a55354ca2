// A second pair of eyes beside the checker, for what shows only over time: who owns what was bought, what an
// attempt cost, how long an unknown outcome was looked for, and what became of a file that somebody else put
// into a dataset.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/invariants_of_jobs.hpp"
#include "sim/world.hpp"

namespace understudy::simulated {

/// Goes before the hooks that the world has when it is made, and hands everything on to them. The world
/// outlives nothing of it: both are used for one run.
class Auditor {
  public:
    explicit Auditor(World& world);
    Auditor(const Auditor&) = delete;
    Auditor& operator=(const Auditor&) = delete;

    [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }

  private:
    void row(const Job* before, const Job& after);
    void paid_request(const NewFineTune& request);
    void called(const std::string& call);
    void add_a_file();
    void is_it_still_there();
    void note(Broken broken);

    World& world_;
    std::vector<std::string> violations_;
    std::map<std::string, Sought> sought_;  ///< by nonce
    std::set<std::string> last_rows_;       ///< jobs whose history is to be looked at
    std::string foreign_in_, dataset_;      ///< the job into whose dataset somebody put a file
    bool person_knows_ = false;             ///< … which the job said
};

}  // namespace understudy::simulated
