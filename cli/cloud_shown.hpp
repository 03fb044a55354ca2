// What the commands for the cloud's objects have in common: lists as tables, single ones as fields.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.hpp"
#include "cli/table.hpp"

namespace understudy::cli {

/// A column of a list: a member of each object, and how it is shown.
struct Shown {
    Column column;
    const char* member;
};

/// Prints the list in `body`: its JSON with --json, a table of these members, or `nothing`.
[[nodiscard]] ExitCode show_list(Session& session, const std::string& body, const std::vector<Shown>& shown,
                                 std::string_view nothing);
/// Prints a document: its JSON with --json, else "name: value" lines.
[[nodiscard]] ExitCode show_fields(Session& session, const std::string& body);
/// A member of a document as text; "" where it is not there.
[[nodiscard]] std::string member_of(const std::string& body, const char* name);

/// The jobs in the member `used_by`: "job_… (Anna)", with commas between; "" where there are none.
[[nodiscard]] std::string users_in(const std::string& body);

/// What is deleted: its id, the daemon's document of it as it was, and what a person is told of it.
struct Condemned {
    std::string id, document, statement;
};
/// DELETE, after asking unless `yes`; then what goes is said all the same, with --json in a member `was`.
[[nodiscard]] ExitCode delete_there(Session& session, bool yes, const Condemned& what, net::Request request,
                                    const std::string& look);

}  // namespace understudy::cli
