// One notifier that tells two.
#pragma once

#include "core/notifier.hpp"

namespace understudy {

/// In this order. Both outlive it.
class FanOut final : public Notifier {
  public:
    FanOut(Notifier& first, Notifier& second) : first_(first), second_(second) {}
    void happened(const Job& job, const HistoryEvent& event) override {
        first_.happened(job, event);
        second_.happened(job, event);
    }
    void noticed(const std::string& type, const std::string& words) override {
        first_.noticed(type, words);
        second_.noticed(type, words);
    }

  private:
    Notifier& first_;
    Notifier& second_;
};

}  // namespace understudy
