// A library that is loaded into the daemon's process before all others (LD_PRELOAD) and alters what it sees
// of the machine:
//   UNDERSTUDY_CLOCK_OFFSET  seconds that the wall clock is ahead (or behind) of the true one
//   UNDERSTUDY_STUCK_FOLDER  nothing that asks the disk about it or what lies below it (open, stat, realpath,
//                            pread) returns as long as somebody holds the lock
//   UNDERSTUDY_STUCK_WHILE   (flock, exclusive) on this file: a disk that hangs. Each call that does not
//                            return leaves a byte in the file of that name with ".calls" behind it.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdarg>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

namespace {

time_t offset() {
    static const char* const words = std::getenv("UNDERSTUDY_CLOCK_OFFSET");
    return words != nullptr ? std::atol(words) : 0;
}

bool is_stuck(std::string_view path) {
    static const char* const folder = std::getenv("UNDERSTUDY_STUCK_FOLDER");
    return folder != nullptr && path.starts_with(folder);
}

std::string path_of(int file) {
    std::array<char, 4096> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const ssize_t length = readlink(link.c_str(), path.data(), path.size());
    return {path.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
}

std::string path_of(int folder, const char* name) {
    if (name[0] == '/' || folder == AT_FDCWD) return name;
    return path_of(folder) + "/" + name;
}

int open_truly(int folder, const char* name, int flags, mode_t mode) {
    return static_cast<int>(syscall(SYS_openat, folder, name, flags, mode));
}

void wait_for_the_disk() {
    const std::string lock_name = std::getenv("UNDERSTUDY_STUCK_WHILE");
    const int lock = open_truly(AT_FDCWD, lock_name.c_str(), O_RDONLY | O_CLOEXEC, 0);
    if (lock < 0) return;
    if (flock(lock, LOCK_SH | LOCK_NB) != 0) {
        const std::string calls_name = lock_name + ".calls";
        const int calls =
            open_truly(AT_FDCWD, calls_name.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        static_cast<void>(!write(calls, ".", 1));
        close(calls);
        flock(lock, LOCK_SH);
    }
    close(lock);
}

ssize_t read_at(int file, void* into, std::size_t size, off_t at) {
    if (is_stuck(path_of(file))) wait_for_the_disk();
    return syscall(SYS_pread64, file, into, size, at);
}

int open_at(int folder, const char* name, int flags, mode_t mode) {
    if (is_stuck(path_of(folder, name))) wait_for_the_disk();
    return open_truly(folder, name, flags, mode);
}

int look_at(int folder, const char* name, struct stat* found, int flags) {
    if (is_stuck(path_of(folder, name))) wait_for_the_disk();
    return static_cast<int>(syscall(SYS_newfstatat, folder, name, found, flags));
}

mode_t mode_in(int flags, va_list more) { return (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0; }

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
    const long done = syscall(SYS_clock_gettime, clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec += offset();
    return static_cast<int>(done);
}

time_t time(time_t* into) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (into != nullptr) *into = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(timeval* into, void*) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    *into = {now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

ssize_t pread(int file, void* into, std::size_t size, off_t at) { return read_at(file, into, size, at); }
ssize_t pread64(int file, void* into, std::size_t size, off_t at) { return read_at(file, into, size, at); }

int openat(int folder, const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_in(flags, more);
    va_end(more);
    return open_at(folder, name, flags, mode);
}

int open(const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_in(flags, more);
    va_end(more);
    return open_at(AT_FDCWD, name, flags, mode);
}

int fstatat(int folder, const char* name, struct stat* found, int flags) noexcept {
    return look_at(folder, name, found, flags);
}
int stat(const char* name, struct stat* found) noexcept { return look_at(AT_FDCWD, name, found, 0); }
int lstat(const char* name, struct stat* found) noexcept {
    return look_at(AT_FDCWD, name, found, AT_SYMLINK_NOFOLLOW);
}

char* realpath(const char* name, char* into) noexcept {
    using Realpath = char* (*)(const char*, char*);
    static const auto real = reinterpret_cast<Realpath>(dlsym(RTLD_NEXT, "realpath"));
    if (is_stuck(name)) wait_for_the_disk();
    return real(name, into);
}
}
