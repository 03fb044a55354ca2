// Asking before money is spent or something is gone for good.
#pragma once

#include <string_view>

#include "cli/exit_code.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

/// A training's price, as the cloud's documentation says it.
inline constexpr std::uint64_t training_credits = 1'000'000;

/// "This starts a training of “Anna”: 1,000,000 credits when it succeeds."
[[nodiscard]] std::string spending_words(std::string_view job_name);

/// Asks on standard error and reads a line: done for "y" or "yes", not_confirmed for everything else, and at
/// once where nobody sits at a terminal. `otherwise` says, after a no, what has (not) happened, and the way
/// on.
[[nodiscard]] ExitCode confirm(Session& session, const std::string& statement, std::string_view question,
                               std::string_view otherwise);

}  // namespace understudy::cli
