#include "storage/write/failure.hpp"

#include <sqlite3.h>

namespace understudy {

WriteFailure write_failure(const sqlite::Error& error) {
    using Kind = StoreTrouble::Kind;
    switch (error.primary()) {
        case SQLITE_CONSTRAINT:  // a trigger's or a table's rule: what was asked for must never be
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH:
            return {{Kind::conflict, error.message}, Reach::change};
        case SQLITE_FULL:  // nothing was written wrong, there was only no room: the connection is good
        case SQLITE_BUSY:
        case SQLITE_NOMEM:
            return {{Kind::unavailable, error.message}, Reach::transaction};
        default:
            return {{Kind::unavailable, error.message}, Reach::connection};
    }
}

}  // namespace understudy
