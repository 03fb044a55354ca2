// A shelf keeps objects of one kind in the order in which they were made, and hands them out by id and by
// page. A page costs what it holds, however many objects there are. Ids of deleted objects stay known as
// cursors, so that a reader who pages while others delete does not fall off.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "emulator/model/refusal.hpp"
#include "emulator/model/settings.hpp"

namespace understudy::emulator {

struct PageRequest {
    std::optional<long long> limit;  ///< 1–100, 10 when absent
    std::optional<std::string> starting_after, ending_before;
};

template <class T>
struct Page {
    std::vector<T> data;
    bool has_more = false;
    std::optional<std::string> next_page;  ///< the id to go on from, when there is more
};

/// What is wrong with a request for a page, or the number of objects to give.
[[nodiscard]] inline Granted<std::size_t> page_size(const PageRequest& request,
                                                    const CloudSettings& settings) {
    if (request.starting_after && request.ending_before)
        return invalid("starting_after and ending_before cannot be used together.");
    const long long limit = request.limit.value_or(10);
    if ((limit < 1 || limit > 100) && settings.refuse_bad_limit)
        return invalid("limit must be between 1 and 100.");
    return static_cast<std::size_t>(std::clamp(limit, 1LL, 100LL));
}

template <class T>
class Shelf {
  public:
    T& add(T object) {
        const std::uint64_t place = next_place_++;
        places_[object.id] = place;
        if (object.presence.hidden_listings > 0) lagging_.push_back(place);
        return objects_.emplace(place, std::move(object)).first->second;
    }
    [[nodiscard]] T* find(const std::string& id) {
        const auto place = places_.find(id);
        if (place == places_.end()) return nullptr;
        const auto object = objects_.find(place->second);
        return object == objects_.end() ? nullptr : &object->second;
    }
    bool erase(const std::string& id) {
        const auto place = places_.find(id);
        return place != places_.end() && objects_.erase(place->second) == 1;
    }
    [[nodiscard]] const std::map<std::uint64_t, T>& all() const { return objects_; }
    [[nodiscard]] std::map<std::uint64_t, T>& all() { return objects_; }

    /// Those objects for which `wanted` holds, in the order of the settings, from the cursor on. A first page
    /// counts as one listing for the objects that lag by listings.
    [[nodiscard]] Granted<Page<T>> page(const PageRequest& request, const CloudSettings& settings, Time now,
                                        const std::function<bool(const T&)>& wanted = nullptr) {
        auto limit = page_size(request, settings);
        if (!limit) return failure(limit.error());
        const bool backwards = request.ending_before.has_value();
        const auto& cursor = backwards ? request.ending_before : request.starting_after;
        std::optional<std::uint64_t> from;
        if (cursor) {
            const auto place = places_.find(*cursor);
            if (place == places_.end() && settings.refuse_unknown_cursor)
                return invalid("There is no object with the ID " + *cursor + " to page from.");
            if (place == places_.end()) return Page<T>{};
            from = place->second;
        }
        auto page = collect(from, settings.newest_first != backwards, *limit, [&](const T& object) {
            return object.presence.listed(now) && (!wanted || wanted(object));
        });
        if (backwards) std::reverse(page.data.begin(), page.data.end());
        if (page.has_more) page.next_page = backwards ? page.data.front().id : page.data.back().id;
        if (!cursor) count_listing();
        return page;
    }

  private:
    template <class Predicate>
    Page<T> collect(std::optional<std::uint64_t> from, bool descending, std::size_t limit,
                    const Predicate& wanted) const {
        Page<T> page;
        auto take = [&](const T& object) {
            if (!wanted(object)) return true;
            page.has_more = page.data.size() == limit;
            if (!page.has_more) page.data.push_back(object);
            return !page.has_more;
        };
        if (descending) {
            auto at = from ? objects_.lower_bound(*from) : objects_.end();
            while (at != objects_.begin() && take((--at)->second)) continue;
        } else {
            auto at = from ? objects_.upper_bound(*from) : objects_.begin();
            while (at != objects_.end() && take(at->second)) ++at;
        }
        return page;
    }
    void count_listing() {
        std::erase_if(lagging_, [this](std::uint64_t place) {
            const auto object = objects_.find(place);
            return object == objects_.end() || --object->second.presence.hidden_listings == 0;
        });
    }

    std::map<std::uint64_t, T> objects_;
    std::unordered_map<std::string, std::uint64_t> places_;
    std::vector<std::uint64_t> lagging_;
    std::uint64_t next_place_ = 0;
};

}  // namespace understudy::emulator
