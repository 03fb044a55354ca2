#include "storage/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace understudy {

Opened<LockFile> LockFile::take(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0)
        return failure(OpenTrouble{OpenTrouble::Kind::not_writable,
                                   path + ": cannot be written: " + std::generic_category().message(errno)});
    LockFile lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK)
        return failure(OpenTrouble{OpenTrouble::Kind::in_use,
                                   path + ": another understudyd has this database open; stop it first"});
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
