// What SQLite answered when it did not do as it was told.
#pragma once

#include <string>

#include "core/result.hpp"

namespace understudy::sqlite {

/// `code` is SQLite's extended result code; its low byte is the primary one (SQLITE_FULL, SQLITE_IOERR, …).
struct Error {
    int code = 0;
    std::string message;

    [[nodiscard]] int primary() const { return code & 0xff; }
};

template <class T>
using Answer = Result<T, Error>;

}  // namespace understudy::sqlite
