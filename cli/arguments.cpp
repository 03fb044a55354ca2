#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <type_traits>
#include <utility>

#include "cli/configured.hpp"
#include "cli/endpoint.hpp"
#include "cli/grammar.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

std::string usage_text(const std::string& what) {
    return "understudy: " + visible(what) + "\nSee understudy --help, or understudy COMMAND --help.\n";
}

void make_absolute(std::vector<std::string>& paths, const std::string& working_directory) {
    for (std::string& path : paths) path = absolute_path(working_directory, path);
}

std::optional<std::string> fault_in_starting(const SubmitCommand& command) {
    if (command.draft && (command.waiting.wait || command.waiting.through_holds))
        return "--draft and --wait exclude each other: a draft does not go on by itself";
    if (command.draft && !command.override_preflight.empty())
        return "--draft and --override-preflight exclude each other: overrule when you start it";
    return std::nullopt;
}

std::optional<std::string> fault_in(SubmitCommand& command) {
    if (command.paths.empty() == command.dataset.empty())
        return "submit what? Give PATHs, or a dataset with --dataset ID, not both";
    if (command.each && !command.dataset.empty()) return "--each and --dataset exclude each other";
    if (auto fault = fault_in_starting(command)) return fault;
    if (command.each && (command.waiting.wait || command.waiting.through_holds))
        return "--each and --wait exclude each other: «understudy top» shows all jobs";
    if (command.each && command.quote)
        return "--each and --quote exclude each other: «understudy quote ID» quotes each";
    if (command.each && command.name.empty()) command.name = "{}";
    if (command.name.empty()) return "--name is required";
    return std::nullopt;
}

std::optional<std::string> fault_in(EditCommand& command) {
    const bool something = command.name || command.language || command.model || command.accent ||
                           command.description || command.max_attempts || command.priority ||
                           !command.paths.empty() || !command.labels.empty();
    if (something) return std::nullopt;
    return "nothing to edit: give --name, --language, --model, --accent, --description, --recordings, "
           "--max-attempts, "
           "--label or --priority";
}

std::optional<std::string> fault_in(ResolveCommand& command) {
    if (command.outcome == "adopt" && command.fine_tune_id.empty())
        return "adopt which fine-tune? Give its id: resolve ID adopt FINE_TUNE_ID --reason REASON";
    if (command.outcome == "void" && !command.fine_tune_id.empty())
        return "void takes no fine-tune: resolve ID void --reason REASON";
    return std::nullopt;
}

std::optional<std::string> fault_in(PreflightCommand& command) {
    if (command.paths.empty() == command.job.empty())
        return "preflight of what? Give paths, or a job with --job ID, not both";
    return std::nullopt;
}

std::optional<std::string> fault_in(EventsCommand& command) {
    if (command.follow && command.limit != 0) return "--follow and --limit exclude each other";
    if (command.follow && command.last != 0) return "--follow and --last exclude each other: see --since";
    if (command.limit != 0 && command.last != 0) return "--limit and --last exclude each other";
    if (!command.follow && command.since) return "--since goes with --follow";
    return std::nullopt;
}

std::optional<std::string> fault_in(DatasetsCommand& command) {
    const std::string& deed = command.deed;
    if (deed == "list" || deed == "create") {
        if (!command.id.empty()) return "datasets " + deed + " takes no ID";
    } else if (command.id.empty()) {
        return "datasets " + deed + " of what? Give an ID: see «understudy datasets»";
    }
    const bool takes_things = deed == "add" || deed == "remove";
    if (takes_things && command.things.empty())
        return deed == "add" ? "add what? Give paths" : "remove what? Give files' ids";
    if (!takes_things && !command.things.empty()) return "datasets " + deed + " takes one ID";
    if (deed == "create" && !command.name) return "--name is required";
    const bool words = command.name || command.description;
    if (deed == "change" && !words) return "nothing to change: give --name or --description";
    if (words && deed != "change" && deed != "create")
        return "--name and --description go with create and change";
    if (deed == "add") command.paths = std::exchange(command.things, {});
    return std::nullopt;
}

std::optional<std::string> fault_in(FineTunesCommand& command) {
    if (command.deed == "list" && !command.id.empty()) return "fine-tunes list takes no ID";
    if (command.deed != "list" && command.id.empty())
        return "fine-tunes " + command.deed + " of what? Give an ID: see «understudy fine-tunes»";
    if (command.name && command.deed != "adopt") return "--name goes with adopt";
    return std::nullopt;
}

std::optional<std::string> fault_in(WebhooksCommand& command) {
    if (command.deed == "list" && !command.name.empty()) return "webhooks list takes no NAME";
    if (command.deed != "list" && command.name.empty())
        return "webhooks " + command.deed + " of which? Give a NAME: see «understudy webhooks»";
    if (!command.message.empty() && command.deed != "resend") return "a MESSAGE goes with resend";
    if (!command.status.empty() && command.deed != "messages") return "--status goes with messages";
    return std::nullopt;
}

