// The filter of system calls, by libseccomp: what is not on the list is refused, and what only a program that
// has been taken over would try ends the process. Where the kernel has Landlock, the file system is gone as
// well.
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "audio/sandbox.hpp"
#include "audio/sanitized.hpp"

namespace understudy {
namespace {

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

constexpr int socket_fd = 0;

// Computing, memory, reading what is open, and the end.
constexpr std::array always = {
    SCMP_SYS(read),         SCMP_SYS(pread64),      SCMP_SYS(close),          SCMP_SYS(brk),
    SCMP_SYS(munmap),       SCMP_SYS(mremap),       SCMP_SYS(madvise),        SCMP_SYS(futex),
    SCMP_SYS(exit),         SCMP_SYS(exit_group),   SCMP_SYS(getpid),         SCMP_SYS(gettid),
    SCMP_SYS(getrusage),    SCMP_SYS(getrlimit),    SCMP_SYS(setrlimit),      SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_yield),  SCMP_SYS(getrandom),    SCMP_SYS(restart_syscall)};

// No decoder has use for these, and no library of ours falls back to them.
constexpr std::array deadly = {SCMP_SYS(execve),
                               SCMP_SYS(execveat),
                               SCMP_SYS(fork),
                               SCMP_SYS(vfork),
                               SCMP_SYS(ptrace),
                               SCMP_SYS(process_vm_readv),
                               SCMP_SYS(process_vm_writev),
                               SCMP_SYS(socket),
                               SCMP_SYS(connect),
                               SCMP_SYS(bind),
                               SCMP_SYS(kill),
                               SCMP_SYS(tkill),
                               SCMP_SYS(bpf),
                               SCMP_SYS(io_uring_setup),
                               SCMP_SYS(userfaultfd),
                               SCMP_SYS(pidfd_open)};

// What opens and describes files; the flags of an opening are looked at apart.
constexpr std::array describing = {SCMP_SYS(newfstatat), SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(ioctl)};

// What AddressSanitizer does at its work, and to describe what it found.
constexpr std::array for_sanitizers = {SCMP_SYS(sigaltstack),
                                       SCMP_SYS(readlink),
                                       SCMP_SYS(newfstatat),
                                       SCMP_SYS(fstat),
                                       SCMP_SYS(sched_getaffinity),
                                       SCMP_SYS(mprotect),
                                       SCMP_SYS(ioctl),
                                       SCMP_SYS(prctl),
                                       SCMP_SYS(write),
                                       SCMP_SYS(pipe),
                                       SCMP_SYS(pipe2)};

template <class Calls>
bool add_all(const Filter& filter, std::uint32_t action, const Calls& calls) {
    return std::all_of(calls.begin(), calls.end(),
                       [&](int call) { return seccomp_rule_add(filter.get(), action, call, 0) == 0; });
}

bool allow(const Filter& filter, int call, scmp_arg_cmp argument) {
    return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, argument) == 0;
}

constexpr scmp_arg_cmp equals(unsigned argument, scmp_datum_t value) {
    return {argument, SCMP_CMP_EQ, value, 0};
}
constexpr scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

// Memory that is not for running, limits and signals of our own, and what is written goes where it should.
bool add_bounded(const Filter& filter) {
    const auto self = static_cast<scmp_datum_t>(::getpid());
    return allow(filter, SCMP_SYS(mmap), masked(2, PROT_EXEC, 0)) &&
           (is_sanitized || allow(filter, SCMP_SYS(mprotect), masked(2, PROT_EXEC, 0))) &&
           allow(filter, SCMP_SYS(prlimit64), equals(0, 0)) &&
           allow(filter, SCMP_SYS(tgkill), equals(0, self)) &&
           allow(filter, SCMP_SYS(fcntl), equals(1, F_GETFL)) &&
           allow(filter, SCMP_SYS(recvmsg), equals(0, socket_fd)) &&
           allow(filter, SCMP_SYS(sendto), equals(0, socket_fd)) &&
           (is_sanitized || (allow(filter, SCMP_SYS(write), equals(0, STDOUT_FILENO)) &&
                             allow(filter, SCMP_SYS(write), equals(0, STDERR_FILENO))));
}

bool allow_opening_for_reading(const Filter& filter) {
    constexpr scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    return allow(filter, SCMP_SYS(openat), masked(2, writing, O_RDONLY));
}

// A set of rules that allows nothing. Kernels without Landlock do without: the filter refuses the calls
// anyway.
void give_up_the_file_system() {
    constexpr std::uint64_t all_of_version_1 = (std::uint64_t{1} << 13) - 1;
    landlock_ruleset_attr nothing{};  // later versions have more members
    nothing.handled_access_fs = all_of_version_1;
    const auto rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &nothing, sizeof nothing, 0));
    if (rules < 0) return;
    ::syscall(SYS_landlock_restrict_self, rules, 0);
    ::close(rules);
}

}  // namespace

#ifdef UNDERSTUDY_SANITIZED
// LeakSanitizer looks for leaks at the end from a process of its own, which is out of reach then.
namespace {
bool is_shut_in = false;
}
extern "C" int __lsan_is_turned_off() { return is_shut_in ? 1 : 0; }
#endif

bool shut_in(MayOpen may_open) {
#ifdef UNDERSTUDY_SANITIZED
    is_shut_in = true;
#endif
    if (may_open == MayOpen::nothing && !is_sanitized) give_up_the_file_system();
    const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
    if (!filter || !add_all(filter, SCMP_ACT_ALLOW, always) || !add_bounded(filter)) return false;
    if (!add_all(filter, SCMP_ACT_KILL_PROCESS, deadly)) return false;
    if (is_sanitized && !add_all(filter, SCMP_ACT_ALLOW, for_sanitizers)) return false;
    if (may_open == MayOpen::files_for_reading && !is_sanitized &&
        !add_all(filter, SCMP_ACT_ALLOW, describing))
        return false;
    if ((may_open == MayOpen::files_for_reading || is_sanitized) && !allow_opening_for_reading(filter))
        return false;
    return seccomp_load(filter.get()) == 0;
}

}  // namespace understudy
