#include "audio/sandbox.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "audio/sanitized.hpp"

namespace understudy {
namespace {

// How much address space the process takes now; 0 when that cannot be known.
std::uint64_t address_space_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    statm >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

bool limit(decltype(RLIMIT_CPU) what, rlim_t to) {
    const rlimit both{to, to};
    return ::setrlimit(what, &both) == 0;
}

std::int64_t seconds_used() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec;
}

}  // namespace

bool bind_to_parent(pid_t parent) {
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return false;
    return ::getppid() == parent;
}

bool gain_no_privileges() { return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0; }

bool give_up_privileges() {
    const bool gained_none = gain_no_privileges();
    // A write beyond the limit of file size is an error, not the end: stderr may be a file.
    ::signal(SIGXFSZ, SIG_IGN);
    return gained_none && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0);
}

bool limit_memory_and_files(unsigned most_files) {
    if (is_sanitized) return true;
    const std::uint64_t now = address_space_bytes();
    return now > 0 && limit(RLIMIT_AS, now + memory_allowance_bytes) && limit(RLIMIT_NOFILE, 3 + most_files);
}

void step_back() {
    constexpr int nice = 10;
    // Not being allowed to is no reason not to work.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, nice));
}

bool is_read_only(int fd) {
    const int flags = ::fcntl(fd, F_GETFL);
    return flags >= 0 && (flags & O_ACCMODE) == O_RDONLY;
}

std::int64_t computing_seconds_allowed(std::uint64_t size_bytes) {
    // An hour of Opus or Vorbis is 20 MB and more and takes 15 s. A file that is almost all silence may hold
    // hours in little, hence the base.
    constexpr std::int64_t base_s = 120, each_mib_s = 10, most_s = 3'600;
    const auto mib = static_cast<std::int64_t>(std::min<std::uint64_t>(size_bytes >> 20, most_s));
    return std::min(most_s, base_s + mib * each_mib_s);
}

bool limit_computing_time(std::uint64_t size_bytes) {
    rlimit now{};
    if (::getrlimit(RLIMIT_CPU, &now) != 0) return false;
    now.rlim_cur = static_cast<rlim_t>(seconds_used() + 1 + computing_seconds_allowed(size_bytes));
    now.rlim_cur = std::min(now.rlim_cur, now.rlim_max);
    return ::setrlimit(RLIMIT_CPU, &now) == 0;
}

}  // namespace understudy
