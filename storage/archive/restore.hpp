// Putting a copy in the database's place.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy {

struct Restored {
    std::int64_t jobs = 0;
    std::string set_aside;  ///< where the database of before lies now; "" when there was none
};

/// Puts a copy of `backup` in the place of the database at `path`, once it is proven: whose it is, its
/// version (an older one is brought to ours), and every row of it. The database of before is set aside, with
/// its log, under a name that ends in the time. The new one belongs to whom the one before did, or else to
/// whom its folder does. Ids of events go on far behind the copy's: clients that have seen later ones must
/// never meet an id twice.
///
/// Spending and uploading are paused in it: what a person ended since is at work again (see renewal.hpp).
///
/// The error is for people; then everything is as it was. Refused while a daemon has the database open.
/// Blocks.
[[nodiscard]] Result<Restored, std::string> restore_database(const std::string& backup,
                                                             const std::string& path, Time now);

}  // namespace understudy
