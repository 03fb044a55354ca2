#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>

#include "config/parse.hpp"
#include "core/counted.hpp"
#include "daemon/command_line.hpp"
#include "daemon/hard_ending.hpp"
#include "daemon/life.hpp"
#include "daemon/log.hpp"
#include "daemon/surroundings.hpp"
#include "storage/archive/restore.hpp"

namespace {

using namespace understudy;

/// Says what is wrong, one line a mistake.
ExitCode complain(const std::string& path, const std::vector<ConfigError>& errors) {
    for (const ConfigError& error : errors) std::fprintf(stderr, "%s\n", in_words(path, error).c_str());
    return exit_config;
}

ExitCode check(const std::string& path) {
    const auto config = load_config(path);
    if (!config) return complain(path, config.error());
    const Surroundings seen = look_at_surroundings(*config);
    for (const std::string& words : seen.errors)
        std::fprintf(stderr, "%s: %s\n", path.c_str(), words.c_str());
    for (const std::string& words : seen.warnings)
        std::fprintf(stderr, "%s: warning: %s\n", path.c_str(), words.c_str());
    if (!seen.errors.empty()) return exit_config;
    std::printf("%s is good\n", path.c_str());
    return exit_good;
}

/// A backup in the place of the database; says what was done.
ExitCode restore(const std::string& backup, const std::string& config_path) {
    const auto config = load_config(config_path);
    if (!config) return complain(config_path, config.error());
    const auto now = std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
    const auto done = restore_database(backup, config->storage.path, now);
    if (!done) {
        std::fprintf(stderr, "understudyd: not restored, and nothing was changed: %s\n",
                     done.error().c_str());
        return exit_failed;
    }
    std::printf("%s: restored from %s, every row proven: %s\n", config->storage.path.c_str(), backup.c_str(),
                counted(static_cast<std::size_t>(done->jobs), "job").c_str());
    if (!done->set_aside.empty()) std::printf("the database of before is %s\n", done->set_aside.c_str());
    std::puts(
        "spending and uploading are paused: start the daemon, see whether a job is at work again that was "
        "ended since\n"
        "the backup, then: understudy resume all");
    return exit_good;
}

/// The key and the token live in this memory: no core file holds it, and no other process of the same user
/// reads it.
void keep_memory_private() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

ExitCode serve(const std::string& path) {
    log::open();
    const auto config = load_config(path);
    if (!config) {
        for (const ConfigError& error : config.error()) log::error(in_words(path, error));
        return exit_config;
    }
    keep_memory_private();
    // A broken connection is an error of its write, not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    // The database and the token are for the owner and the group.
    ::umask(0027);
    // A file that may not grow any more is a full disk, which passes, and not the daemon's end.
    (void)::signal(SIGXFSZ, SIG_IGN);
    // One arena: the threads allocate little, and each arena of its own would keep what it once needed.
    ::mallopt(M_ARENA_MAX, 1);
    log::info("understudyd " UNDERSTUDY_VERSION " starts with " + path);
    const ExitCode code = live(*config, path);
    if (code == exit_failed) breathe_before_the_next_try();
    return code;
}

ExitCode run(std::span<const char* const> arguments) {
    const auto line = read_command_line(arguments);
    if (!line) {
        std::fprintf(stderr, "understudyd: %s\n%s", line.error().c_str(), usage());
        return exit_config;
    }
    switch (line->wish) {
        case Wish::help:
            std::fputs(usage(), stdout);
            return exit_good;
        case Wish::version:
            std::puts("understudyd " UNDERSTUDY_VERSION);
            return exit_good;
        case Wish::check_config:
            return check(line->config_path);
        case Wish::restore:
            return restore(line->backup_path, line->config_path);
        case Wish::serve:
            break;
    }
    return serve(line->config_path);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
    } catch (const std::exception& trouble) {
        understudy::end_at_once(trouble);
    }
}
