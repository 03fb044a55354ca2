#include <algorithm>

#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/follow.hpp"
#include "cli/job_table.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"
#include "cli/watch.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t page_size = 500, usual_last = 50;

void print_lines(Session& session, const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    session.world().out(text);
}

std::size_t table_width(Session& session) {
    return session.world().out_facts().terminal ? session.world().width() : unlimited;
}

bool asks_for_all(const ListCommand& command) {
    return command.states.empty() && command.name.empty() && command.updated_since.empty() &&
           command.labels.empty();
}

Result<JobPage, ExitCode> jobs_up_to(Session& session, const ListCommand& command) {
    JobPage all;
    do {
        const std::size_t wanted = std::min(page_size, command.limit - all.jobs.size());
        auto body = session.ask_for_success(list_jobs(command, wanted, all.next_cursor));
        if (!body) return failure(body.error());
        auto page = read_job_page(*body);
        if (!page) return failure(session.complain(not_understood("a list of jobs was expected")));
        for (Job& job : page->jobs) all.jobs.push_back(std::move(job));
        all.next_cursor = page->jobs.empty() ? "" : page->next_cursor;
    } while (!all.next_cursor.empty() && all.jobs.size() < command.limit);
    return all;
}

Result<EventPage, ExitCode> page_of_events(Session& session, net::Request request) {
    auto body = session.ask_for_success(std::move(request));
    if (!body) return failure(body.error());
    auto page = read_event_page(*body);
    if (!page) return failure(session.complain(not_understood("a list of events was expected")));
    return *std::move(page);
}

Result<EventPage, ExitCode> events_up_to(Session& session, const std::string& id, std::size_t limit) {
    EventPage all;
    do {
        const std::size_t wanted = limit == 0 ? page_size : std::min(page_size, limit - all.events.size());
        auto page = page_of_events(session, list_events(id, wanted, all.next_cursor));
        if (!page) return failure(page.error());
        for (Event& event : page->events) all.events.push_back(std::move(event));
        all.next_cursor = page->events.empty() ? "" : page->next_cursor;
    } while (!all.next_cursor.empty() && (limit == 0 || all.events.size() < limit));
    return all;
}

template <class Items>
ExitCode print_page(Session& session, const Items& items, const std::string& next_cursor) {
    std::vector<std::string> documents;
    for (const auto& item : items) documents.push_back(item.document);
    session.world().out(page_document(documents, next_cursor));
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const ListCommand& command) {
    const auto page = jobs_up_to(session, command);
    if (!page) return page.error();
    if (session.json()) return print_page(session, page->jobs, page->next_cursor);
    World& world = session.world();
    if (page->jobs.empty()) {
        session.say(asks_for_all(command) ? "No jobs yet. «understudy submit» makes one." : "No such jobs.");
        return ExitCode::done;
    }
    print_lines(session, to_lines(job_table(page->jobs, world.now()), table_width(session),
                                  world.out_facts().colours));
    if (!page->next_cursor.empty()) world.err("There are more: see --limit.\n");
    return ExitCode::done;
}

ExitCode perform(Session& session, const ShowCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const auto job = session.ask_for_job(get_job(*id));
    if (!job) return job.error();
    if (session.json()) return session.print_json(job->document);
    print_lines(session, job_card(*job, session.world().now(), session.world().out_facts().colours));
    return ExitCode::done;
}

ExitCode perform(Session& session, const WatchCommand& command) {
    auto id = session.full_id(command.id);
    if (!id) return id.error();
    return watch_job(session, *std::move(id), {command.through_holds, false});
}

ExitCode perform(Session& session, const ExplainCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const auto body = session.ask_for_success(explain_job(*id));
    if (!body) return body.error();
    if (session.json()) return session.print_json(*body);
    const auto lines = as_fields(*body);
    if (!lines) return session.complain(not_understood("JSON was expected"));
    print_lines(session, *lines);
    return ExitCode::done;
}

ExitCode perform(Session& session, const EventsCommand& command) {
    const bool of_all = command.id.empty();
    const auto id = of_all ? Result<std::string, ExitCode>("") : session.full_id(command.id);
    if (!id) return id.error();
    if (command.follow)
        return follow_events(session, *id, command.since ? std::to_string(*command.since) : "");
    const bool newest = of_all && command.last == 0 && command.limit == 0;
    const std::size_t last = newest ? usual_last : command.last;
    const auto page = last == 0 ? events_up_to(session, *id, command.limit)
                                : page_of_events(session, last_events(*id, last));
    if (!page) return page.error();
    if (session.json()) return print_page(session, page->events, page->next_cursor);
    if (page->events.empty()) session.say("Nothing has happened yet.");
    print_lines(session, event_lines(page->events, of_all));
    return ExitCode::done;
}

ExitCode perform(Session& session, const VersionCommand&) {
    if (!session.json()) {
        session.say("understudy " UNDERSTUDY_VERSION);
        return ExitCode::done;
    }
    Body body;
    body.text("version", UNDERSTUDY_VERSION);
    return session.print_json(body.to_string());
}

}  // namespace understudy::cli
