// Whoever is told how the exchanges with the cloud end: for metrics and the log. What was said in them is not
// told.
#pragma once

#include <string>
#include <string_view>

#include "core/time.hpp"
#include "core/trouble.hpp"

namespace understudy::cartesia {

/// One request that was sent, or could not be, and its answer. A list has one for each of its pages.
struct Exchanged {
    std::string_view endpoint;         ///< the call's word: "create_fine_tune"; one of some twenty, for ever
    int http_status = 0;               ///< 0: no answer came
    const Trouble* trouble = nullptr;  ///< nullptr: a 2xx
    Duration took{};                   ///< from its turn to the end of the answer
    std::string request_id{};          ///< the cloud's, "" when it sent none; without our key in it
};

class Observer {
  public:
    virtual ~Observer() = default;
    /// On the I/O thread, in the middle of the exchange: takes note, and no more.
    virtual void exchanged(const Exchanged& exchange) = 0;
};

}  // namespace understudy::cartesia
