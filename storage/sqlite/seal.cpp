#include "storage/sqlite/seal.hpp"

#include <xxhash.h>

namespace understudy::sqlite {
namespace {

// Eight bytes of a number, lowest first, on every machine.
void append(std::string& bytes, std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((number >> shift) & 0xff);
}

void seal_in_sql(sqlite3_context* context, int count, sqlite3_value** values) {
    Seal seal;
    for (int i = 0; i < count; ++i) {
        const int type = sqlite3_value_type(values[i]);
        if (type == SQLITE_NULL) {
            seal.add_null();
        } else if (type == SQLITE_INTEGER) {
            seal.add(std::int64_t{sqlite3_value_int64(values[i])});
        } else {
            const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[i]));
            const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[i]));
            seal.add(std::string_view(text ? text : "", text ? size : 0));
        }
    }
    sqlite3_result_int64(context, seal.value());
}

}  // namespace

void Seal::begin(char type) {
    append(values_, place_++);
    values_ += type;
}

void Seal::add(std::int64_t value) {
    begin('i');
    append(values_, static_cast<std::uint64_t>(value));
}

void Seal::add(std::string_view value) {
    begin('t');
    append(values_, value.size());
    values_ += value;
}

std::int64_t Seal::value() const {
    return static_cast<std::int64_t>(XXH3_64bits(values_.data(), values_.size()));
}

int register_seal(sqlite3* connection) {
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(connection, "seal", -1, flags, nullptr, seal_in_sql, nullptr, nullptr,
                                      nullptr);
}

}  // namespace understudy::sqlite
