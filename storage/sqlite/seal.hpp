// A row's seal: 64 bits over its values, made when the row is written and compared when it is read. SQLite
// keeps no checksums of its pages; this is what notices a bit that flipped on the disk.
//
// A NULL adds nothing but its place: a column that is added at the end of a sealed list by a later migration
// leaves the rows from before it sealed as they are, as long as it is NULL in them.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::sqlite {

/// Values in the order of the row's columns.
class Seal {
  public:
    void add(std::int64_t value);
    void add(std::string_view value);
    void add_null() { ++place_; }
    /// Of what was added so far.
    [[nodiscard]] std::int64_t value() const;

  private:
    void begin(char type);
    std::string values_;
    std::uint32_t place_ = 0;
};

/// Makes `seal(…)` known to SQL on this connection, for migrations. SQLite's code.
int register_seal(sqlite3* connection);

}  // namespace understudy::sqlite
