// Is the store there, and is it sound? Nothing is sent while it cannot be written, and nothing is bought
// unless all of it was read and found sound within the last hour. Each outage is told once, and so is its
// end.
#include <algorithm>

#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

constexpr Duration kSoundFor = std::chrono::hours{1};
constexpr Duration kBetweenAuditsOfDamage = std::chrono::minutes{10};

/// 1, 2, 4, 8, 16, 32 s.
Duration patience(int failed) { return seconds{1} * (1 << std::min(failed, 5)); }

}  // namespace

void Driver::Impl::store_fails(const std::string& what) {
    if (outage_) return;
    outage_ = StoreOutage{false, what, ports_.clock.wall(), {}};
    ports_.notifier.noticed("store_away",
                            what + "; nothing is sent until it is back; it is tried again by itself");
    probes_failed_ = 0;
    if (ready_) probe_store_at_ = ports_.clock.steady() + patience(0);
}

void Driver::Impl::store_works() {
    if (!outage_ || outage_->damaged) return;
    const Duration away = std::max(Duration{}, ports_.clock.wall() - outage_->since);
    outage_ends("store_back", "the database is written again, after " + in_words(away));
}

void Driver::Impl::outage_ends(const std::string& type, const std::string& words) {
    outage_.reset();
    probe_store_at_.reset();
    ports_.notifier.noticed(type, words);
    switchboard_.store_works();
    if (ready_ && !stopping_) pump_all();
}

Problem Driver::Impl::outage_problem() const {
    if (outage_->damaged)
        return {503, "store-damaged", "The database is damaged",
                outage_->what + "; nothing was changed; a backup must be restored", ""};
    return {503, "store-unavailable", "The database cannot be written",
            "this request changed nothing; try again when the disk is back", ""};
}

std::optional<Duration> Driver::Impl::store_due_at() const {
    if (!probe_store_at_ || !audit_at_) return probe_store_at_ ? probe_store_at_ : audit_at_;
    return std::min(*probe_store_at_, *audit_at_);
}

void Driver::Impl::store_due(Duration steady) {
    if (probe_store_at_ && *probe_store_at_ <= steady) probe_store();
    if (audit_at_ && *audit_at_ <= steady) audit_store();
}

/// Whoever has something to write tries again by itself; this is for when nobody has.
void Driver::Impl::probe_store() {
    probe_store_at_.reset();
    ports_.store.probe([this](Result<Nothing, StoreTrouble> written) {
        if (stopping_ || !outage_ || outage_->damaged) return;
        if (written.ok()) return store_works(), rearm();
        probe_store_at_ = ports_.clock.steady() + patience(++probes_failed_);
        rearm();
    });
}

bool Driver::Impl::found_sound() {
    if (sound_until_ && ports_.clock.steady() < *sound_until_) return true;
    if (!audit_at_) audit_store();
    return false;
}

void Driver::Impl::audit_store() {
    audit_at_.reset();
    if (std::exchange(auditing_, true)) return;
    ports_.store.audit([this](Result<Nothing, StoreTrouble> verdict) {
        auditing_ = false;
        if (stopping_) return;
        audited(verdict);
        rearm();
    });
}

void Driver::Impl::audited(const Result<Nothing, StoreTrouble>& verdict) {
    const Duration steady = ports_.clock.steady();
    if (verdict.ok()) {
        audits_failed_ = 0;
        sound_until_ = steady + kSoundFor;
        if (outage_ && outage_->damaged)
            return outage_ends("store_sound", "the database is found sound again");
        if (ready_) pump_all();
        return;
    }
    sound_until_.reset();
    if (verdict.error().kind != StoreTrouble::Kind::corrupt) {
        audit_at_ = steady + patience(audits_failed_++);
        return;
    }
    audit_at_ = steady + kBetweenAuditsOfDamage;
    if (outage_ && outage_->damaged) return;
    outage_ = StoreOutage{true, verdict.error().what, ports_.clock.wall(), {}};
    probe_store_at_.reset();
    ports_.notifier.noticed(
        "store_damaged",
        "the database is damaged: " + verdict.error().what +
            "; nothing is sent or bought any more; what is in training is followed; stop the "
            "daemon and restore a backup: what was bought since is found in the cloud");
}

}  // namespace understudy
