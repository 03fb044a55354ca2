// The answer that a fault gives instead of the right one.
#pragma once

#include "emulator/api/call.hpp"
#include "emulator/fault.hpp"

namespace understudy::emulator {

/// `right` is what the answer would have been (or a 200 without a body where nothing was done).
[[nodiscard]] net::Response faulty_answer(const Fault& fault, net::Response right, const std::string& version,
                                          const std::string& request_id);

}  // namespace understudy::emulator
