#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

CloudModel::CloudModel(CloudSettings settings, std::uint64_t seed)
    : settings_(std::move(settings)), ids_(seed) {
    for (auto& voice : catalogue_voices()) voices_.add(std::move(voice));
}

Presence CloudModel::presence_of_new(const ListingLag& lag, Time exists_from) const {
    Presence presence;
    presence.exists_from = exists_from;
    presence.listed_from = exists_from + lag.time;
    presence.hidden_listings = lag.listings;
    return presence;
}

std::string CloudModel::cut(std::string description) const {
    if (settings_.description_limit && description.size() > *settings_.description_limit)
        description.resize(*settings_.description_limit);
    return description;
}

void CloudModel::settle(Time now) {
    while (!due_.empty() && due_.begin()->first <= now) {
        const auto [at, id] = *due_.begin();
        due_.erase(due_.begin());
        if (FineTune* fine_tune = fine_tunes_.find(id)) finish(*fine_tune, at);
    }
}

bool CloudModel::hide(const std::string& id, bool by_id, bool in_lists) {
    auto apply = [&](auto* object) {
        if (object == nullptr) return false;
        object->presence.hidden_by_id = by_id;
        object->presence.hidden_in_lists = in_lists;
        return true;
    };
    return apply(datasets_.find(id)) || apply(fine_tunes_.find(id)) || apply(voices_.find(id));
}

}  // namespace understudy::emulator
