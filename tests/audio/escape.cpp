// What a probe that has been taken over would try. `escape ATTEMPT` shuts itself in as the probe does and
// then tries: exit 0 when it was refused, 1 when it got through, and the kernel may end it meanwhile.
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include "audio/sandbox.hpp"

namespace {

const std::map<std::string, std::function<long()>> attempts = {
    {"socket", [] { return ::socket(AF_INET, SOCK_STREAM, 0); }},
    {"unix-socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }},
    {"open", [] { return ::open("/etc/passwd", O_RDONLY); }},
    {"open-to-write", [] { return ::open("/tmp", O_TMPFILE | O_RDWR, 0600); }},
    {"create", [] { return ::open("/tmp/understudy-escape", O_CREAT | O_WRONLY, 0600); }},
    {"unlink", [] { return ::unlink("/tmp/understudy-escape"); }},
    {"exec",
     [] {
         char name[] = "/bin/true";
         char* arguments[] = {name, nullptr};
         return ::execv(name, arguments) == 0 ? 1L : -1L;
     }},
    {"fork", [] { return ::syscall(SYS_fork); }},
    {"clone", [] { return ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, 0); }},
    {"ptrace", [] { return ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr); }},
    {"kill-parent", [] { return ::kill(::getppid(), SIGTERM); }},
    {"signal-parent", [] { return ::syscall(SYS_tgkill, ::getppid(), ::getppid(), SIGTERM); }},
    {"limit-parent", [] { return ::syscall(SYS_prlimit64, ::getppid(), 0, nullptr, nullptr); }},
    {"run-memory",
     [] {
         void* page =
             ::mmap(nullptr, 4'096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return page == MAP_FAILED ? -1L : 0L;
     }},
    {"make-writable", [] { return ::fcntl(0, F_SETFL, O_APPEND); }},
    {"send-elsewhere", [] { return ::send(1, "x", 1, 0); }},
    {"compute", [] { return -1L; }},  // the counter-proof: what is allowed is not refused
};

}  // namespace

int main(int argc, char** argv) {
    constexpr int usage = 64, not_shut_in = 77;
    const auto attempt = argc == 2 ? attempts.find(argv[1]) : attempts.end();
    if (attempt == attempts.end()) return usage;
    if (!understudy::give_up_privileges() || !understudy::limit_memory_and_files(1) ||
        !understudy::shut_in(understudy::MayOpen::nothing))
        return not_shut_in;
    return attempt->second() == -1 ? 0 : 1;
}
