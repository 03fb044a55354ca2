// pause, resume, limit, control: what is switched for all jobs at once. queue, move: whose turn it is.
#include "cli/acting.hpp"
#include "cli/commands.hpp"
#include "cli/controls_shown.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "config/quantities.hpp"

namespace understudy::cli {

namespace {

ExitCode show_controls(Session& session, const Result<std::string, ExitCode>& body) {
    if (!body) return body.error();
    if (session.json()) return session.print_json(*body);
    const auto lines = controls_lines(*body, session.world().out_facts().colours);
    if (!lines) return session.complain(not_understood("the switches were expected"));
    for (const std::string& line : *lines) session.say(line);
    return ExitCode::done;
}

/// Switching twice is as good as once: a lost answer is asked for again.
ExitCode change(Session& session, const Body& body) {
    return show_controls(session, session.ask_for_success(change_controls(body.to_string())));
}

ExitCode bad_speed(Session& session, const std::string& why) {
    return session.complain({ExitCode::usage, {"speed", "The speed is not good", why, "SPEED", "", 0}});
}

}  // namespace

ExitCode perform(Session& session, const SwitchCommand& command) {
    Body body;
    for (const char* what : {"spending", "uploading"})
        if (command.what == what || command.what == "all")
            body.flag((std::string(what) + "_paused").c_str(), command.pause);
    if (!command.reason.empty()) body.text("reason", command.reason);
    return change(session, body);
}

ExitCode perform(Session& session, const LimitCommand& command) {
    if (command.speed.empty()) return show_controls(session, session.ask_for_success(get_controls()));
    Body body;
    if (command.speed == "default") {
        body.nothing("bandwidth_limit");
        return change(session, body);
    }
    const auto speed =
        command.speed == "off" ? Result<std::uint64_t, std::string>(0) : parse_size(command.speed);
    if (!speed)
        return bad_speed(session, speed.error() + "; \"off\" is no limit, \"default\" what is configured");
    body.number("bandwidth_limit", static_cast<long long>(*speed));
    return change(session, body);
}

ExitCode perform(Session& session, const ControlCommand&) {
    return show_controls(session, session.ask_for_success(get_controls()));
}

ExitCode perform(Session& session, const QueueCommand& command) {
    const auto body = session.ask_for_success(get_queue(command.limit));
    if (!body) return body.error();
    if (session.json()) return session.print_json(*body);
    const auto queue = queue_table(*body);
    if (!queue) return session.complain(not_understood("the queue was expected"));
    World& world = session.world();
    if (queue->shown == 0) {
        session.say("No job waits or works.");
        return ExitCode::done;
    }
    const std::size_t width = world.out_facts().terminal ? world.width() : unlimited;
    for (const std::string& line : to_lines(queue->table, width, world.out_facts().colours))
        session.say(line);
    if (queue->length > queue->shown) world.err("There are more: see --limit.\n");
    return ExitCode::done;
}

ExitCode perform(Session& session, const MoveCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    Body body;
    if (!command.to.empty()) body.text("to", command.to);
    for (const auto& [member, given] :
         {std::pair{"before", command.before}, std::pair{"after", command.after}}) {
        if (given.empty()) continue;
        const auto other = session.full_id(given);
        if (!other) return other.error();
        body.text(member, *other);
    }
    const auto job = act(session, *id, "move", body.to_string());
    return job ? report(session, *job, {}) : job.error();
}

}  // namespace understudy::cli
