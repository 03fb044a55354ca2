#include "cli/submit_each.hpp"

#include <array>
#include <cstdio>

#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/job_table.hpp"
#include "cli/submission.hpp"
#include "cli/table.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

struct Outcome {
    std::string path, name;
    std::optional<Job> job;
    ExitCode code = ExitCode::done;
};

std::string last_part(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path.substr(path.rfind('/') + 1);
}

std::string with_name(std::string pattern, const std::string& name) {
    for (std::size_t at = pattern.find("{}"); at != std::string::npos;
         at = pattern.find("{}", at + name.size()))
        pattern.replace(at, 2, name);
    return pattern;
}

/// FNV-1a: the same in every run and every version.
std::string digest_of(const std::string& path) {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const char letter : path) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3u;
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

std::string price_words(std::size_t jobs) {
    return "This starts " + counted(jobs, "training") + ": " + grouped(jobs * training_credits) +
           " credits when all succeed.";
}

/// The parts that are folders; a file among them is most often one that the shell's * took along.
std::vector<Part> folders_of(Session& session, const SubmitCommand& command) {
    std::vector<Part> folders;
    for (Part& part : parts_of(command)) {
        if (session.world().is_plain_file(part.path))
            session.world().err("understudy: " + visible(part.path) + " is no folder: left out\n");
        else
            folders.push_back(std::move(part));
    }
    return folders;
}

std::vector<Outcome> submit_all(Session& session, const std::vector<Part>& parts) {
    std::vector<Outcome> outcomes;
    for (const Part& part : parts) {
        Outcome outcome{part.path, part.command.name, std::nullopt, ExitCode::done};
        auto job = submit_one(session, part.command);
        outcome.code = job ? ExitCode::done : job.error();
        if (job) {
            if (!job->ignored.empty()) session.world().err(ignored_words(job->ignored) + "\n");
            outcome.job = *std::move(job);
        } else {
            session.world().err("understudy: that was " + visible(part.path) + "\n");
        }
        outcomes.push_back(std::move(outcome));
        // What holds for all is not asked once more for each.
        if (outcomes.back().code == ExitCode::interrupted || outcomes.back().code == ExitCode::unreachable)
            break;
    }
    return outcomes;
}

void print_table(Session& session, const std::vector<Outcome>& outcomes, std::size_t asked) {
    World& world = session.world();
    Table table;
    table.columns = {{"ID"}, {"NAME", false, 8, 0}, {"STATE", false, 9, 0}, {"PATH", false, 10, 1}};
    for (const Outcome& outcome : outcomes) {
        const std::string state = outcome.job ? outcome.job->state : "not made";
        table.rows.push_back({{outcome.job ? visible(outcome.job->id) : ""},
                              {visible(outcome.name), Ink::bold},
                              {visible(state), outcome.job ? ink_of(state) : Ink::red},
                              {visible(outcome.path), Ink::dim}});
    }
    std::string text;
    const std::size_t width = world.out_facts().terminal ? world.width() : unlimited;
    for (const std::string& line : to_lines(table, width, world.out_facts().colours)) text += line + "\n";
    world.out(text);
    if (outcomes.size() < asked)
        world.err("understudy: " + counted(asked - outcomes.size(), "path") + " not tried any more\n");
}

void print_document(Session& session, const std::vector<Outcome>& outcomes) {
    std::vector<std::string> entries;
    for (const Outcome& outcome : outcomes) {
        Body entry;
        entry.text("path", outcome.path);
        entry.text("name", outcome.name);
        entry.number("exit_code", static_cast<int>(outcome.code));
        std::string text = entry.to_string();
        text.insert(text.size() - 1, ",\"job\":" + (outcome.job ? outcome.job->document : "null"));
        entries.push_back(std::move(text));
    }
    session.world().out(page_document(entries, ""));
}

}  // namespace

std::vector<Part> parts_of(const SubmitCommand& command) {
    std::vector<Part> parts;
    for (const std::string& path : command.paths) {
        Part part{command, path};
        part.command.paths = {path};
        part.command.name = with_name(command.name, last_part(path));
        if (!command.idempotency_key.empty()) part.command.idempotency_key += "-" + digest_of(path);
        parts.push_back(std::move(part));
    }
    return parts;
}

ExitCode submit_each(Session& session, const SubmitCommand& command) {
    const std::vector<Part> parts = folders_of(session, command);
    if (parts.empty())
        return session.complain(
            {ExitCode::usage, {"no-folder", "None of these is a folder", "", "PATH", "", 0}});
    if (!command.draft && !command.yes) {
        const ExitCode agreed = confirm(session, price_words(parts.size()), "Start them?",
                                        "Nothing was made. --draft makes the jobs without starting them.");
        if (agreed != ExitCode::done) return agreed;
    }
    const std::vector<Outcome> outcomes = submit_all(session, parts);
    if (session.json())
        print_document(session, outcomes);
    else
        print_table(session, outcomes, parts.size());
    std::size_t made = 0;
    ExitCode code = ExitCode::done;
    for (const Outcome& outcome : outcomes) {
        if (outcome.job) ++made;
        if (outcome.code != ExitCode::done) code = outcome.code;
    }
    if (code != ExitCode::done)
        session.world().err("understudy: " + grouped(made) + " of " + counted(parts.size(), "job") +
                            " made\n");
    return code;
}

}  // namespace understudy::cli
