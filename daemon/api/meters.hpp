// Whoever counts what the API does, and has the page that /metrics shows.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace understudy::api {

/// On the I/O thread.
class Meters {
  public:
    virtual ~Meters() = default;
    /// `route` is a pattern of the table, "" where the path leads nowhere; `method` one that the table knows,
    /// or "other". `took`: from the request's head to its answer's beginning.
    virtual void answered(std::string_view method, std::string_view route, int status, Duration took) = 0;
    /// A stream of events began, or ended.
    virtual void stream_began() = 0;
    virtual void stream_ended() = 0;
    /// Calls back once, later, in moments, also while a disk hangs.
    virtual void page(std::function<void(std::string)> then) = 0;
};

}  // namespace understudy::api
