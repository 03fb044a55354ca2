// One round of the checkup: what was asked, and what was heard so far. For the checkup's own files.
#pragma once

#include <array>
#include <memory>

#include "daemon/driver/impl.hpp"

namespace understudy {

/// The driver lets go of a round that has ended: what is heard late finds that it is not `checkup_` any more.
struct Driver::Impl::Checkup {
    std::vector<Answer<Checks>> askers;
    Duration ends{};  ///< steady: answered then, with what is known
    /// Shown in this order, whichever is ready first.
    enum Section { premises, database, jobs, cloud, sections };
    std::array<Checks, sections> found;
    std::array<bool, sections> done{};

    StoreSight store;
    std::set<std::string> suspects;         ///< jobs that nobody cared for at the first look
    std::optional<Duration> look_again_at;  ///< steady

    std::optional<Cloud::CallId> call;
    bool tls_failed = false;
    CloudSight sight;
    bool unread = false;  ///< the store did not say whose something is
    int lookups = 0;      ///< asked of the store, and not answered
};

/// A call for a round. What is heard after its end, or after stop(), is not looked at.
template <class T, class Then>
Reply<T> Driver::Impl::for_checkup(const CheckupRound& round, Then then) {
    checkup_calls_ += 1;
    return [this, round, then](Outcome<T> outcome) {
        checkup_calls_ -= 1;
        round->call.reset();
        if (stopping_) return stop_if_done();
        if (round == checkup_) then(std::move(outcome));
    };
}

}  // namespace understudy
