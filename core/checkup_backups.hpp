// A checkup's look at the backups.
#pragma once

#include "core/checkup.hpp"

namespace understudy {

struct BackupFacts {
    std::string folder;  ///< as configured; "": none are made
    Duration interval{};
    std::optional<Time> newest;  ///< nullopt: none is known
    std::string trouble;         ///< why the last try failed; "" when it did not
    Time now{};
};
/// Warns of backups that fail, and of a newest one that is two intervals old.
[[nodiscard]] Check judge_backups(const BackupFacts& facts);

}  // namespace understudy
