#include "cli/run.hpp"

#include <algorithm>
#include <exception>

#include "cli/commands.hpp"
#include "cli/complaint.hpp"
#include "cli/complete_words.hpp"
#include "cli/manual_page.hpp"

namespace understudy::cli {

namespace {

ExitCode misuse(World& world, const Settings& settings, Complaint complaint) {
    world.err(settings.json ? to_json(complaint) : to_text(complaint, world.err_facts().colours));
    return ExitCode::usage;
}

ExitCode halt(World& world, const Halt& why, bool json) {
    if (why.code == ExitCode::done)
        world.out(why.text);
    else if (json)
        world.err(to_json({"usage", "The command line is not understood", why.text, "", "", 0}));
    else
        world.err(why.text);
    return why.code;
}

bool asks_the_daemon(const Command& command) {
    return !std::holds_alternative<VersionCommand>(command) &&
           !std::holds_alternative<CompletionCommand>(command);
}

template <class Asked>
bool without_waiting(const Command& command) {
    const auto* asked = std::get_if<Asked>(&command);
    return asked != nullptr && !asked->waiting.wait;
}

bool sends_a_job(const Command& command) {
    const auto* send = std::get_if<SendCommand>(&command);
    return send != nullptr && send->submit && !send->submission.waiting.wait;
}

/// Whoever asks that wants to know that a pause holds jobs up. Who waits was told so meanwhile; others tell
/// it in their own words, or need not.
bool asks_how_jobs_do(const Command& command) {
    return std::holds_alternative<ListCommand>(command) || std::holds_alternative<ShowCommand>(command) ||
           without_waiting<SubmitCommand>(command) || without_waiting<StartCommand>(command) ||
           without_waiting<RetryCommand>(command) || without_waiting<RetrainCommand>(command) ||
           sends_a_job(command);
}

ExitCode run_with(Endpoint endpoint, std::string token, std::string token_trouble,
                  const Invocation& invocation, World& world, const Reach& reach) {
    std::unique_ptr<Daemon> daemon;
    try {
        daemon = reach(std::move(endpoint), std::move(token), invocation.settings.ca_file);
    } catch (const std::exception& error) {
        return misuse(world, invocation.settings,
                      {"ca-file", "The CA file is not good", error.what(), "--ca-file", "", 0});
    }
    Session session(world, *daemon, invocation.settings.json, std::move(token_trouble));
    const ExitCode code =
        std::visit([&](const auto& command) { return perform(session, command); }, invocation.command);
    if (asks_how_jobs_do(invocation.command)) session.tell_pause();
    return code;
}

}  // namespace

ExitCode run(std::vector<std::string> arguments, Environment environment, World& world, const Reach& reach) {
    environment.working_directory = world.working_directory();
    if (!arguments.empty() && arguments.front() == complete_word) {
        arguments.erase(arguments.begin());
        return complete_words(std::move(arguments), environment, world, reach);
    }
    if (!arguments.empty() && arguments.front() == manual_word) {
        world.out(manual_page());
        return ExitCode::done;
    }
    const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
    const auto invocation = parse_arguments(std::move(arguments), environment);
    if (!invocation) return halt(world, invocation.error(), json);
    const Settings& settings = invocation->settings;
    auto endpoint = parse_endpoint(settings.url);
    if (!endpoint)
        return misuse(world, settings,
                      {"url", "The daemon's address is not good", endpoint.error(), "--url", "", 0});
    // A token that nobody named may be missing: whoever is let in without one never hears of it.
    auto token = read_token(settings.token_file);
    const bool wanted = endpoint->unix_path.empty() && asks_the_daemon(invocation->command);
    if (!token && settings.token_file_named && wanted) {
        Complaint complaint{
            "token",
            "The token cannot be used",
            token.error(),
            "--token-file",
            "join the group that may read it (sudo usermod -aG understudy $USER, then log in again)",
            0};
        return misuse(world, settings, std::move(complaint));
    }
    return run_with(*std::move(endpoint), token ? *token : "", token ? "" : token.error(), *invocation, world,
                    reach);
}

}  // namespace understudy::cli
