// Asking for what must not be asked for twice.
#pragma once

#include <string>

#include "cli/session.hpp"

namespace understudy::cli {

/// The answer of a success, or of the status `good_too`. Sent once: when its answer is lost nobody knows
/// whether it was done, which is said with `look`, where it can be seen.
Result<net::Response, ExitCode> ask_once(Session& session, net::Request request, milliseconds patience,
                                         const std::string& look, int good_too = 0);

}  // namespace understudy::cli
