// What is kept of webhooks, and for how long: orphans, what waits for too long, what failed long ago.
#include <algorithm>
#include <chrono>

#include "core/checkup_webhooks.hpp"
#include "core/counted.hpp"
#include "core/webhook.hpp"
#include "daemon/webhooks/courier.hpp"

namespace understudy {

namespace {

constexpr Duration tidying_interval = std::chrono::hours{1};
/// A clock that moved further than this against the steady one was set.
constexpr Duration clock_set = std::chrono::minutes{10};

bool is_among(const std::vector<WebhookStanding>& standings, const std::string& name) {
    return std::any_of(standings.begin(), standings.end(),
                       [&](const auto& each) { return each.name == name || each.was == name; });
}

}  // namespace

void Courier::tell_of_names(const std::vector<WebhookStanding>& standings) {
    if (!std::exchange(renamed_, false)) return;
    for (const WebhookStanding& standing : standings) {
        const Line* line = find(standing.name);
        if (standing.was.empty() || line == nullptr || line->known) continue;
        world_.tell("webhook " + standing.name + " goes on where " + standing.was +
                        " stood, which led to the same address: " +
                        counted(static_cast<std::size_t>(standing.waiting), "message") + " wait for it",
                    false);
    }
}

/// When something is left without its webhook, and when that is dropped.
void Courier::tell_of_orphans(const std::vector<WebhookStanding>& standings) {
    for (const WebhookStanding& before : standings_)
        if (is_missed(before) && !is_among(standings, before.name))
            world_.tell("webhook " + before.name + " was not in the configuration for 7 days: " +
                            counted(static_cast<std::size_t>(before.waiting + before.failed), "message") +
                            " for it dropped",
                        true);
    std::set<std::string> missed;
    for (const WebhookStanding& standing : standings) {
        if (!is_missed(standing)) continue;
        missed.insert(standing.name);
        if (!told_orphans_.contains(standing.name))
            world_.tell("webhook " + standing.name + ": " + orphan_words(standing), true);
    }
    told_orphans_ = std::move(missed);
}

const WebhookStanding* Courier::orphan(const std::string& name) const {
    const auto found = std::find_if(standings_.begin(), standings_.end(), [&](const auto& standing) {
        return standing.name == name && is_missed(standing);
    });
    return found == standings_.end() ? nullptr : &*found;
}

void Courier::tidy_later() {
    tidy_at_ = steady() + tidying_interval;
    clock_ahead_ = world_.clock.wall().time_since_epoch() - steady();
}

/// By a clock that was set meanwhile, what is old may be young: first it is looked at by the new one, and an
/// hour is left for it to be tried.
void Courier::tidy_when_due() {
    if (!tidy_at_ || *tidy_at_ > steady()) return;
    const Duration moved = world_.clock.wall().time_since_epoch() - steady() - clock_ahead_;
    tidy_later();
    if (std::chrono::abs(moved) > clock_set) {
        for (auto& [id, line] : lines_) line.look = true;
        return;
    }
    world_.queue.tidy(world_.clock.wall(), [this](const Result<std::int64_t, StoreTrouble>& given_up) {
        if (!given_up || stopping_) return;
        if (*given_up > 0)
            world_.tell("webhooks: " + counted(static_cast<std::size_t>(*given_up), "message") +
                            " given up after 7 days; see: understudy webhooks",
                        true);
        counts_.failed += static_cast<std::uint64_t>(*given_up);
        look_at_standings();
    });
}

}  // namespace understudy