/// CLI11 gives all words to the voices; the last is the sentence.
std::optional<std::string> fault_in(SayCommand& command) {
    if (command.voices.size() < 2) return "say what? Give voices, and then the sentence";
    command.text = std::move(command.voices.back());
    command.voices.pop_back();
    return std::nullopt;
}

std::optional<std::string> fault_in(VoiceCommand& command) {
    const bool words = command.name || command.description;
    if (command.deed == "change" && !words) return "nothing to change: give --name or --description";
    if (command.deed != "change" && words) return "--name and --description go with change";
    return std::nullopt;
}

std::optional<std::string> fault_in(RetrainCommand& command) {
    if (command.id.empty() != command.all) return "retrain what? Give an ID, or --all, not both";
    if (!command.all)
        return command.labels.empty() ? std::nullopt : std::optional<std::string>("--label goes with --all");
    if (command.model.empty()) return "--all wants to know which model: give --model";
    if (command.accent || !command.name.empty()) return "--accent and --name are for one job, not for --all";
    if (command.waiting.wait) return "--all does not wait; understudy top shows how all are doing";
    return std::nullopt;
}

std::optional<std::string> fault_in(InboxCommand& command) {
    if (command.remove && command.folder.empty()) return "remove what? Name a folder of the inbox";
    return std::nullopt;
}

std::optional<std::string> fault_in(SendCommand& command) {
    if (!command.submit) return std::nullopt;
    if (command.submission.name.empty()) return "--submit wants to know the voice's name: give --name";
    if (command.submission.language.empty()) return "--submit wants to know its language: give --language";
    return fault_in_starting(command.submission);
}

template <class Other>
std::optional<std::string> fault_in(Other&) {
    return std::nullopt;
}

Result<Invocation, Halt> finished(Invocation invocation, const Environment& environment) {
    use_environment(invocation.settings, environment);
    const auto fault = std::visit([](auto& command) { return fault_in(command); }, invocation.command);
    if (fault) return failure(Halt{ExitCode::usage, usage_text(*fault)});
    const auto with_paths = [&](auto& command) {
        if constexpr (requires { command.paths; })
            make_absolute(command.paths, environment.working_directory);
        if constexpr (requires { command.out; })
            command.out = absolute_path(environment.working_directory, command.out);
        if constexpr (requires { command.file; })
            if (!command.file.empty())
                command.file = absolute_path(environment.working_directory, command.file);
        if constexpr (requires { command.config_files; }) command.config_files = environment.config_files;
    };
    std::visit(with_paths, invocation.command);
    return invocation;
}

}  // namespace

void use_environment(Settings& settings, const Environment& environment) {
    if (settings.url.empty()) settings.url = environment.url;
    if (settings.token_file.empty()) settings.token_file = environment.token_file;
    settings.token_file_named = !settings.token_file.empty();
    // The configuration is of the daemon on this machine: its token is not for another address.
    const bool look = settings.url.empty();
    const Whereabouts configured = look ? configured_whereabouts(environment.config_files) : Whereabouts{};
    if (settings.url.empty()) settings.url = configured.url.empty() ? default_url : configured.url;
    if (settings.token_file.empty()) settings.token_file = configured.token_file;
    if (settings.token_file.empty()) settings.token_file = default_token_file;
}

std::string absolute_path(const std::string& working_directory, std::string path) {
    while (path.starts_with("./")) path.erase(0, std::min(path.find_first_not_of('/', 1), path.size()));
    if (path.starts_with('/')) return path;
    if (path.empty() || path == ".") return working_directory;
    return (working_directory == "/" ? "" : working_directory) + "/" + path;
}

Result<Invocation, Halt> parse_arguments(std::vector<std::string> arguments, const Environment& environment) {
    for (const std::string& argument : arguments)
        if (!is_utf8(argument))
            return failure(Halt{ExitCode::usage, usage_text("“" + argument + "” is not UTF-8: rename it")});
    Invocation invocation;
    CLI::App app;
    build_grammar(app, invocation);
    try {
        std::reverse(arguments.begin(), arguments.end());
        app.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        return failure(Halt{ExitCode::done, app.help()});
    } catch (const CLI::CallForVersion& version) {
        return failure(Halt{ExitCode::done, std::string(version.what()) + "\n"});
    } catch (const CLI::ParseError& error) {
        // CLI11 misses a subcommand before it looks at the word that is none.
        const bool unknown = app.get_subcommands().empty() && !app.remaining().empty();
        return failure(Halt{
            ExitCode::usage,
            usage_text(unknown ? "there is no command “" + app.remaining().front() + "”" : error.what())});
    }
    return finished(std::move(invocation), environment);
}

}  // namespace understudy::cli
