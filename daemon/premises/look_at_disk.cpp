#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>

#include "daemon/premises/looks.hpp"

namespace understudy {

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
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) facts.write_error = errno;
    return facts;
}

}  // namespace understudy
