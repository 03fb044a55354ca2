#include "disk_calls.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>

namespace understudy::inbox::disk_calls {

namespace {

Fate planned = Fate::none;
int planned_at = 0, calls = 0;
std::vector<std::string> called;

template <class Call>
auto counted(const char* name, Call call) {
    called.emplace_back(name);
    const bool it_is = planned != Fate::none && calls++ == planned_at;
    if (it_is && planned == Fate::killed_before) _exit(9);
    if (it_is && (planned == Fate::io_error || planned == Fate::no_room)) {
        errno = planned == Fate::io_error ? EIO : ENOSPC;
        return decltype(call())(-1);
    }
    const auto result = call();
    if (it_is && planned == Fate::killed_after) _exit(9);
    return result;
}

}  // namespace

void plan(Fate fate, int at) {
    planned = fate;
    planned_at = at;
    calls = 0;
    called.clear();
}

std::optional<std::uint64_t> said_free;

void say_free(std::optional<std::uint64_t> bytes) { said_free = bytes; }

int made() { return calls; }

const std::vector<std::string>& names() { return called; }

}  // namespace understudy::inbox::disk_calls

using understudy::inbox::disk_calls::counted;

extern "C" {
ssize_t __real_pwrite(int file, const void* bytes, size_t size, off_t offset);
int __real_fdatasync(int file);
int __real_fsync(int file);
int __real_fstatvfs(int file, struct statvfs* disk);
int __real_mkdirat(int at, const char* name, mode_t mode);
int __real_renameat(int from, const char* name, int to, const char* new_name);
int __real_renameat2(int from, const char* name, int to, const char* new_name, unsigned flags);
int __real_unlinkat(int at, const char* name, int flags);
int __real_openat(int at, const char* name, int flags, ...);

ssize_t __wrap_pwrite(int file, const void* bytes, size_t size, off_t offset) {
    return counted("pwrite", [&] { return __real_pwrite(file, bytes, size, offset); });
}
int __wrap_fdatasync(int file) {
    return counted("fdatasync", [&] { return __real_fdatasync(file); });
}
int __wrap_fsync(int file) {
    return counted("fsync", [&] { return __real_fsync(file); });
}
int __wrap_fstatvfs(int file, struct statvfs* disk) {
    const int result = __real_fstatvfs(file, disk);  // changes nothing
    const auto free = understudy::inbox::disk_calls::said_free;
    if (free) disk->f_bavail = *free / disk->f_frsize;
    return result;
}
int __wrap_mkdirat(int at, const char* name, mode_t mode) {
    return counted("mkdirat", [&] { return __real_mkdirat(at, name, mode); });
}
int __wrap_renameat(int from, const char* name, int to, const char* new_name) {
    return counted("renameat", [&] { return __real_renameat(from, name, to, new_name); });
}
int __wrap_renameat2(int from, const char* name, int to, const char* new_name, unsigned flags) {
    return counted("renameat2", [&] { return __real_renameat2(from, name, to, new_name, flags); });
}
int __wrap_unlinkat(int at, const char* name, int flags) {
    return counted("unlinkat", [&] { return __real_unlinkat(at, name, flags); });
}
int __wrap_openat(int at, const char* name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if ((flags & O_CREAT) == 0) return __real_openat(at, name, flags);  // changes nothing
    return counted("openat", [&] { return __real_openat(at, name, flags, mode); });
}
}
