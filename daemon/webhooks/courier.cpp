#include "daemon/webhooks/courier.hpp"

#include <algorithm>

#include "core/checkup_webhooks.hpp"
#include "core/webhook.hpp"

namespace understudy {

namespace {

constexpr seconds store_patience{5};

}  // namespace

Courier::Courier(CourierWorld world) : world_(std::move(world)) {}

/// A line whose name stays is the same one: what is under way for it goes on.
void Courier::plan(std::vector<WebhookPlan> plans) {
    Lines lines;
    for (WebhookPlan& plan : plans) {
        const auto same = std::find_if(lines_.begin(), lines_.end(),
                                       [&](const auto& line) { return line.second.plan.name == plan.name; });
        Line line = same == lines_.end() ? Line{} : std::move(same->second);
        const std::uint64_t id = same == lines_.end() ? ++last_id_ : same->first;
        line.plan = std::move(plan);
        line.grew = line.look = true;
        line.send_at = {};
        lines.emplace(id, std::move(line));
    }
    lines_ = std::move(lines);
    ++naming_;
    name_all();  // at once: what is asked for behind this is to find the names there
    wake_soon();
}

void Courier::history_grew() {
    if (lines_.empty() || stopping_) return;
    for (auto& [id, line] : lines_) line.grew = true;
    wake_soon();
}

void Courier::stop() {
    stopping_ = true;
    world_.clock.sleep();
}

Courier::Line* Courier::find(std::uint64_t id) {
    const auto found = lines_.find(id);
    return found == lines_.end() ? nullptr : &found->second;
}

Courier::Line* Courier::find(const std::string& name) {
    for (auto& [id, line] : lines_)
        if (line.plan.name == name) return &line;
    return nullptr;
}

void Courier::wake_soon() {
    if (std::exchange(waking_, true)) return;
    world_.clock.soon([this] {
        waking_ = false;
        turn();
    });
}

/// Begins whatever can be begun. The line behind the one that was served last is the first.
void Courier::turn() {
    if (stopping_) return;
    if (name_at_ && *name_at_ <= steady()) name_all();
    tidy_when_due();
    for (auto& [id, line] : lines_) take(id, line);
    const std::uint64_t last = last_served_;
    for (auto line = lines_.upper_bound(last); line != lines_.end(); ++line) send(line->first, line->second);
    for (auto line = lines_.begin(); line != lines_.upper_bound(last); ++line)
        send(line->first, line->second);
    sleep_until_due();
}

void Courier::sleep_until_due() {
    std::optional<Duration> first = name_at_;
    const auto sooner = [&first](Duration at) { first = first ? std::min(*first, at) : at; };
    if (tidy_at_) sooner(*tidy_at_);
    for (const auto& [id, line] : lines_) {
        if (!line.known) continue;
        if (line.grew && !line.taking) sooner(line.take_at);
        if (line.sending || line.send_at == never || (line.gone && !line.unrecorded)) continue;
        if (line.unrecorded || line.look)
            sooner(line.send_at);
        else if (line.due)
            sooner(std::max(*line.due, line.send_at));
    }
    if (!first) return world_.clock.sleep();
    // What is due already waits for somebody's answer, whose coming is a turn.
    if (*first <= steady()) return world_.clock.sleep();
    world_.clock.wake_at(*first, [this] { turn(); });
}

/// A daemon without webhooks writes nothing for them, unless an earlier configuration had some.
void Courier::name_all() {
    name_at_.reset();
    const auto name = [this, naming = naming_] {
        std::vector<WebhookName> names;
        for (const auto& [id, line] : lines_) names.push_back({line.plan.name, line.plan.target});
        world_.queue.name_webhooks(std::move(names), world_.clock.wall(),
                                   [this, naming](const auto& done) { named(naming, done); });
    };
    if (!lines_.empty()) return name();
    using Standings = Result<std::vector<WebhookStanding>, StoreTrouble>;
    world_.queue.standings([this, name, naming = naming_](const Standings& standings) {
        if (!standings) return named(naming, failure(standings.error()));
        if (naming == naming_ && !standings->empty()) name();
    });
}

void Courier::named(std::uint64_t naming, const Result<std::int64_t, StoreTrouble>& renamed) {
    if (renamed && *renamed > 0) renamed_ = true;
    if (naming != naming_) return;
    if (renamed) return look_at_standings();
    name_at_ = steady() + store_patience;
    wake_soon();
}

/// Once at a time; asked for meanwhile, once more behind it.
void Courier::look_at_standings() {
    if (std::exchange(looking_, true)) {
        look_again_ = true;
        return;
    }
    world_.queue.standings([this](const Result<std::vector<WebhookStanding>, StoreTrouble>& standings) {
        looking_ = false;
        if (standings) stand(*standings);
        const bool unknown =
            std::any_of(lines_.begin(), lines_.end(), [](const auto& line) { return !line.second.known; });
        if (!standings && unknown && !name_at_) name_at_ = steady() + store_patience;
        if (std::exchange(look_again_, false)) look_at_standings();
        wake_soon();
    });
}

void Courier::stand(const std::vector<WebhookStanding>& standings) {
    tell_of_names(standings);
    tell_of_orphans(standings);
    standings_ = standings;
    const bool keeps = std::any_of(standings.begin(), standings.end(), [](const auto& each) {
        return each.waiting + each.failed > 0 || each.orphaned_at;
    });
    if (!keeps) tidy_at_.reset();
    if (keeps && !tidy_at_) tidy_later();
    for (const WebhookStanding& standing : standings) {
        Line* line = find(standing.name);
        if (line == nullptr) continue;
        line->gone = standing.gone;
        if (std::exchange(line->known, true)) continue;
        line->cursor = standing.cursor;
        line->troubled = standing.last_trouble_at.value_or(Time{}) > standing.last_success.value_or(Time{});
    }
}

WebhookFacts Courier::facts() const {
    WebhookFacts facts = counts_;
    facts.webhooks = lines_.size();
    for (const WebhookStanding& standing : standings_) {
        if (standing.orphaned_at) continue;
        facts.waiting += standing.waiting;
        facts.failed_kept += standing.failed;
    }
    return facts;
}

Checks Courier::checks() const {
    std::vector<WebhookSight> sights;
    for (const auto& [id, line] : lines_) {
        WebhookSight sight{line.plan.name, line.plan.unready, {}};
        for (const WebhookStanding& standing : standings_)
            if (standing.name == line.plan.name) sight.standing = standing;
        sights.push_back(std::move(sight));
    }
    for (const WebhookStanding& standing : standings_)
        if (is_missed(standing)) sights.push_back({standing.name, "", standing});
    return judge_webhooks(sights, world_.clock.wall());
}

}  // namespace understudy
