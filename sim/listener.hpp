// Who is told of what happens: keeps it all.
#pragma once

#include <algorithm>

#include "core/notifier.hpp"

namespace understudy::simulated {

class Listener : public Notifier {
  public:
    void happened(const Job&, const HistoryEvent& event) override { events.push_back(event); }
    void noticed(const std::string& type, const std::string& words) override {
        notices.emplace_back(type, words);
    }
    [[nodiscard]] int noticed_of(const std::string& type) const {
        return static_cast<int>(std::count_if(notices.begin(), notices.end(),
                                              [&](const auto& notice) { return notice.first == type; }));
    }
    std::vector<HistoryEvent> events;
    std::vector<std::pair<std::string, std::string>> notices;
};

}  // namespace understudy::simulated
