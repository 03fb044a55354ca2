// Watches a world and says which invariant was broken. Rows, requests and purchases are judged as they
// happen; whether every job is there and cared for, after each step; the whole ledger, at the end.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/invariants.hpp"
#include "sim/world.hpp"

namespace understudy::simulated {

/// Puts itself into the world's hooks; the world outlives it.
class Checker {
  public:
    explicit Checker(World& world);
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    Assumptions assumptions;
    bool stopping = false;  ///< the driver was asked to stop: it begins nothing any more
    [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
    void violated(std::string what);

    /// After each task of the loop.
    void after_step();
    /// The desk said yes: the job must be there from now on, and the command's effect on the disk.
    void acknowledged(const std::string& job_id);
    void acknowledged(const std::string& job_id, const Command& command);
    /// A person asks for a job's removal: from now on it may be gone, and what it bought is the person's.
    void removing(const std::string& job_id);
    void removed(const std::string& job_id);
    /// A person asked to pause, or to let go on, all spending: what to tell when the desk says yes.
    [[nodiscard]] std::function<void()> switching(bool spending_paused);
    /// A backup was put back: what is not in it was lost by a person, not by us.
    void restored();
    /// Everything is at rest.
    void at_the_end();

  private:
    [[nodiscard]] const Job* stored(const std::string& job_id) const;
    [[nodiscard]] std::vector<Job> stored_jobs() const;
    void note(Broken broken);
    void all_are_there();
    void all_are_cared_for();
    [[nodiscard]] std::set<std::string> reported() const;
    [[nodiscard]] std::vector<Purchase> bill() const;
    /// Without what nobody can know to have been paid for.
    [[nodiscard]] std::vector<Purchase> bill_as_known() const;

    struct Neglect {
        Duration since{};
        std::string words;
        bool said = false;
    };

    World& world_;
    std::vector<std::string> violations_;
    std::set<std::string> acknowledged_, removed_;
    std::map<std::string, Neglect> neglected_;
    int switchings_ = 0, last_going_on_ = 0;  ///< by the order in which they were asked for
    bool restored_ = false;
    bool spending_paused_ = false;  ///< acknowledged, and nobody has asked for anything else since
};

}  // namespace understudy::simulated
