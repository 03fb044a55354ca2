// What a job's view says of each recording. Made when somebody asks, and kept for the jobs that were asked
// for last: a job that is watched is asked for twice a second, and its recordings do not change.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <vector>

#include "daemon/driver/desk.hpp"

namespace understudy {

class FileBriefs {
  public:
    using Files = std::shared_ptr<const std::vector<FileBrief>>;

    /// Of the job as it was judged last; nullptr when they are to be made.
    [[nodiscard]] Files find(const Job& job);
    /// Makes them, and keeps them when they are of all recordings: what is stored can be older than the job.
    Files keep(const Job& job, const std::vector<Recording>& recordings, const Policy& policy);

  private:
    static constexpr std::size_t most_jobs = 32;
    struct Entry {
        std::string job_id;
        JobPreflight judged;
        std::vector<std::string> paths;  ///< as they were named
        Files files;
    };
    std::list<Entry> entries_;  ///< the one that was asked for last first
};

}  // namespace understudy
