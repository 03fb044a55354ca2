#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace understudy::test {

namespace {

using SteadyClock = std::chrono::steady_clock;

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> environment_with(const std::vector<std::string>& extra) {
    std::vector<std::string> all = extra;
    for (char** variable = environ; *variable != nullptr; ++variable) all.emplace_back(*variable);
    return all;
}

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::abort();
}

}  // namespace

Process::Process(std::vector<std::string> arguments, const std::vector<std::string>& extra) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
    auto environment = environment_with(extra);
    const auto argv = pointers(arguments), envp = pointers(environment);
    id_ = fork();
    if (id_ < 0) fail("fork");
    if (id_ == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        execve(argv[0], argv.data(), envp.data());
        std::perror(argv[0]);
        _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
}

Process::~Process() {
    if (id_ > 0) {
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }
    close(output_);
}

void Process::listen(std::chrono::milliseconds limit) {
    pollfd ready{output_, POLLIN, 0};
    // One that closed its output is only waited for.
    if (poll(silent_ ? nullptr : &ready, silent_ ? 0 : 1, static_cast<int>(limit.count())) <= 0) return;
    std::array<char, 16'384> buffer{};
    const ssize_t got = read(output_, buffer.data(), buffer.size());
    if (got > 0)
        said_.append(buffer.data(), static_cast<std::size_t>(got));
    else
        silent_ = true;
}

std::string Process::line_with(const std::string& words) {
    const auto deadline = SteadyClock::now() + std::chrono::seconds{30};
    for (;;) {
        const auto found = said_.find(words);
        const auto end = found == std::string::npos ? found : said_.find('\n', found);
        if (end != std::string::npos) {
            const auto begin = said_.rfind('\n', found) + 1;
            return said_.substr(begin, end - begin);
        }
        if (silent_ || SteadyClock::now() > deadline) return "";
        listen(std::chrono::milliseconds{1'000});
    }
}

void Process::signal(int number) const {
    if (id_ > 0) kill(id_, number);
}

int Process::wait() {
    const auto deadline = SteadyClock::now() + std::chrono::seconds{60};
    int status = 0;
    while (waitpid(id_, &status, WNOHANG) == 0) {
        if (SteadyClock::now() > deadline) kill(id_, SIGKILL);
        listen(std::chrono::milliseconds{20});
    }
    id_ = -1;
    while (!silent_) listen(std::chrono::milliseconds{1'000});
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace understudy::test
