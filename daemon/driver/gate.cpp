#include "daemon/driver/gate.hpp"

#include "core/backoff.hpp"

namespace understudy {
namespace {

/// So many calls in a row without an answer, over all jobs, mean that it is the host and not a request.
constexpr int kHostIsAway = 5;

bool host_failed(const Trouble& trouble) {
    if (trouble.kind != TroubleKind::transient) return false;
    return !trouble.http_status || *trouble.http_status >= 500;
}

bool says_nothing(const Trouble& trouble) {
    return trouble.kind == TroubleKind::cancelled || trouble.kind == TroubleKind::recording_changed ||
           trouble.kind == TroubleKind::recording_unreadable || trouble.kind == TroubleKind::forbidden;
}

}  // namespace

CloudGate::Change CloudGate::saw(const Trouble* trouble, const Policy& policy, Now now) {
    if (trouble && says_nothing(*trouble)) return Change::none;
    if (trouble && trouble->kind == TroubleKind::credentials) return shut(*trouble, policy, now);
    if (trouble && host_failed(*trouble)) {
        broken_in_a_row_ += 1;
        if (broken_in_a_row_ < kHostIsAway && open()) return Change::none;
        return shut(*trouble, policy, now);
    }
    // Done, or an answer that only a host that is well gives: but a refused key stays refused until a call is
    // done.
    broken_in_a_row_ = 0;
    if (open()) return Change::none;
    if (trouble && key_refused()) {
        probe_at_ = now.steady + policy.credentials_retry;
        return Change::none;
    }
    shut_by_.reset();
    probes_failed_ = 0;
    return Change::opened;
}

CloudGate::Change CloudGate::shut(const Trouble& trouble, const Policy& policy, Now now) {
    const bool news = open() || key_refused() != (trouble.kind == TroubleKind::credentials);
    if (open()) since_ = now.steady;
    shut_by_ = trouble;
    probes_failed_ += 1;
    const bool key = trouble.kind == TroubleKind::credentials;
    probe_at_ = now.steady + (key ? policy.credentials_retry
                                  : wait_after(probes_failed_ + 2, trouble.retry_after, policy, now.dice) +
                                        policy.first_wait);
    return news ? Change::shut : Change::none;
}

}  // namespace understudy
