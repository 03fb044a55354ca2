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
/// Prints what was done: a sentence, or a document {done: …, id: …} with --json.
[[nodiscard]] ExitCode show_done(Session& session, std::string_view deed, const std::string& id,
                                 std::string_view sentence);
/// A member of a document as text; "" where it is not there.
[[nodiscard]] std::string member_of(const std::string& body, const char* name);

/// The jobs in the member `used_by`: "job_… (Anna)", with commas between; "" where there are none.
[[nodiscard]] std::string users_in(const std::string& body);

/// DELETE, after asking with `statement` unless `yes`.
[[nodiscard]] ExitCode delete_there(Session& session, bool yes, const std::string& statement,
                                    net::Request request, const std::string& look, const std::string& id);

}  // namespace understudy::cli
