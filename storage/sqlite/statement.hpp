// A prepared statement: compiled at its first use and kept, its values bound in the order ?1, ?2, …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/time.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/seal.hpp"

namespace understudy::sqlite {

/// The rows of one run of a statement. Resets the statement at its end, so that no read stays open.
class Rows {
  public:
    Rows(sqlite3_stmt* statement, std::optional<Error> error)
        : statement_(statement), error_(std::move(error)) {}
    ~Rows() { sqlite3_reset(statement_); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    /// Steps to the next row; false at the end and on an error.
    [[nodiscard]] bool next();
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] sqlite3_stmt* handle() const { return statement_; }

  private:
    sqlite3_stmt* statement_;
    std::optional<Error> error_;
};

/// Belongs to its connection, which must outlive it.
class Statement {
  public:
    Statement(Connection& connection, std::string sql) : connection_(&connection), sql_(std::move(sql)) {}
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Runs an INSERT, UPDATE or DELETE to its end. The number of rows that it changed itself.
    template <class... Values>
    Answer<std::int64_t> run(const Values&... values) {
        bind_all(values...);
        return finish();
    }

    /// The same, with the values' seal bound behind them.
    template <class... Values>
    Answer<std::int64_t> run_sealed(const Values&... values) {
        seal_.emplace();
        bind_all(values...);
        const std::int64_t seal = std::exchange(seal_, std::nullopt)->value();
        bind(static_cast<int>(sizeof...(values)) + 1, seal);
        return finish();
    }

    /// Begins a SELECT. One at a time for each statement.
    template <class... Values>
    [[nodiscard]] Rows query(const Values&... values) {
        bind_all(values...);
        return {statement_, error_};
    }

  private:
    template <class... Values>
    void bind_all(const Values&... values) {
        make_ready();
        [[maybe_unused]] int index = 0;
        (bind(++index, values), ...);
    }

    void make_ready();
    Answer<std::int64_t> finish();
    void remember(int code);

    void bind(int index, std::int64_t value);
    /// By its bits: inode numbers use all 64.
    void bind(int index, std::uint64_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    void bind(int index, Time value) { bind(index, std::int64_t{value.time_since_epoch().count()}); }
    void bind_null(int index);
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        value ? bind(index, *value) : bind_null(index);
    }

    Connection* connection_;
    std::string sql_;
    sqlite3_stmt* statement_ = nullptr;
    std::optional<Error> error_;  ///< of preparing or binding; told by the step that follows
    std::optional<Seal> seal_;    ///< while the values of a sealed row are bound
};

}  // namespace understudy::sqlite
