#include "storage/archive/renewal.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include "storage/read/reader.hpp"
#include "storage/schema.hpp"
#include "storage/write/writer.hpp"

namespace understudy {
namespace {

using Done = Result<Nothing, std::string>;
using Opened = std::unique_ptr<sqlite::Connection>;

Result<Opened, std::string> open(const std::string& path, sqlite::Access access) {
    auto opened = sqlite::Connection::open(path, access);
    if (!opened) return failure(opened.error().message);
    return std::move(*opened);
}

/// What is wrong with it, without a name: whoever restores it has one for it.
Failure<std::string> said_of(std::string words, const std::string& name) {
    if (words.starts_with(name + ": ")) words.erase(0, name.size() + 2);
    return failure(std::move(words));
}

Done migrate_to_ours(sqlite::Connection& connection, const std::string& name) {
    if (auto tables = connection.integer("SELECT count(*) FROM sqlite_schema"); tables && *tables == 0)
        return failure(std::string("there is nothing in it"));
    if (auto ours = check_identity(connection, name, migrations()); !ours)
        return said_of(ours.error().what, name);
    if (auto mode = connection.text("PRAGMA journal_mode = DELETE"); !mode || *mode != "delete")
        return failure("its log cannot be closed" + (mode ? "" : ": " + mode.error().message));
    if (auto set = connection.run("PRAGMA synchronous = FULL"); !set) return failure(set.error().message);
    if (auto done = migrate(connection, name, migrations()); !done) return said_of(done.error().what, name);
    return Nothing{};
}

/// A database says at its making only whether it can shrink; this makes it anew.
Done make_shrinkable(sqlite::Connection& connection) {
    const auto mode = connection.integer("PRAGMA auto_vacuum");
    if (mode && *mode != 0) return Nothing{};
    if (auto done = connection.run("PRAGMA auto_vacuum = INCREMENTAL; VACUUM"); !done)
        return failure(done.error().message);
    return Nothing{};
}

/// The last id that was given; 0 where there is none, or nobody can tell.
std::int64_t last_event_of(const std::string& path) {
    if (path.empty()) return 0;
    const auto opened = open(path, sqlite::Access::read_only);
    if (!opened) return 0;
    const auto last = (*opened)->integer("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
    return last ? *last : 0;
}

/// The time in milliseconds is beyond what a database can have given that nobody can ask any more: it began
/// at an earlier one, and gives fewer than a thousand ids a second.
std::int64_t behind_all(std::int64_t last, Time now) {
    return std::max<std::int64_t>(
        last, std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count());
}

Done give_events_room(sqlite::Connection& connection, const std::string& before, Time now) {
    const auto own =
        connection.integer("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'");
    if (!own) return failure(own.error().message);
    const std::string next = std::to_string(behind_all(std::max(*own, last_event_of(before)), now));
    const std::string sql =
        "DELETE FROM sqlite_sequence WHERE name = 'events'; "
        "INSERT INTO sqlite_sequence (name, seq) VALUES ('events', " +
        next + ")";
    if (auto done = connection.run(sql); !done) return failure(done.error().message);
    return Nothing{};
}

Result<Controls, std::string> controls_in(const std::string& copy) {
    auto opened = open(copy, sqlite::Access::read_only);
    if (!opened) return failure(std::move(opened.error()));
    auto active = Reader(std::move(*opened)).load_active();
    if (!active) return failure(std::move(active.error().what));
    return std::move(active->controls);
}

Done pause_all(const std::string& copy, Time now) {
    auto controls = controls_in(copy);
    if (!controls) return failure(std::move(controls.error()));
    ControlsChange pause;
    pause.spending_paused = pause.uploading_paused = true;
    pause.by = "understudyd --restore";
    pause.reason = "restored from a backup: look first whether a job is at work again that was ended since";
    auto opened = open(copy, sqlite::Access::read_write);
    if (!opened) return failure(std::move(opened.error()));
    if (auto done = Writer(std::move(*opened)).keep(changed(std::move(*controls), pause, now)); !done)
        return failure(done.error().trouble.what);
    return Nothing{};
}

}  // namespace

Result<Nothing, std::string> renew(const std::string& copy, const std::string& before, Time now) {
    {
        const auto opened = open(copy, sqlite::Access::read_write);
        if (!opened) return failure(opened.error());
        if (auto done = migrate_to_ours(**opened, copy); !done) return done;
        if (auto done = make_shrinkable(**opened); !done) return done;
        if (auto done = give_events_room(**opened, before, now); !done) return done;
    }
    return pause_all(copy, now);
}

}  // namespace understudy
