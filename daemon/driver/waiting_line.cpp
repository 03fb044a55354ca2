#include "daemon/driver/waiting_line.hpp"

#include "core/check.hpp"

namespace understudy {

void WaitingLine::stand(const Job& job) {
    QueuePlace place = place_of(job);
    const auto known = places_.find(job.id);
    if (known != places_.end() && known->second == place) return;
    leave(job.id);
    line_.insert(place);
    places_.emplace(job.id, std::move(place));
    numbers_.clear();
}

void WaitingLine::leave(const std::string& job_id) {
    const auto known = places_.find(job_id);
    if (known == places_.end()) return;
    line_.erase(known->second);
    places_.erase(known);
    numbers_.clear();
}

std::vector<std::string> WaitingLine::ids() const {
    std::vector<std::string> ids;
    ids.reserve(line_.size());
    for (const QueuePlace& place : line_) ids.push_back(place.job_id);
    return ids;
}

std::optional<Position> WaitingLine::position_of(const std::string& job_id) const {
    if (!has(job_id)) return std::nullopt;
    if (numbers_.empty())
        for (const QueuePlace& place : line_) numbers_.emplace(place.job_id, numbers_.size() + 1);
    return Position{numbers_.at(job_id), line_.size()};
}

/// The neighbours of a spot, the moving job itself left out; end() where the priority begins or ends.
WaitingLine::Spot WaitingLine::before(Spot spot, const QueuePlace& its) const {
    while (spot != line_.begin())
        if ((--spot)->job_id != its.job_id) return spot->priority == its.priority ? spot : line_.end();
    return line_.end();
}

WaitingLine::Spot WaitingLine::after(Spot spot, const QueuePlace& its) const {
    for (; spot != line_.end(); ++spot)
        if (spot->job_id != its.job_id) return spot->priority == its.priority ? spot : line_.end();
    return line_.end();
}

Result<std::string, Problem> WaitingLine::key_for(const Job& job, const MoveCommand& move,
                                                  const std::string& by_age) const {
    using To = MoveCommand::To;
    const QueuePlace its = place_of(job);
    const std::string field = move.to == To::before ? "/before" : "/after";
    Spot next = move.to == To::bottom ? line_.lower_bound({its.priority - 1, "", ""})
                                      : line_.lower_bound({its.priority, "", ""});
    if (move.to == To::before || move.to == To::after) {
        const auto other = places_.find(move.other);
        if (other == places_.end() || move.other == job.id)
            return failure(
                invalid_field(field, move.other + " is no other job in the queue; see GET /v1/queue"));
        if (other->second.priority != its.priority)
            return failure(invalid_field(field, move.other + " has priority " +
                                                    std::to_string(other->second.priority) +
                                                    ", and this job " + std::to_string(its.priority) +
                                                    ": give it that priority first"));
        next = line_.find(other->second);
        if (move.to == To::after) ++next;
    }
    // Two may have the same key: one left the line and came back. Between these there is no room.
    Spot left = before(next, its), right = after(next, its);
    const auto equal = [&] { return left != line_.end() && right != line_.end() && left->key >= right->key; };
    while (equal() && move.to == To::after) right = after(std::next(right), its);
    while (equal()) left = before(left, its);
    const std::string low = left == line_.end() ? "" : left->key;
    std::string high = right == line_.end() ? by_age : right->key;
    if (right == line_.end() && high <= low) high.clear();  // a clock that stepped back
    return key_between(low, high);
}

}  // namespace understudy
