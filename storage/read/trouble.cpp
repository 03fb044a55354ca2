#include "storage/read/trouble.hpp"

#include <sqlite3.h>

namespace understudy {

StoreTrouble read_trouble(const sqlite::Error& error) {
    const bool damaged = error.primary() == SQLITE_CORRUPT || error.primary() == SQLITE_NOTADB;
    return {damaged ? StoreTrouble::Kind::corrupt : StoreTrouble::Kind::unavailable, error.message};
}

}  // namespace understudy
