// The command for who is told of jobs.
#include "cli/subcommand.hpp"

namespace understudy::cli {

void add_webhooks(CLI::App& app, Invocation& invocation) {
    Subcommand<WebhooksCommand> sub(app, invocation, "webhooks",
                                    "Who is told of jobs, and what waits for them",
                                    "understudy webhooks\n  understudy webhooks test studio\n"
                                    "  understudy webhooks resend studio");
    WebhooksCommand& command = sub.command();
    sub->add_option("DEED", command.deed,
                    "list; test: send a message of the type webhook.test; messages: those that wait or have "
                    "failed; resend: try again what failed")
        ->check(CLI::IsMember({"list", "test", "messages", "resend"}))
        ->capture_default_str();
    sub->add_option("NAME", command.name, "The webhook, as the configuration calls it")->check(empty_text);
    sub->add_option("MESSAGE", command.message, "With resend: only this one")->check(empty_text);
    sub->add_option("--status", command.status, "With messages: only these")
        ->check(CLI::IsMember({"waiting", "failed"}));
}

}  // namespace understudy::cli
