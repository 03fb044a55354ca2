#include "cli/cloud_shown.hpp"

#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/json_reading.hpp"
#include "cli/once.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

std::string cell(const Json& object, const char* name) {
    const Json* value = member(object, name);
    if (value == nullptr) return "";
    if (std::string_view(name) == "size") return bytes_in_words(count_in(object, name));
    return visible(as_text(*value));
}

}  // namespace

ExitCode show_list(Session& session, const std::string& body, const std::vector<Shown>& shown,
                   std::string_view nothing) {
    if (session.json()) return session.print_json(body);
    const auto json = parsed_json(body);
    if (!json) return session.complain(not_understood("a list was expected"));
    Table table;
    for (const Shown& each : shown) table.columns.push_back(each.column);
    for (const Json& object : array_in(*json, "data")) {
        Line row;
        for (const Shown& each : shown) row.push_back({cell(object, each.member)});
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) return session.say(nothing), ExitCode::done;
    World& world = session.world();
    const std::size_t width = world.out_facts().terminal ? world.width() : unlimited;
    for (const std::string& line : to_lines(table, width, world.out_facts().colours)) session.say(line);
    return ExitCode::done;
}

ExitCode show_fields(Session& session, const std::string& body) {
    if (session.json()) return session.print_json(body);
    const auto lines = as_fields(body);
    if (!lines) return session.complain(not_understood("JSON was expected"));
    for (const std::string& line : *lines) session.say(line);
    return ExitCode::done;
}

std::string member_of(const std::string& body, const char* name) {
    const auto json = parsed_json(body);
    return json ? text_in(*json, name) : "";
}

std::string users_in(const std::string& body) {
    const auto json = parsed_json(body);
    std::string users;
    if (!json) return users;
    for (const Json& job : array_in(*json, "used_by"))
        users += (users.empty() ? "" : ", ") + visible(text_in(job, "job_id")) + " (" +
                 visible(text_in(job, "name")) + ")";
    return users;
}

ExitCode delete_there(Session& session, bool yes, const Condemned& what, net::Request request,
                      const std::string& look) {
    if (!yes) {
        const ExitCode agreed = confirm(session, what.statement, "Delete?", "Nothing was deleted.");
        if (agreed != ExitCode::done) return agreed;
    } else if (!session.json()) {
        session.world().err("understudy: " + what.statement + "\n");
    }
    const auto answer = ask_once(session, std::move(request), usual_patience, look);
    if (!answer) return answer.error();
    if (!session.json()) return session.say(visible(what.id) + " was deleted."), ExitCode::done;
    const Json was = parsed_json(what.document).value_or(Json());
    return session.print_json(dumped(Json{{"done", "deleted"}, {"id", what.id}, {"was", was}}));
}

}  // namespace understudy::cli
