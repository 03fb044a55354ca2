// Several questions that must see one moment: a read transaction, ended with the scope. Nested ones are part
// of the outer.
#pragma once

#include "storage/sqlite/connection.hpp"

namespace understudy {

/// A BEGIN that fails (no memory) is told by the questions that follow, which then stand each for itself.
class Snapshot {
  public:
    explicit Snapshot(sqlite::Connection& connection) : connection_(connection) {
        if (!connection_.in_transaction()) begun_ = connection_.run("BEGIN").ok();
    }
    ~Snapshot() {
        if (begun_ && connection_.in_transaction()) (void)connection_.run("COMMIT");
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

  private:
    sqlite::Connection& connection_;
    bool begun_ = false;
};

}  // namespace understudy
