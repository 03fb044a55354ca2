// What a backup needs before it may be a daemon's database.
#pragma once

#include <string>

#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy {

/// The database at `copy` is ours, of our schema (an earlier one is brought to it), and gives empty pages
/// back. Ids of events go on behind all that were given: by it, by the database at `before` ("" for none; it
/// may be damaged), and by any that was restored at an earlier time. Spending and uploading are paused: what
/// a person ended since the backup (a job that was canceled, removed or paused) is at work again in it. The
/// error is for people.
[[nodiscard]] Result<Nothing, std::string> renew(const std::string& copy, const std::string& before,
                                                 Time now);

}  // namespace understudy
