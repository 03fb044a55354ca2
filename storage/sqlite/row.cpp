#include "storage/sqlite/row.hpp"

#include <limits>
#include <utility>

namespace understudy::sqlite {

// True when there is a value of that type to be read. Sealed as it is stored, whatever was expected.
bool Row::advance(int type, bool may_be_null) {
    ++column_;
    const int stored = sqlite3_column_type(statement_, column_);
    add_to_seal(stored);
    if (stored == type) return true;
    if (stored != SQLITE_NULL)
        wrong("holds a value of another type");
    else if (!may_be_null)
        wrong("is missing");
    return false;
}

void Row::add_to_seal(int stored) {
    if (stored == SQLITE_NULL)
        seal_.add_null();
    else if (stored == SQLITE_INTEGER)
        seal_.add(std::int64_t{sqlite3_column_int64(statement_, column_)});
    else
        seal_.add(stored_text());
}

std::string_view Row::stored_text() const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_));
    return {text ? text : "", text ? size : 0};
}

void Row::skip(int columns) {
    for (; columns > 0; --columns) add_to_seal(sqlite3_column_type(statement_, ++column_));
}

void Row::sealed() {
    const std::int64_t expected = std::exchange(seal_, {}).value();
    const std::int64_t stored = integer();
    seal_ = {};
    if (stored != expected) wrong("is not that of the row: something in it was damaged on the disk");
}

std::optional<std::string> Row::maybe_text() {
    if (!advance(SQLITE_TEXT, true)) return std::nullopt;
    return std::string(stored_text());
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
