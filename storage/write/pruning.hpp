// Lets go of the small steps of histories, a few at a time.
#pragma once

#include <cstdint>

#include "core/archive.hpp"
#include "storage/sqlite/statement.hpp"
#include "storage/write/failure.hpp"

namespace understudy {

/// See Archive::prune.
struct Pruning {
    Time before{};
    std::int64_t behind = 0;  ///< this event
};

/// On the writing connection, in the caller's transaction.
class Pruner {
  public:
    explicit Pruner(sqlite::Connection& connection);
    [[nodiscard]] Result<Pruned, WriteFailure> prune(const Pruning& pruning);

  private:
    sqlite::Connection& connection_;
    sqlite::Statement last_of_round_, let_go_, behind_;
};

}  // namespace understudy
