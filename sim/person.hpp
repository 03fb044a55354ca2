// The people of a run: they submit jobs, and do with them what people do, at any moment. Afterwards one
// patient person, who sees the cloud's bill, answers what waits for an answer.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/adoption.hpp"
#include "sim/chance.hpp"
#include "sim/checker.hpp"
#include "sim/trace.hpp"
#include "sim/world.hpp"

namespace understudy::simulated {

class Person {
  public:
    Person(World& world, Checker& checker, Chance& chance, Trace& trace)
        : world_(world), checker_(checker), chance_(chance), trace_(trace) {}

    /// Makes up a job of some shape: its recordings are laid out now, it is submitted by submit().
    void plan_job();
    void plan(Submission submission);
    [[nodiscard]] int planned() const { return static_cast<int>(plans_.size()); }
    /// Submits the planned jobs that are not acknowledged yet, each with its own Idempotency-Key.
    void submit_some(bool all);
    /// Something to some job, sensible or not.
    void meddle();
    /// What each job waits for, from somebody who can see the bill.
    void help_all();
    /// Whether all planned jobs are acknowledged and all stored ones rest.
    [[nodiscard]] bool content() const;
    /// After a backup: what it does not know may be submitted again.
    void restored();

  private:
    struct Planned {
        Submission submission;
        std::string key;
        std::string job_id;  ///< once acknowledged
    };
    void submit(Planned& plan);
    void tell(const std::string& job_id, Command command);
    void remove(const std::string& job_id);
    void ask_why(const std::string& job_id);
    /// In the playground: begins a training by hand, or has one followed.
    void work_by_hand();
    void train_by_hand();
    void adopt(const std::string& fine_tune_id);
    [[nodiscard]] AdoptionSight sight_of(const CloudFineTune& fine_tune) const;
    /// Pauses all spending or uploading, or lets them go on.
    void switch_all(ControlsChange change);
    [[nodiscard]] ControlsChange some_switch();
    [[nodiscard]] MoveCommand some_place();
    void help(const Job& job);
    void resolve(const Job& job);
    [[nodiscard]] EditCommand edit_of(const Job& job);
    [[nodiscard]] const Job* any_job();

    World& world_;
    Checker& checker_;
    Chance& chance_;
    Trace& trace_;
    std::vector<Planned> plans_;
    std::set<std::string> removed_;
    std::set<std::string> adopting_;  ///< fine-tunes; one whose answer a crash took is never asked for again
};

}  // namespace understudy::simulated
