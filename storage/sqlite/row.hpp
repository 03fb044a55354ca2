// Reads one row's columns in the order of the SELECT and checks each: what is on a disk is not believed.
// The first column that does not make sense is remembered with its name; everything reads as empty from
// there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "core/words.hpp"
#include "storage/sqlite/seal.hpp"
#include "storage/sqlite/statement.hpp"

namespace understudy::sqlite {

class Row {
  public:
    explicit Row(const Rows& rows) : statement_(rows.handle()) {}

    std::string text();
    std::optional<std::string> maybe_text();
    std::int64_t integer();
    std::optional<std::int64_t> maybe_integer();
    std::uint64_t bits() { return static_cast<std::uint64_t>(integer()); }
    std::uint64_t count();  ///< not negative
    int number();           ///< not negative, fits an int
    bool flag();            ///< 0 or 1
    Time time() { return Time{Duration{integer()}}; }
    std::optional<Time> maybe_time();

    template <class Enum>
    Enum word() {
        const std::string stored = text();
        return known_word<Enum>(stored);
    }
    template <class Enum>
    std::optional<Enum> maybe_word() {
        const std::optional<std::string> stored = maybe_text();
        if (!stored) return std::nullopt;
        return known_word<Enum>(*stored);
    }
    /// A column that `parse` makes a T of, or refuses with nullopt.
    template <class T>
    T parsed(std::optional<T> (*parse)(std::string_view)) {
        std::optional<T> value = parse(text());
        if (value) return std::move(*value);
        wrong("does not parse");
        return T{};
    }

    /// Goes past columns that nobody asks for.
    void skip(int columns);
    /// The next column is the seal of all that were read before it, since the row's begin or the last seal.
    void sealed();

    /// Says that the column which was read last does not make sense.
    void wrong(const std::string& why);
    /// Says that columns contradict each other.
    void contradiction(const std::string& why);
    /// "column state: …", or nothing when the row is sound so far.
    [[nodiscard]] const std::optional<std::string>& trouble() const { return trouble_; }

  private:
    template <class Enum>
    Enum known_word(const std::string& stored) {
        const std::optional<Enum> value = from_word<Enum>(stored);
        if (!value) wrong("\"" + stored + "\" is none of its words");
        return value.value_or(Enum{});
    }
    bool advance(int type, bool may_be_null);
    void add_to_seal(int stored);
    [[nodiscard]] std::string_view stored_text() const;

    sqlite3_stmt* statement_;
    int column_ = -1;
    Seal seal_;
    std::optional<std::string> trouble_;
};

}  // namespace understudy::sqlite
