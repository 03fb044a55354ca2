#include "cli/ask_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace understudy::cli {

namespace {

constexpr std::size_t most_text = 16'384;

using Steady = std::chrono::steady_clock;

/// Its standard input is empty; its output and errors go to `output`. -1: it cannot be started.
pid_t start(std::vector<std::string>& words, int output) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t streams;
    posix_spawn_file_actions_init(&streams);
    posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&streams, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&streams, output, STDERR_FILENO);
    pid_t child = -1;
    const int error = ::posix_spawnp(&child, arguments[0], &streams, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&streams);
    return error == 0 ? child : -1;
}

/// True when it came to its end in time.
bool read_all(int input, std::string& text, Steady::time_point until) {
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(until - Steady::now());
        pollfd ready{input, POLLIN, 0};
        if (left.count() <= 0) return false;
        if (::poll(&ready, 1, static_cast<int>(left.count())) <= 0) continue;
        std::array<char, 4'096> piece{};
        const ssize_t count = ::read(input, piece.data(), piece.size());
        if (count == 0) return true;
        if (count < 0 && errno != EINTR) return false;
        if (count > 0 && text.size() < most_text) text.append(piece.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

std::optional<ProgramAnswer> ask_program(std::vector<std::string> words, milliseconds patience) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    const pid_t child = start(words, ends[1]);
    ::close(ends[1]);
    ProgramAnswer answer;
    const bool ended = child > 0 && read_all(ends[0], answer.text, Steady::now() + patience);
    ::close(ends[0]);
    if (child <= 0) return std::nullopt;
    // One that a disk holds fast in the kernel does not even die at once: it is not waited for.
    if (!ended) ::kill(child, SIGKILL);
    int status = 0;
    const bool gathered = ::waitpid(child, &status, ended ? 0 : WNOHANG) == child;
    if (!ended || !gathered) return std::nullopt;
    answer.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return answer;
}

}  // namespace understudy::cli
