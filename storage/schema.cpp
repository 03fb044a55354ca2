#include "storage/schema.hpp"

#include "storage/sqlite/seal.hpp"

namespace understudy {
namespace {

using Kind = OpenTrouble::Kind;

Failure<OpenTrouble> trouble(Kind kind, const std::string& path, const std::string& what) {
    return failure(OpenTrouble{kind, path + ": " + what});
}

Kind kind_of(const sqlite::Error& error) {
    switch (error.primary()) {
        case SQLITE_NOTADB:
            return Kind::not_a_database;
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return Kind::not_writable;
        case SQLITE_BUSY:
            return Kind::in_use;
        default:
            return Kind::failed;
    }
}

sqlite::Answer<Nothing> change_schema(sqlite::Connection& connection, const Migration& migration) {
    if (sqlite::register_seal(connection.handle()) != SQLITE_OK) return failure(connection.error());
    if (auto done = connection.run(migration.sql); !done) return done;
    auto dangling = connection.integer("SELECT count(*) FROM pragma_foreign_key_check");
    if (!dangling) return failure(dangling.error());
    if (*dangling != 0) return failure(sqlite::Error{SQLITE_CONSTRAINT, "it leaves rows without their job"});
    const std::string mark = "PRAGMA application_id = " + std::to_string(application_id) +
                             "; PRAGMA user_version = " + std::to_string(migration.version);
    return connection.run(mark);
}

sqlite::Answer<Nothing> run_migration(sqlite::Connection& connection, const Migration& migration) {
    if (auto begun = connection.run("BEGIN IMMEDIATE"); !begun) return begun;
    auto done = change_schema(connection, migration);
    if (done) done = connection.run("COMMIT");
    if (!done && connection.in_transaction()) (void)connection.run("ROLLBACK");
    return done;
}

}  // namespace

Opened<Nothing> check_identity(sqlite::Connection& connection, const std::string& path,
                               std::span<const Migration> known) {
    const auto version = connection.integer("PRAGMA user_version");
    if (!version) return trouble(kind_of(version.error()), path, version.error().message);
    const auto owner = connection.integer("PRAGMA application_id");
    const auto tables = connection.integer("SELECT count(*) FROM sqlite_schema");
    if (!owner || !tables) return trouble(Kind::failed, path, (owner ? tables : owner).error().message);
    const bool is_new = *version == 0 && *owner == 0 && *tables == 0;
    if (!is_new && *owner != application_id)
        return trouble(Kind::not_a_database, path, "is another program's database; name another file");
    if (*version > known.back().version)
        return trouble(Kind::newer_schema, path,
                       "was made by a later version of Understudy (schema " + std::to_string(*version) +
                           ", this one knows " + std::to_string(known.back().version) +
                           "); install that version again");
    return Nothing{};
}

Opened<Nothing> migrate(sqlite::Connection& connection, const std::string& path,
                        std::span<const Migration> known,
                        const std::function<void(const Migration&)>& before) {
    const auto version = connection.integer("PRAGMA user_version");
    if (!version) return trouble(Kind::failed, path, version.error().message);
    if (auto off = connection.run("PRAGMA foreign_keys = OFF"); !off)
        return trouble(Kind::failed, path, off.error().message);
    for (const Migration& migration : known) {
        if (migration.version <= *version) continue;
        if (before) before(migration);
        if (auto done = run_migration(connection, migration); !done)
            return trouble(kind_of(done.error()), path,
                           "migration " + std::to_string(migration.version) + " (" + migration.name +
                               ") failed and left nothing behind: " + done.error().message);
    }
    return Nothing{};
}

}  // namespace understudy
