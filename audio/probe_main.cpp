// understudy-probe: reads sound files, in a process of its own because whoever made them may have meant harm.
//
//   understudy-probe FILE…                 prints one line of JSON a file; exit 1 when one of them would
//   block understudy-probe --serve-child-of PID  is how the daemon runs it
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <nlohmann/json.hpp>
#include <string_view>

#include "audio/file_descriptor.hpp"
#include "audio/listen.hpp"
#include "audio/measured.hpp"
#include "audio/probe_server.hpp"
#include "audio/sandbox.hpp"
#include "core/judge.hpp"
#include "core/words.hpp"

namespace {

using nlohmann::json;
using understudy::FileVerdict;

constexpr int exit_blocked = 1, exit_usage = 64, exit_out_of_memory = 71, exit_no_sandbox = 77;

json found(const understudy::Finding& finding) {
    return {{"verdict", understudy::to_word(finding.verdict)},
            {"reason", finding.reason},
            {"detail", finding.detail},
            {"cure", finding.cure}};
}

void print(const json& line) {
    std::puts(line.dump(-1, ' ', false, json::error_handler_t::replace).c_str());
    std::fflush(stdout);
}

bool cannot_read(const char* path, int error_number) {
    const json finding{
        {"verdict", "block"}, {"reason", "unreadable"}, {"detail", std::strerror(error_number)}};
    print({{"path", path}, {"verdict", "block"}, {"findings", json::array({finding})}});
    return false;
}

// True when the file does not block.
bool probe_by_hand(const char* path) {
    const understudy::FileDescriptor file(::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0) return cannot_read(path, errno);
    if (!S_ISREG(status.st_mode)) return cannot_read(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (!understudy::limit_computing_time(size)) return cannot_read(path, errno);
    const auto hearing = understudy::listen(file.get(), size, {});
    if (hearing.read_error != 0) return cannot_read(path, hearing.read_error);
    const auto findings = understudy::judge(understudy::measured(hearing), path, understudy::Thresholds{});
    json line = json::parse(understudy::to_line(hearing));
    line["path"] = path;
    line["verdict"] = understudy::to_word(understudy::worst(findings));
    line["findings"] = json::array();
    for (const understudy::Finding& finding : findings) line["findings"].push_back(found(finding));
    print(line);
    return understudy::worst(findings) != FileVerdict::block;
}

int probe_all_by_hand(int count, char** paths) {
    // A limit of file size would also hit what we print.
    if (!understudy::gain_no_privileges() || !understudy::limit_memory_and_files(16) ||
        !understudy::shut_in(understudy::MayOpen::files_for_reading))
        return exit_no_sandbox;
    bool none_blocks = true;
    for (int i = 0; i < count; ++i) none_blocks = probe_by_hand(paths[i]) && none_blocks;
    return none_blocks ? 0 : exit_blocked;
}

int run(int argc, char** argv) {
    const std::string_view first = argc > 1 ? argv[1] : "--help";
    if (first == "--serve-child-of" && argc == 3)
        return understudy::serve(static_cast<pid_t>(std::atoi(argv[2])));
    if (first == "--help" || first == "-h") {
        std::puts(
            "understudy-probe FILE...   says of each sound file what is in it, one line of JSON a file");
        return argc > 1 ? 0 : exit_usage;
    }
    return probe_all_by_hand(argc - 1, argv + 1);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        return exit_out_of_memory;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "understudy-probe: %s\n", error.what());
        return exit_usage;
    }
}
