// The commands for recordings from other machines.
#include "cli/subcommand.hpp"

namespace understudy::cli {

void add_inbox(CLI::App& app, Invocation& invocation) {
    Subcommand<SendCommand> send(app, invocation, "send",
                                 "Send recordings of this machine to the daemon's, with resume",
                                 "understudy --url https://studio.example:7878 send ~/anna --to Anna \\\n"
                                 "      --submit --name Anna --language en --yes");
    send->add_option("PATH", send.command().paths,
                     "Recordings of this machine: files, or folders with all in them")
        ->required()
        ->check(empty_text)
        ->type_name("FILE");
    send->add_option("--to", send.command().to, "The folder of the inbox that they go to")
        ->required()
        ->check(empty_text);
    send->add_flag("--replace", send.command().replace,
                   "End unfinished uploads to the same places that are of other files, and send anew");
    CLI::Option* const submit =
        send->add_flag("--submit", send.command().submit, "Make a job of the folder once all is there");
    const std::size_t own = send->get_options().size();
    add_submission(*send.operator->(), send.command().submission);
    const std::vector<CLI::Option*> options = send->get_options();
    for (std::size_t at = own; at < options.size(); ++at) options[at]->needs(submit);
    Subcommand<InboxCommand> inbox(app, invocation, "inbox", "Show what other machines have sent",
                                   "understudy inbox\n  understudy inbox Anna --remove");
    inbox->add_option("FOLDER", inbox.command().folder, "List its files")->check(empty_text);
    inbox->add_flag("--remove", inbox.command().remove, "Remove the folder with its files");
    inbox.yes("Do not ask before removing");
    Subcommand<HotFolderCommand> hot_folder(app, invocation, "hot-folder",
                                            "Show what was dropped into the watched folders",
                                            "understudy hot-folder");
}

}  // namespace understudy::cli
