// understudy: the command line.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "cli/http_daemon.hpp"
#include "cli/interrupts.hpp"
#include "cli/process_world.hpp"
#include "cli/run.hpp"

namespace {

using namespace understudy::cli;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// A person's own before the machine's.
std::vector<std::string> config_files() {
    std::string mine = variable("XDG_CONFIG_HOME");
    if (mine.empty() && !variable("HOME").empty()) mine = variable("HOME") + "/.config";
    std::vector<std::string> files{"/etc/understudy/understudy.toml"};
    if (mine.starts_with('/')) files.insert(files.begin(), mine + "/understudy/understudy.toml");
    return files;
}

int run_process(int count, char** arguments) {
    const Interrupts interrupts;
    ProcessWorld world(interrupts);
    const Reach reach = [&](Endpoint endpoint, std::string token,
                            std::string ca_file) -> std::unique_ptr<Daemon> {
        return std::make_unique<HttpDaemon>(std::move(endpoint), std::move(token), std::move(ca_file),
                                            interrupts.descriptor());
    };
    const Environment environment{variable("UNDERSTUDY_URL"), variable("UNDERSTUDY_TOKEN_FILE"), "",
                                  config_files()};
    const ExitCode code = run({arguments + 1, arguments + count}, environment, world, reach);
    if (world.output_lost() && code == ExitCode::done) {
        world.err("understudy: the output could not be written\n");
        return static_cast<int>(ExitCode::output_lost);
    }
    return static_cast<int>(code);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run_process(count, arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "understudy: %s\n", error.what());
        return static_cast<int>(ExitCode::unreachable);
    }
}
