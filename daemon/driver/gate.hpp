// The gate before the cloud, for all jobs at once: shut while the key is refused or the host does not answer,
// so that N jobs do not hammer it. One probe at a time asks whether it may open. Pure.
#pragma once

#include <optional>

#include "core/policy.hpp"
#include "core/trouble.hpp"

namespace understudy {

class CloudGate {
  public:
    enum class Change { none, shut, opened };

    [[nodiscard]] bool open() const { return !shut_by_; }
    /// Shut because the key is refused (else because the host is away, or open).
    [[nodiscard]] bool key_refused() const { return shut_by_ && shut_by_->kind == TroubleKind::credentials; }
    [[nodiscard]] const std::optional<Trouble>& shut_by() const { return shut_by_; }
    [[nodiscard]] std::optional<Duration> shut_since() const {
        return shut_by_ ? std::optional(since_) : std::nullopt;
    }
    /// When the next probe is due (steady); nullopt while the gate is open.
    [[nodiscard]] std::optional<Duration> probe_at() const {
        return shut_by_ ? std::optional(probe_at_) : std::nullopt;
    }

    /// Any call's outcome, the probe's too: nullptr when it was done.
    Change saw(const Trouble* trouble, const Policy& policy, Now now);
    /// The key or the network may have changed: probe at once.
    void probe_now(Now now) { probe_at_ = now.steady; }

  private:
    Change shut(const Trouble& trouble, const Policy& policy, Now now);

    std::optional<Trouble> shut_by_;
    Duration since_{}, probe_at_{};
    int broken_in_a_row_ = 0;  ///< calls without any answer, or with a 5xx
    int probes_failed_ = 0;
};

}  // namespace understudy
