#include "storage/sqlite/statement.hpp"

namespace understudy::sqlite {

bool Rows::next() {
    if (error_) return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) error_ = Error{code, sqlite3_errmsg(sqlite3_db_handle(statement_))};
    return false;
}

void Statement::make_ready() {
    error_.reset();
    if (statement_ == nullptr)
        remember(sqlite3_prepare_v3(connection_->handle(), sql_.data(), static_cast<int>(sql_.size()),
                                    SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
    else
        sqlite3_reset(statement_);
}

Answer<std::int64_t> Statement::finish() {
    Rows rows(statement_, error_);
    while (rows.next()) continue;
    if (rows.error()) return failure(*rows.error());
    return std::int64_t{sqlite3_changes64(connection_->handle())};
}

void Statement::remember(int code) {
    if (code != SQLITE_OK && !error_) error_ = connection_->error();
}

void Statement::bind(int index, std::int64_t value) {
    if (seal_) seal_->add(value);
    if (!error_) remember(sqlite3_bind_int64(statement_, index, value));
}

// Copied (SQLITE_TRANSIENT): a query's rows are read after the caller's temporaries are gone.
void Statement::bind(int index, std::string_view value) {
    if (seal_) seal_->add(value);
    if (!error_)
        remember(sqlite3_bind_text64(statement_, index, value.data() ? value.data() : "", value.size(),
                                     SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_null(int index) {
    if (seal_) seal_->add_null();
    if (!error_) remember(sqlite3_bind_null(statement_, index));
}

}  // namespace understudy::sqlite
