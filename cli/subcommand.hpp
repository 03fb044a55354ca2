// What the commands of the grammar have in common. Heavy to include: for the files of the grammar alone.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/invocation.hpp"

namespace understudy::cli {

/// An empty text where one is wanted is a script's unset variable.
inline std::string empty_text(const std::string& value) { return value.empty() ? "is empty" : ""; }

/// "--label a=b", many times. What is filled in must live as long as the app, here and below.
inline void add_labels(CLI::App& app, Labels& labels) {
    const auto read = [&labels](const std::string& label) {
        const std::size_t at = label.find('=');
        if (at == std::string::npos || at == 0)
            throw CLI::ValidationError("--label", "“" + label + "” is not KEY=VALUE");
        labels.emplace_back(label.substr(0, at), label.substr(at + 1));
    };
    app.add_option_function<std::string>("--label", read, "KEY=VALUE; may be given many times")
        ->trigger_on_parse()
        ->take_last();
}
inline void add_priority(CLI::App& app, std::optional<int>& priority) {
    app.add_option("--priority", priority,
                   "The higher goes first to uploads, trainings and credits; 0 is usual")
        ->check(CLI::Range(-100, 100));
}
inline void add_max_attempts(CLI::App& app, std::optional<int>& max_attempts) {
    app.add_option("--max-attempts", max_attempts, "Trainings that may be begun before it rests")
        ->check(CLI::PositiveNumber);
}
inline void add_through_holds(CLI::App& app, bool& flag) {
    app.add_flag("--through-holds", flag, "Wait on, too, while the job is held until a person decides");
}
inline void add_waiting(CLI::App& app, Waiting& waiting) {
    app.add_flag("--wait", waiting.wait, "Show progress until the job ends, and exit 0 or 1 by it");
    add_through_holds(app, waiting.through_holds);
}

/// A subcommand that fills in a C and makes it the invocation's command when it is the one that is given.
template <class C>
class Subcommand {
  public:
    Subcommand(CLI::App& app, Invocation& invocation, const char* name, const char* what, std::string example)
        : app_(app.add_subcommand(name, what)), command_(std::make_shared<C>()) {
        app_->fallthrough();
        app_->footer(
            "Common options: --json, --url, --token-file, --ca-file; see understudy --help.\nExample:\n  " +
            std::move(example));
        app_->parse_complete_callback([command = command_, &invocation] { invocation.command = *command; });
    }
    CLI::App* operator->() { return app_; }
    C& command() { return *command_; }

    CLI::Option* id() {
        return app_->add_option("ID", command_->id, "The job: its id or a beginning of it")
            ->required()
            ->type_name("JOB");
    }
    void yes(const char* what) { app_->add_flag("--yes,-y", command_->yes, what); }
    void waiting() { add_waiting(*app_, command_->waiting); }
    void through_holds(bool& flag) { add_through_holds(*app_, flag); }
    /// An option that may be given many times, each time with one value: "--label a=b PATH" leaves PATH
    /// alone.
    CLI::Option* many(const char* name, std::vector<std::string>& values, const char* what) {
        return app_->add_option(name, values, what)->allow_extra_args(false)->take_all();
    }
    void labels() { add_labels(*app_, command_->labels); }
    void priority() { add_priority(*app_, command_->priority); }
    void max_attempts() { add_max_attempts(*app_, command_->max_attempts); }

  private:
    CLI::App* app_;
    std::shared_ptr<C> command_;
};

/// grammar_submit.cpp: submit, and what it is told of a job besides its recordings.
void add_submit(CLI::App& app, Invocation& invocation);
void add_submission(CLI::App& sub, SubmitCommand& command);
/// grammar_control.cpp: cancel, and what is asked for all jobs at once.
void add_control(CLI::App& app, Invocation& invocation);
/// grammar_money.cpp: the ledger, budgets, quotes.
void add_money(CLI::App& app, Invocation& invocation);
/// grammar_cloud.cpp: what stands in the cloud.
void add_cloud(CLI::App& app, Invocation& invocation);

/// grammar_inbox.cpp: send, inbox and hot-folder.
void add_inbox(CLI::App& app, Invocation& invocation);
/// grammar_webhooks.cpp: who is told of jobs.
void add_webhooks(CLI::App& app, Invocation& invocation);
/// grammar_page.cpp: open.
void add_page(CLI::App& app, Invocation& invocation);

}  // namespace understudy::cli
