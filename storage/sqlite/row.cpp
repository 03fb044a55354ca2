#include "storage/sqlite/row.hpp"

#include <limits>

namespace understudy::sqlite {

// True when there is a value of that type to be read.
bool Row::advance(int type, bool may_be_null) {
    ++column_;
    const int stored = sqlite3_column_type(statement_, column_);
    if (stored == type) return true;
    if (stored != SQLITE_NULL)
        wrong("holds a value of another type");
    else if (!may_be_null)
        wrong("is missing");
    return false;
}

std::optional<std::string> Row::maybe_text() {
    if (!advance(SQLITE_TEXT, true)) return std::nullopt;
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_));
    return std::string(text ? text : "", text ? size : 0);
}

std::string Row::text() {
    std::optional<std::string> value = maybe_text();
    if (!value) wrong("is missing");
    return std::move(value).value_or("");
}

std::optional<std::int64_t> Row::maybe_integer() {
    if (!advance(SQLITE_INTEGER, true)) return std::nullopt;
    return sqlite3_column_int64(statement_, column_);
}

std::int64_t Row::integer() {
    return advance(SQLITE_INTEGER, false) ? sqlite3_column_int64(statement_, column_) : 0;
}

std::uint64_t Row::count() {
    const std::int64_t value = integer();
    if (value < 0) wrong("is negative");
    return value < 0 ? 0 : static_cast<std::uint64_t>(value);
}

int Row::number() {
    const std::uint64_t value = count();
    if (value <= std::numeric_limits<int>::max()) return static_cast<int>(value);
    wrong("is too large");
    return 0;
}

bool Row::flag() {
    const std::int64_t value = integer();
    if (value != 0 && value != 1) wrong("is neither 0 nor 1");
    return value == 1;
}

std::optional<Time> Row::maybe_time() {
    const std::optional<std::int64_t> value = maybe_integer();
    if (!value) return std::nullopt;
    return Time{Duration{*value}};
}

void Row::wrong(const std::string& why) {
    if (trouble_) return;
    const char* name = sqlite3_column_name(statement_, column_);
    trouble_ = std::string("column ") + (name ? name : "?") + ": " + why;
}

void Row::contradiction(const std::string& why) {
    if (!trouble_) trouble_ = why;
}

}  // namespace understudy::sqlite
