// The progress of every job at work as all streams show it: what changes is looked at again no more than
// three times a second for each job, and only what is then another one is shown. A stream remembers one
// number, up to which version it has shown the board, so a slow one costs nothing and gets the newest.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "daemon/driver/desk.hpp"

namespace understudy::api {

/// Times are those of a steady clock.
class ProgressBoard {
  public:
    static constexpr Duration pause = milliseconds{334};
    using Look = std::function<std::optional<JobProgress>(std::string_view job_id)>;

    /// Something may have changed about this job. False when it waits to be looked at already.
    bool touch(std::string_view job_id, Duration now);
    /// When the next job that was touched may be looked at; nullopt: there is none.
    [[nodiscard]] std::optional<Duration> next_due() const;
    /// Looks at those whose time has come. True when something new is shown.
    bool settle(Duration now, const Look& look);

    /// Moves `version` on until there are about `enough` bytes; the frames of what was shown after it, of
    /// this job, or of all when `job_id` is "".
    [[nodiscard]] std::string take(std::uint64_t& version, std::string_view job_id, std::size_t enough) const;

  private:
    struct Shown {
        JobProgress progress;
        std::uint64_t version;
    };
    void show(JobProgress progress);
    void wipe(const std::string& job_id);

    std::map<std::string, Shown, std::less<>> shown_;
    std::map<std::uint64_t, std::string> by_version_;
    std::map<std::string, Duration, std::less<>> due_at_;     ///< of those that were touched
    std::set<std::pair<Duration, std::string>> due_;          ///< the same by time
    std::map<std::string, Duration, std::less<>> looked_at_;  ///< within the last pause
    std::uint64_t newest_ = 0;
};

}  // namespace understudy::api
