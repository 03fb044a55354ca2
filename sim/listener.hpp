// Who is told of what happens: keeps the notices, and the events where somebody wants them kept.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/notifier.hpp"

namespace understudy::simulated {

class Listener : public Notifier {
  public:
    void happened(const Job&, const HistoryEvent& event) override {
        if (keeps_events) events.push_back(event);
        if (on_event) on_event(event);
    }
    void noticed(const std::string& type, const std::string& words) override {
        if (on_notice) on_notice(type, words);
        notices.emplace_back(type, words);
    }
    [[nodiscard]] int noticed_of(const std::string& type) const {
        return static_cast<int>(std::count_if(notices.begin(), notices.end(),
                                              [&](const auto& notice) { return notice.first == type; }));
    }

    bool keeps_events = true;
    std::vector<HistoryEvent> events;
    std::vector<std::pair<std::string, std::string>> notices;
    std::function<void(const HistoryEvent&)> on_event;                                 ///< may be empty
    std::function<void(const std::string& type, const std::string& words)> on_notice;  ///< may be empty
};

}  // namespace understudy::simulated
