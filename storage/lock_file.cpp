#include "storage/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace understudy {

namespace {

bool lock_all(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

// SQLite locks bytes from 0x40000000 on, never this one. A lock of the open file, not of the process: the
// process's own would be dropped with any other descriptor of the file.
bool lock_first_byte(int descriptor) {
    struct flock range {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_len = 1;
    return ::fcntl(descriptor, F_OFD_SETLK, &range) == 0;
}

bool somebody_has_it(int error) { return error == EWOULDBLOCK || error == EACCES; }

}  // namespace

Opened<LockFile> LockFile::take(const std::string& path) { return take(path, lock_all, O_NOFOLLOW); }

Opened<LockFile> LockFile::take_database(const std::string& path) { return take(path, lock_first_byte, 0); }

Opened<LockFile> LockFile::take(const std::string& path, bool (*lock)(int descriptor), int links) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | links, 0640);
    if (descriptor < 0)
        return failure(OpenTrouble{OpenTrouble::Kind::not_writable,
                                   path + ": cannot be written: " + std::generic_category().message(errno)});
    LockFile taken(descriptor);
    if (lock(descriptor)) return taken;
    if (somebody_has_it(errno))
        return failure(OpenTrouble{OpenTrouble::Kind::in_use, path + ": another understudyd has this "
                                                                     "database open, by this or another "
                                                                     "name; stop it first"});
    return failure(OpenTrouble{OpenTrouble::Kind::failed,
                               path + ": cannot be locked: " + std::generic_category().message(errno)});
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

LockFile::~LockFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace understudy
