#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "daemon/premises/looks.hpp"

namespace understudy {
namespace {

/// A file that no folder names: it is gone when it is closed, whatever happens. errno is set when it is -1.
int nameless_file(const std::string& folder) {
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    const bool unknown = errno == EOPNOTSUPP || errno == EISDIR;  // to this file system
    if (file >= 0 || !unknown) return file;
    std::string path = folder + "/.understudy-doctor-XXXXXX";
    const int named = ::mkostemp(path.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(path.c_str());
    return named;
}

/// Room, quota and mount show only when bytes are written and on the disk. errno, 0 when all went well.
int try_to_write(const std::string& folder) {
    const int file = nameless_file(folder);
    if (file < 0) return errno;
    const std::array<char, 4'096> page{};
    const ssize_t written = ::write(file, page.data(), page.size());
    int error = written < 0 ? errno : written < static_cast<ssize_t>(page.size()) ? ENOSPC : 0;
    if (error == 0 && ::fsync(file) != 0) error = errno;
    if (::close(file) != 0 && error == 0) error = errno;
    return error;
}

}  // namespace

DiskFacts look_at_disk(const std::string& folder) {
    DiskFacts facts;
    facts.folder = folder;
    struct statvfs disk {};
    if (::statvfs(folder.c_str(), &disk) != 0) {
        facts.look_error = errno;
        return facts;
    }
    facts.free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    facts.total_bytes = std::uint64_t{disk.f_blocks} * disk.f_frsize;
    facts.write_error = try_to_write(folder);
    return facts;
}

}  // namespace understudy
