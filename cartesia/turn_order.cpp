#include "cartesia/turn_order.hpp"

#include <algorithm>

namespace understudy::cartesia {

TurnOrder::Ticket TurnOrder::join(Lane lane) {
    lanes_[static_cast<std::size_t>(lane)].push_back(++last_);
    return last_;
}

std::optional<TurnOrder::Ticket> TurnOrder::first() const {
    for (const std::size_t lane : {preferred_, 1 - preferred_})
        if (!lanes_[lane].empty()) return lanes_[lane].front();
    return std::nullopt;
}

void TurnOrder::leave(Ticket ticket, bool served) {
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
        const auto place = std::find(lanes_[lane].begin(), lanes_[lane].end(), ticket);
        if (place == lanes_[lane].end()) continue;
        lanes_[lane].erase(place);
        if (served) preferred_ = 1 - lane;
        return;
    }
}

}  // namespace understudy::cartesia
