// understudy support-bundle: all that a maintainer needs to help, in a file that its owner can read through
// first.
#include <algorithm>

#include "cli/bundle.hpp"
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds patience{60'000}, program_patience{10'000};
constexpr std::size_t most_jobs = 200, most_in_trouble = 20, most_events = 200;

/// What the daemon says to a request. What it does not say is a finding, and no reason to stop.
class Questions {
  public:
    Questions(Session& session, Bundle& bundle) : session_(session), bundle_(bundle) {}

    void ask(const std::string& section, net::Request request) {
        if (const auto body = answer(section, std::move(request))) bundle_.add(section, *body);
    }
    void ask(const std::string& section, const std::string& key, net::Request request) {
        if (const auto body = answer(section + " " + key, std::move(request)))
            bundle_.add_to(section, key, *body);
    }
    /// A 503 is an answer: it says what is wrong.
    std::optional<std::string> answer(const std::string& section, net::Request request) {
        if (silent_ || session_.world().interrupted()) return std::nullopt;
        auto answer = session_.daemon().call(std::move(request), patience);
        if (!answer) {
            silent_ = !answer.error().too_late;
            bundle_.lacks(section, answer.error().what);
            return std::nullopt;
        }
        if (answer->status != 200 && answer->status != 503) {
            bundle_.lacks(section,
                          "the daemon answered " + std::to_string(answer->status) + ": " + answer->body);
            return std::nullopt;
        }
        return std::move(answer->body);
    }

  private:
    Session& session_;
    Bundle& bundle_;
    bool silent_ = false;  ///< it is not there: the rest need not be asked
};

net::Request get(std::string target) { return {"GET", std::move(target), {}, ""}; }

void ask_the_daemon(Session& session, Bundle& bundle) {
    Questions questions(session, bundle);
    questions.ask("readyz", get("/readyz?verbose"));
    questions.ask("doctor", check_up());
    questions.ask("controls", get_controls());
    questions.ask("queue", get_queue(most_jobs));
    const auto jobs = questions.answer("jobs", list_jobs(ListCommand{}, most_jobs, ""));
    if (jobs) bundle.add("jobs", *jobs);
    for (const std::string& id : jobs_in_trouble(jobs.value_or(""), most_in_trouble)) {
        questions.ask("job", id, get_job(id));
        questions.ask("explanation", id, explain_job(id));
        questions.ask("events", id, last_events(id, most_events));
    }
    questions.ask("latest_events", last_events("", most_events));
    questions.ask("metrics", get("/metrics"));
}

void look_at(World& world, Bundle& bundle, const std::string& section, const std::string& path) {
    if (const auto text = world.read_file(path))
        bundle.add_to(section, path, *text);
    else
        bundle.lacks(section + " " + path, "it cannot be read");
}

/// An address of the configuration may be wrong, which is why it is looked at, and hold a password all the
/// same: all before its last @ goes.
std::string without_credentials(std::string setting) {
    const auto quote = setting.find('"'), at = setting.rfind('@');
    if (quote != std::string::npos && at != std::string::npos && at > quote)
        setting.replace(quote + 1, at - quote - 1, "***");
    return setting;
}

/// Of a configuration: what people wrote beside it is for themselves.
std::string without_comments(std::string_view text) {
    std::string kept;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        bool quoted = false;
        std::size_t end = 0;
        while (end < line.size() && (quoted || line[end] != '#')) quoted ^= line[end++] == '"';
        const std::string_view setting = line.substr(0, end);
        if (setting.find_first_not_of(" \t") != std::string_view::npos)
            kept += without_credentials(std::string(setting)) + "\n";
    }
    return kept;
}

void look_at_config(World& world, Bundle& bundle, const std::string& path) {
    if (const auto text = world.read_file(path))
        bundle.add_to("config", path, without_comments(*text));
    else
        bundle.lacks("config " + path, "it cannot be read");
}

void look_at_the_machine(World& world, const std::vector<std::string>& config_files, Bundle& bundle) {
    for (const char* path : {"/etc/os-release", "/proc/version", "/proc/loadavg"})
        look_at(world, bundle, "machine", path);
    for (const std::string& path : config_files) look_at_config(world, bundle, path);
    const auto journal = world.ask_machine(
        {"journalctl", "-u", "understudyd", "-n", "200", "-r", "--no-pager", "-o", "short-iso"},
        program_patience);
    if (journal && !journal->empty())
        bundle.add("journal", *journal);
    else
        bundle.lacks("journal", "it cannot be read: root and the group systemd-journal may");
}

/// "understudy-support-20261130T171500Z.json"
std::string usual_name(Time now) {
    std::string moment = to_rfc3339(std::chrono::floor<seconds>(now));
    moment.resize(19);
    std::erase_if(moment, [](char letter) { return letter == '-' || letter == ':'; });
    return "understudy-support-" + moment + "Z.json";
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// "" or what went wrong.
std::string write_new(World& world, const std::string& path, const std::string& content) {
    auto file = world.new_file(path);
    if (!file) return file.error();
    (*file)->write(content);
    return (*file)->keep();
}

ExitCode told(Session& session, const std::string& path, std::size_t bytes, const Bundle& bundle,
              bool names) {
    if (session.json()) {
        Body body;
        body.text("file", path);
        body.number("bytes", static_cast<long long>(bytes));
        body.texts("sections", bundle.sections());
        body.text("names", names ? "as they are" : "digests");
        return session.print_json(body.to_string());
    }
    session.say("Written to " + visible(path) + " (" + std::to_string((bytes + 1023) / 1024) +
                " KiB, readable by you alone). Nothing was sent.");
    session.say("In it: " + joined(bundle.sections()) + ".");
    session.say(
        names ? "Names and recordings' paths are in it as they are. Keys, tokens and passwords are left out."
              : "Names and recordings' paths are digests (--with-names leaves them), but for the folders "
                "that the "
                "configuration names. Keys, tokens and passwords are left out.");
    session.say(
        "Read it through before you send it: what people wrote into other places, nobody recognizes.");
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const SupportBundleCommand& command) {
    World& world = session.world();
    const Time now = world.now().wall;
    const std::string path =
        command.file.empty() ? world.working_directory() + "/" + usual_name(now) : command.file;
    Bundle bundle(to_rfc3339(now), command.with_names ? "" : world.random_key());
    bundle.add("versions", std::string(R"({"understudy": ")") + UNDERSTUDY_VERSION + R"("})");
    ask_the_daemon(session, bundle);
    look_at_the_machine(world, command.config_files, bundle);
    if (world.interrupted()) return session.interrupted("nothing was written");
    const std::string document = bundle.document();
    const std::string trouble = write_new(world, path, document);
    if (!trouble.empty())
        return session.complain({ExitCode::refused,
                                 {"not-written", "The bundle could not be written", path + ": " + trouble,
                                  "FILE", "name another file: understudy support-bundle FILE", 0}});
    return told(session, path, document.size(), bundle, command.with_names);
}

}  // namespace understudy::cli
