// One connection to a database file. Used by one thread at a time; nothing here locks.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "storage/sqlite/error.hpp"

namespace understudy::sqlite {

enum class Access { read_write, read_only };

/// Closes on destruction; statements made from it must be gone by then.
class Connection {
  public:
    /// Opens an existing file, or with read_write an empty one as a new database. `vfs` names one of SQLite's
    /// file layers, "" the default. Nothing is read yet: a file that is no database is noticed by the first
    /// question.
    [[nodiscard]] static Answer<std::unique_ptr<Connection>> open(const std::string& path, Access access,
                                                                  const std::string& vfs = "");

    /// Runs one or several statements without values, ignoring rows.
    Answer<Nothing> run(const char* sql);
    Answer<Nothing> run(const std::string& sql) { return run(sql.c_str()); }
    /// The first column of the first row; an error when there is none.
    Answer<std::int64_t> integer(const char* sql);
    Answer<std::string> text(const char* sql);

    void wait_for_locks(std::chrono::milliseconds patience);
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    [[nodiscard]] std::int64_t last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
    /// Of the last call that failed.
    [[nodiscard]] Error error() const;

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    explicit Connection(sqlite3* handle) : handle_(handle) {}

    std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace understudy::sqlite
