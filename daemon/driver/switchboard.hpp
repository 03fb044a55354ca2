// The switches for all jobs. A pause counts from the moment it is asked for, whatever becomes of it;
// everything else from when it is durable. What is asked for is kept one after the other.
#pragma once

#include <deque>
#include <functional>

#include "core/clock.hpp"
#include "core/store.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy {

class Switchboard {
  public:
    /// `turned` is called when something else counts than before, `store_failed` before that when the store
    /// did not keep a change.
    Switchboard(Store& store, Clock& clock, std::function<void()> turned,
                std::function<void(const std::string&)> store_failed)
        : store_(store), clock_(clock), turned_(std::move(turned)), store_failed_(std::move(store_failed)) {}

    /// As the store has them. Until then nothing is to be begun, and what is asked for waits.
    void loaded(Controls controls);
    [[nodiscard]] bool known() const { return known_; }
    [[nodiscard]] bool spending_paused() const { return !known_ || in_force_.spending; }
    [[nodiscard]] bool uploading_paused() const { return !known_ || in_force_.uploading; }
    /// What counts now.
    [[nodiscard]] const Controls& in_force() const { return in_force_; }
    [[nodiscard]] Pauses pauses() const {
        return {in_force_.spending.has_value(), in_force_.uploading.has_value()};
    }

    /// Answers once it is durable, with what counts then. Where the store does not keep it, a pause counts
    /// all the same, and is written when the store is back; nothing else is changed.
    void change(ControlsChange change, Answer<Controls> answer);
    /// What the store refused it may have kept all the same: what counts is written once more.
    void store_works();

  private:
    struct Wish {
        ControlsChange change;
        Time at{};
        Answer<Controls> answer;
    };
    void keep_next();
    void kept(Controls wanted, const Result<Nothing, StoreTrouble>& result);
    void refused(const Wish& wish, const StoreTrouble& trouble);
    void reckon();

    Store& store_;
    Clock& clock_;
    std::function<void()> turned_;
    std::function<void(const std::string&)> store_failed_;
    bool known_ = false, doubtful_ = false;
    Controls settled_, in_force_;  ///< settled: without the wishes
    std::deque<Wish> wishes_;      ///< the first is under way
};

}  // namespace understudy
