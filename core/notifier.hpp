// The port to whoever wants to know: the log now, event streams and webhooks later.
#pragma once

#include "core/history.hpp"
#include "core/job.hpp"

namespace understudy {

/// Called on the I/O thread, only with what is durable.
class Notifier {
  public:
    virtual ~Notifier() = default;
    virtual void happened(const Job& job, const HistoryEvent& event) = 0;
    /// Of no one job: an orphan in the cloud, the key refused, the cloud away and back, the store away and
    /// back.
    virtual void noticed(const std::string& type, const std::string& words) = 0;
};

}  // namespace understudy
