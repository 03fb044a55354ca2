// What stood in the way of a read.
#pragma once

#include <string>

#include "core/store.hpp"
#include "storage/sqlite/error.hpp"

namespace understudy {

/// SQLite's codes are mapped to ours here and nowhere else (for reading): a damaged page is corrupt, the rest
/// may pass.
[[nodiscard]] StoreTrouble read_trouble(const sqlite::Error& error);

[[nodiscard]] inline StoreTrouble corrupt(std::string what) {
    return {StoreTrouble::Kind::corrupt, std::move(what)};
}

}  // namespace understudy
