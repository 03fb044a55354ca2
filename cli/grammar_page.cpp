// The command that leads to the studio's page.
#include "cli/subcommand.hpp"

namespace understudy::cli {

void add_page(CLI::App& app, Invocation& invocation) {
    Subcommand<OpenCommand> open(app, invocation, "open", "Open the studio's page in the browser, signed in",
                                 "understudy open\n  understudy open --print");
    open->add_flag("--print", open.command().print, "Print the link and open nothing");
}

}  // namespace understudy::cli
