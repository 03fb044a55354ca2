#include "daemon/command_line.hpp"

#include <string_view>

namespace understudy {

namespace {

constexpr std::string_view config_with_value = "--config=";

}  // namespace

Result<CommandLine, std::string> read_command_line(std::span<const char* const> arguments) {
    CommandLine line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        const bool takes_file = argument == "--config" || argument == "--restore";
        if (takes_file && i + 1 == arguments.size()) return failure(std::string(argument) + " needs a file");
        if (argument == "--help" || argument == "-h")
            line.wish = Wish::help;
        else if (argument == "--version")
            line.wish = Wish::version;
        else if (argument == "--check-config")
            line.wish = Wish::check_config;
        else if (argument == "--restore")
            line.wish = Wish::restore, line.backup_path = arguments[++i];
        else if (argument.starts_with(config_with_value))
            line.config_path = argument.substr(config_with_value.size());
        else if (argument == "--config")
            line.config_path = arguments[++i];
        else
            return failure("\"" + std::string(argument) + "\" is not understood");
    }
    if (line.config_path.empty()) return failure(std::string("--config needs a file"));
    if (line.wish == Wish::restore && line.backup_path.empty())
        return failure(std::string("--restore needs a file"));
    return line;
}

const char* usage() {
    return "Usage: understudyd [--config FILE]\n"
           "       understudyd --check-config [--config FILE]\n"
           "       understudyd --restore BACKUP [--config FILE]\n"
           "       understudyd --version | --help\n"
           "\n"
           "Turns studio recordings into Cartesia Pro Voice Clones, unattended. Jobs are submitted with\n"
           "understudy(1) or over the REST API.\n"
           "\n"
           "  --config FILE    The configuration; default: /etc/understudy/understudy.toml\n"
           "  --check-config   Say what is wrong with it, with line and key, and end\n"
           "  --restore BACKUP Prove a backup, put it in the place of the database, and end; what is there "
           "now is\n"
           "                   set aside. Nothing is paid twice: what was bought since is found in the "
           "cloud\n"
           "\n"
           "SIGTERM or SIGINT end it in good order, SIGHUP reads configuration and key again.\n"
           "Exit codes: 0 it ended as asked, 78 the configuration is wrong or the database is of a newer\n"
           "version, 1 anything else.\n";
}

}  // namespace understudy
