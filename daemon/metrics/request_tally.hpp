// What the REST API was asked, and how it answered.
#pragma once

#include <array>
#include <map>
#include <string>
#include <tuple>

#include "daemon/metrics/histogram.hpp"
#include "daemon/metrics/page.hpp"

namespace understudy::metrics {

class RequestTally {
  public:
    /// `route`: "" where the path led nowhere.
    void answered(std::string_view method, std::string_view route, int status, Duration took);
    void stream_began() { streams_ += 1; }
    void stream_ended() { streams_ -= 1; }
    void write_to(Page& page) const;

  private:
    using Key = std::tuple<std::string, std::string, std::string>;  ///< method, route, "2xx"
    std::map<Key, std::uint64_t> requests_;
    std::map<std::string, Histogram, std::less<>> durations_;  ///< by route
    std::size_t streams_ = 0;
};

}  // namespace understudy::metrics
