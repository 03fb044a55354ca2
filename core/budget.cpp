#include "core/budget.hpp"

namespace understudy {

namespace {

using std::chrono::days;

bool is_for(const BudgetLimit& limit, const std::map<std::string, std::string>& labels) {
    if (limit.label.empty()) return true;
    const auto its = labels.find(limit.label);
    return its != labels.end() && its->second == limit.value;
}

std::string name_of(const BudgetLimit& limit) {
    const std::string period = limit.period == Period::day ? "day's" : "month's";
    const std::string whose = limit.label.empty() ? "" : " for " + limit.label + "=" + limit.value;
    return "the " + period + " budget" + whose + " of " + credits_in_words(limit.credits);
}

Shortfall used_up(const BudgetLine& line) {
    return {name_of(line.limit) + " has " + credits_in_words(line.left()) + " left, and a training takes " +
                credits_in_words(credits_per_training),
            "a higher [budget] and a reload, or time: the next " + std::string(to_word(line.limit.period)) +
                " begins by itself (UTC)",
            line.until, false};
}

Shortfall unapproved(std::int64_t committed, std::int64_t above, Time now) {
    return {credits_in_words(committed) + " are spent or reserved this month, and what goes beyond " +
                credits_in_words(above) + " a person approves",
            "an approval (understudy approve), a higher approval_above and a reload, or time: the next month "
            "begins by itself (UTC)",
            end_of(Period::month, now), true};
}

}  // namespace

const char* to_word(Period value) { return value == Period::day ? "day" : "month"; }

Time begin_of(Period period, Time now) {
    const auto today = std::chrono::floor<days>(now);
    if (period == Period::day) return today;
    const std::chrono::year_month_day date{today};
    return std::chrono::sys_days{date.year() / date.month() / 1};
}

Time end_of(Period period, Time now) {
    if (period == Period::day) return std::chrono::floor<days>(now) + days{1};
    const std::chrono::year_month_day date{std::chrono::floor<days>(now)};
    const auto next = std::chrono::year_month{date.year(), date.month()} + std::chrono::months{1};
    return std::chrono::sys_days{next / 1};
}

void Books::enter(const Movement& movement) {
    if (movement.to == Account::available)
        purchases_.erase(movement.nonce);
    else if (movement.from == Account::available)
        purchases_[movement.nonce] = {movement.at, movement.credits, movement.job_id, movement.labels};
}

void Books::agree_with(const Job& job) {
    std::erase_if(purchases_, [&](const auto& entry) { return entry.second.job_id == job.id; });
    for (const Intent& intent : job.intents)
        if (account_of(intent.charge) != Account::available)
            purchases_[intent.nonce] = {intent.opened_at, credits_per_training, job.id, job.spec.labels};
}

std::int64_t Books::committed(Period period, Time now, const std::string& label,
                              const std::string& value) const {
    const Time from = begin_of(period, now), to = end_of(period, now);
    std::int64_t credits = 0;
    for (const auto& [nonce, purchase] : purchases_)
        if (purchase.at >= from && purchase.at < to && is_for({period, 0, label, value}, purchase.labels))
            credits += purchase.credits;
    return credits;
}

BudgetLine line_of(const BudgetLimit& limit, const Books& books, Time now) {
    return {limit, books.committed(limit.period, now, limit.label, limit.value), end_of(limit.period, now)};
}

std::optional<Shortfall> shortfall(const Budget& budget, const Books& books,
                                   const std::map<std::string, std::string>& labels, bool approved,
                                   Time now) {
    std::optional<BudgetLine> worst;  // the one that lasts longest
    for (const BudgetLimit& limit : budget.limits) {
        if (!is_for(limit, labels)) continue;
        const BudgetLine line = line_of(limit, books, now);
        const bool short_of = line.committed + credits_per_training > limit.credits;
        if (short_of && (!worst || worst->until < line.until)) worst = line;
    }
    if (worst) return used_up(*worst);
    if (budget.approval_above == 0 || approved) return std::nullopt;
    const std::int64_t committed = books.committed(Period::month, now);
    if (committed + credits_per_training <= budget.approval_above) return std::nullopt;
    return unapproved(committed, budget.approval_above, now);
}

std::string credits_in_words(std::int64_t credits) {
    std::string digits = std::to_string(credits);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (credits < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits + (credits == 1 ? " credit" : " credits");
}

}  // namespace understudy
