// A library that is loaded into the daemon's process before all others (LD_PRELOAD) and alters what it sees
// of the machine:
//   UNDERSTUDY_CLOCK_OFFSET  seconds that the wall clock is ahead (or behind) of the true one
//   UNDERSTUDY_STUCK_FOLDER  reads of the files below it do not return as long as somebody holds the lock
//   UNDERSTUDY_STUCK_WHILE   (flock, exclusive) on this file: a disk that hangs
#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

namespace {

time_t offset() {
    static const char* const words = std::getenv("UNDERSTUDY_CLOCK_OFFSET");
    return words != nullptr ? std::atol(words) : 0;
}

bool is_stuck(int file) {
    static const char* const folder = std::getenv("UNDERSTUDY_STUCK_FOLDER");
    if (folder == nullptr) return false;
    std::array<char, 4096> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const ssize_t length = readlink(link.c_str(), path.data(), path.size());
    return length > 0 && std::string_view(path.data(), static_cast<std::size_t>(length)).starts_with(folder);
}

void wait_for_the_disk() {
    const int lock = open(std::getenv("UNDERSTUDY_STUCK_WHILE"), O_RDONLY | O_CLOEXEC);
    flock(lock, LOCK_SH);
    close(lock);
}

ssize_t read_at(int file, void* into, std::size_t size, off_t at) {
    if (is_stuck(file)) wait_for_the_disk();
    return syscall(SYS_pread64, file, into, size, at);
}

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
}
