// Tells the log what became durable: one line a transition, with the job, its state and the cause.
#pragma once

#include <functional>
#include <string>

#include "core/notifier.hpp"
#include "daemon/log.hpp"

namespace understudy {

class LogNotifier : public Notifier {
  public:
    /// `changed` is called after each line: something that the service's status tells of may be different
    /// now.
    explicit LogNotifier(std::function<void()> changed) : changed_(std::move(changed)) {}

    void happened(const Job& job, const HistoryEvent& event) override;
    void noticed(const std::string& type, const std::string& words) override;

  private:
    std::function<void()> changed_;
};

/// "job_01J… training, attempt 1: state_changed: the dataset equals the manifest"
[[nodiscard]] std::string log_line(const HistoryEvent& event);
/// JOB_ID, STATE, ATTEMPT, EVENT, REASON of a hold, REQUEST_ID of the cloud's answer where there was one.
[[nodiscard]] log::Fields log_fields(const HistoryEvent& event);
/// What needs a person's eye is a warning; what happens to each file is for debugging.
[[nodiscard]] log::Level log_level(const HistoryEvent& event);

}  // namespace understudy
