#include "cli/interrupts.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>

namespace understudy::cli {

namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};
std::atomic<bool> seen{false};
std::atomic<int> write_end{-1};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void note(int) {
    const int saved = errno;
    seen.store(true);
    // The pipe holds the byte of the first signal already when there is no room: nothing is missed.
    if (write(write_end.load(), "!", 1) < 0) errno = saved;
    errno = saved;
}

}  // namespace

Interrupts::Interrupts() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    read_end_ = ends[0];
    write_end.store(ends[1]);
    seen.store(false);
    struct sigaction action {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int number : signals) sigaction(number, &action, nullptr);
}

Interrupts::~Interrupts() {
    for (const int number : signals) signal(number, SIG_DFL);
    close(write_end.exchange(-1));
    close(read_end_);
}

bool Interrupts::raised() const { return seen.load(); }

}  // namespace understudy::cli
