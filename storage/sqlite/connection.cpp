#include "storage/sqlite/connection.hpp"

#include "storage/sqlite/statement.hpp"

namespace understudy::sqlite {
namespace {

// A statement that writes commits at its end, behind its last row: a PRAGMA that answers "wal" has not made
// it so yet.
Answer<Nothing> to_the_end(Rows& rows) {
    while (rows.next()) continue;
    if (rows.error()) return failure(*rows.error());
    return Nothing{};
}

}  // namespace

Answer<std::unique_ptr<Connection>> Connection::open(const std::string& path, Access access,
                                                     const std::string& vfs) {
    sqlite3* handle = nullptr;
    const int flags = (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, vfs.empty() ? nullptr : vfs.c_str());
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK)
        return failure(Error{code, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)});
    return connection;
}

Answer<Nothing> Connection::run(const char* sql) {
    if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failure(error());
    return Nothing{};
}

Answer<std::int64_t> Connection::integer(const char* sql) {
    Statement statement(*this, sql);
    Rows rows = statement.query();
    if (!rows.next()) return failure(rows.error() ? *rows.error() : Error{SQLITE_EMPTY, "no row"});
    const std::int64_t value = sqlite3_column_int64(rows.handle(), 0);
    if (auto ended = to_the_end(rows); !ended) return failure(ended.error());
    return value;
}

Answer<std::string> Connection::text(const char* sql) {
    Statement statement(*this, sql);
    Rows rows = statement.query();
    if (!rows.next()) return failure(rows.error() ? *rows.error() : Error{SQLITE_EMPTY, "no row"});
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(rows.handle(), 0));
    std::string value = text ? text : "";
    if (auto ended = to_the_end(rows); !ended) return failure(ended.error());
    return value;
}

void Connection::wait_for_locks(std::chrono::milliseconds patience) {
    sqlite3_busy_timeout(handle(), static_cast<int>(patience.count()));
}

Error Connection::error() const { return {sqlite3_extended_errcode(handle()), sqlite3_errmsg(handle())}; }

}  // namespace understudy::sqlite
