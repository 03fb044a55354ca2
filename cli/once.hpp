// Asking for what must not be asked for twice.
#pragma once

#include <string>

#include "cli/session.hpp"

namespace understudy::cli {

/// A success's answer. Sent once: when its answer is lost nobody knows whether it was done, which is said
/// with `look`, where it can be seen.
Result<net::Response, ExitCode> ask_once(Session& session, net::Request request, milliseconds patience,
                                         const std::string& look);

}  // namespace understudy::cli
