// Is the whole database sound? Reads every page of it.
#pragma once

#include <atomic>

#include "core/store.hpp"
#include "storage/database.hpp"

namespace understudy {

/// SQLite's integrity_check: every page, every index against its table, the free list; its foreign_key_check:
/// every row's job; and the seals of the answers to repeated POSTs, which are looked for by a key that may
/// itself be damaged. The other rows' seals are compared when they are read: one that is damaged concerns its
/// job alone. What is found is
/// looked at a second time on a connection of its own before it is believed: `corrupt`, with the words of
/// SQLite. `unavailable` when it could not be read, or `give_up` was set meanwhile. Any thread; blocks.
[[nodiscard]] Result<Nothing, StoreTrouble> audit(const DatabaseFile& file, const std::atomic<bool>& give_up);

}  // namespace understudy
