#include "storage/archive/files.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace understudy {
namespace {

/// What a commit, the log and the answers to a full disk need.
constexpr std::uint64_t left_for_the_database = 256u << 20;

class Descriptor {
  public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

  private:
    int descriptor_;
};

}  // namespace

bool sync_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return file.get() >= 0 && ::fsync(file.get()) == 0;
}

std::string words_of_errno(const std::string& path) {
    return path + ": " + std::generic_category().message(errno);
}

std::string copy_file(const std::string& from, const std::string& to) {
    const Descriptor in(::open(from.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (in.get() < 0 || ::fstat(in.get(), &status) != 0) return words_of_errno(from);
    if (!S_ISREG(status.st_mode)) return from + ": is no file";
    const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (out.get() < 0) return words_of_errno(to);
    constexpr std::size_t piece = std::size_t{1} << 30;
    ssize_t moved = 1;
    while (moved > 0) moved = ::sendfile(out.get(), in.get(), nullptr, piece);
    return moved == 0 ? "" : words_of_errno(from);
}

Result<Owner, std::string> owner_of(const std::string& path) {
    struct stat status {};
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (::stat(path.c_str(), &status) != 0 && ::stat(folder.c_str(), &status) != 0)
        return failure(words_of_errno(folder));
    return Owner{status.st_uid, status.st_gid};
}

std::string give_to(const Owner& owner, const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return words_of_errno(path);
    if (!S_ISREG(status.st_mode) || status.st_nlink != 1) return path + ": is no file of the daemon's own";
    if (::fchown(file.get(), owner.user, owner.group) != 0 || ::fchmod(file.get(), 0640) != 0)
        return words_of_errno(path) + " (run it as root, or as the daemon's user)";
    return "";
}

std::uint64_t room_lacking(const std::string& folder, const std::string& database, std::uint64_t bytes) {
    struct statvfs disk {};
    struct stat there {
    }, here{};
    if (::statvfs(folder.c_str(), &disk) != 0) return 0;
    const bool same = ::stat(folder.c_str(), &there) == 0 && ::stat(database.c_str(), &here) == 0 &&
                      there.st_dev == here.st_dev;
    const std::uint64_t wanted = bytes + (same ? left_for_the_database : 0);
    const std::uint64_t room = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    return wanted > room ? wanted - room : 0;
}

}  // namespace understudy
